package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldproof.api.draft.ChainEdits;
import org.fieldproof.api.draft.DraftValue;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.place.HelpTopic;

/// One transform of a pipeline in its list: its place, its name and what it says, in short.
final class ChainRow extends HBox {
    private static final int SUMMARY_MAX = 120;

    private final Texts texts;
    private final Label number = Parts.label("", "fp-chain-number");
    private final Label name = Parts.label("", "fp-strong");
    private final Label type = Parts.label("", "fp-muted", "fp-small");
    private final Label summary = Parts.label("", "fp-muted", "fp-small", "fp-mono");
    private final Label trouble = Parts.label("◆", "fp-p2");
    private final Label grip = Parts.label("⋮", "fp-chain-grip");
    private final Tooltip tip = new Tooltip();

    ChainRow(Texts texts) {
        this.texts = texts;
        getStyleClass().add("fp-chain-row");
        HBox head = Parts.row(name, type);
        VBox lines = new VBox(1, head, summary);
        HBox.setHgrow(lines, Priority.ALWAYS);
        lines.setMinWidth(0);
        for (Label label : new Label[] {name, type, summary}) {
            label.setMinWidth(0);
            label.setTooltip(tip);
        }
        for (Label label : new Label[] {number, trouble, grip}) {
            label.setMinWidth(USE_PREF_SIZE);
        }
        grip.setTooltip(new Tooltip(texts.get("draft.chain.drag")));
        getChildren().addAll(number, lines, trouble, grip);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        setAccessibleHelp(texts.get("draft.chain.keys"));
    }

    /// Shows a transform.
    ///
    /// @param wrong what is wrong with it; empty if nothing is
    void show(Group transform, int index, boolean open, String wrong) {
        boolean troubled = !wrong.isEmpty();
        setId("transform-" + index);
        HelpTopic.mark(this, HelpTopic.transform(transform.text("type")).page());
        String id = ChainEdits.name(transform, index);
        number.setText(Integer.toString(index + 1));
        name.setText(id);
        type.setText(transform.text("type").equals(id) ? "" : transform.text("type"));
        String words = summary(transform);
        summary.setText(
                troubled ? wrong : words.isEmpty() ? texts.get("draft.chain.unset") : words);
        Parts.toggle(summary, "fp-p2", troubled);
        Parts.toggle(summary, "fp-mono", !troubled);
        trouble.setVisible(troubled);
        trouble.setManaged(troubled);
        tip.setText(id + "\n" + transform.text("type") + "\n" + summary.getText());
        Parts.toggle(this, "fp-open", open);
        setAccessibleText(
                texts.get("draft.chain.row", index + 1, id)
                        + (words.isEmpty() ? "" : ", " + words)
                        + (troubled ? ", " + wrong : ""));
    }

    /// Shows where a row that is dragged would go: 0 nowhere, -1 above this one, 1 below.
    void aim(int where) {
        Parts.toggle(this, "fp-drop-above", where < 0);
        Parts.toggle(this, "fp-drop-below", where > 0);
    }

    /// What a transform says, whatever its type: its own fields, one after the other.
    static String summary(Group transform) {
        List<String> words = new ArrayList<>();
        for (Entry entry : transform.entries()) {
            if (!entry.key().equals("id") && !entry.key().equals("type")) {
                words.add(entry.key() + ": " + words(entry.value()));
            }
        }
        String all = String.join(" · ", words).replaceAll("\\s+", " ");
        return all.length() > SUMMARY_MAX ? all.substring(0, SUMMARY_MAX) + "…" : all;
    }

    private static String words(DraftValue value) {
        return switch (value) {
            case Text text -> text.text();
            case Items items ->
                    items.items().stream()
                            .map(item -> words(item.value()))
                            .collect(Collectors.joining(", "));
            case Group group ->
                    group.entries().stream()
                            .map(entry -> words(entry.value()))
                            .collect(Collectors.joining(" "));
        };
    }
}
