package org.fieldproof.views.tags;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftValue.Style;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.TagDesk;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException.Consent;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagRead;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.views.control.Leaving;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.ProblemCard;
import org.fieldproof.views.draft.DraftSession;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.perspective.Desk;
import org.jspecify.annotations.Nullable;

/// Picks tags of a drafted connection in its device, over the editor. A device that nobody has
/// believed yet can be believed here, once its thumbprint was compared. FX thread.
public final class TagPicker extends TagSheet {
    private static final int GROUP = 8;

    private final DraftSession session;
    private final Texts texts;
    private final Label status = Parts.label("", "fp-muted");
    private final VBox refused = new VBox(8);
    private final Button add;
    private final Label hint;
    private final TagTree tree;

    /// Names of the connection's table; null until they are told.
    private @Nullable Set<String> standing;

    private TagPicker(Desk desk, PartRef connection, StackPane over, Runnable closed) {
        super(desk.draft(), connection, over, closed);
        this.session = desk.draft();
        this.texts = desk.texts();
        hint = Parts.prose(texts.get("tags.hint"), "fp-muted");
        tree =
                new TagTree(
                        texts,
                        PickedTag.known(session.model().draft(), connection),
                        this::look,
                        this::told);
        add = Parts.button("", this::add, "fp-primary");
        add.setId("tag-picker-add");
        Button back = Parts.button(texts.get("tags.close"), this::close);
        back.setId("tag-picker-close");
        Label title = Parts.label(texts.get("tags.title", connection.id()), "fp-title");
        VBox box =
                new VBox(
                        8,
                        title,
                        hint,
                        refused,
                        tree,
                        Parts.row(status, Parts.spring(), back, Parts.telling(add)));
        VBox.setVgrow(tree, Priority.ALWAYS);
        setId("tag-picker");
        // A tree takes the key, though it has nothing to end by it.
        Leaving.byEscape(this, this::close);
        refused.managedProperty().bind(refused.visibleProperty());
        show(box);
        sceneProperty()
                .subscribe(
                        (was, is) -> {
                            // However it goes, such as with a change of language.
                            if (was != null && is == null) {
                                session.desk().tags().leave();
                            }
                        });
        told();
    }

    @Override
    void awaiting() {
        standing = null;
        told();
    }

    @Override
    void stands(Outcome outcome) {
        TagRead read =
                outcome instanceof Outcome.TagsRead(TagRead tags)
                        ? tags
                        : new TagRead.Complete(TagTable.of(List.of()));
        Set<String> names = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        for (TagDefinition tag : read.sound().tags()) {
            names.add(tag.name());
            addresses.add(tag.address());
        }
        standing = names;
        tree.know(addresses);
        boolean all = outcome instanceof Outcome.TagsRead && read.problems().isEmpty();
        hint.setText(
                all
                        ? texts.get("tags.hint")
                        : texts.get("tags.hint") + " " + texts.get("tags.table"));
        told();
    }

    /// Opens the picker.
    ///
    /// @param over what it lies over
    /// @param closed told when it has gone
    public static TagPicker open(Desk desk, PartRef connection, StackPane over, Runnable closed) {
        TagPicker picker = new TagPicker(desk, connection, over, closed);
        picker.open();
        picker.refresh();
        picker.tree.begin();
        picker.takeFocus();
        return picker;
    }

    @Override
    public void takeFocus() {
        tree.requestFocus();
    }

    /// Asks once more for a place whose answer was refused.
    private void again(TagItem item) {
        refused.setVisible(false);
        item.setExpanded(true);
        takeFocus();
    }

    private void look(TagItem item) {
        if (!item.toBeAsked()) {
            return;
        }
        item.getChildren().setAll(List.of(new TagItem(TagLine.saying(texts.get("tags.looking")))));
        session.look(connection().id(), item.place(), outcome -> show(item, outcome));
    }

    private void show(TagItem item, Outcome outcome) {
        switch (outcome) {
            case Outcome.TagsFound(String _, var found, boolean more) -> {
                refused.setVisible(false);
                String rest = more ? texts.get("tags.more", TagDesk.FOUND_MAX) : "";
                item.take(TagTree.lines(found, rest));
                if (tree.getSelectionModel().isEmpty()) {
                    tree.getSelectionModel().selectFirst();
                }
            }
            case Outcome.ConsentNeeded(Problem why, Consent consent) -> refuse(item, why, consent);
            case Outcome.Refused(Problem why) -> refuse(item, why, null);
            default -> throw new IllegalStateException("a look answers " + outcome);
        }
    }

    private void refuse(TagItem item, Problem why, @Nullable Consent consent) {
        item.forget();
        item.setExpanded(false);
        Button again = Parts.button(texts.get("tags.again"), () -> again(item));
        again.setId("tag-picker-again");
        refused.getChildren().setAll(new ProblemCard(why));
        if (consent == null) {
            refused.getChildren().add(Parts.row(again));
        } else {
            Button believe =
                    Parts.button(
                            texts.get("tags.believe"), () -> believe(item, consent), "fp-primary");
            believe.setId("tag-picker-believe");
            refused.getChildren()
                    .addAll(
                            Parts.prose(texts.get("tags.compare")),
                            Parts.prose(grouped(consent.value()), "fp-mono", "fp-small"),
                            Parts.row(believe, again));
        }
        refused.setVisible(true);
        again.requestFocus();
    }

    /// As displays of devices show it, so that it can be compared.
    private static String grouped(String digits) {
        return digits.replaceAll("(.{" + GROUP + "})(?=.)", "$1 ");
    }

    private void believe(TagItem item, Consent consent) {
        session.edit(
                texts.get("draft.edit.field", consent.field(), connection().id()),
                draft ->
                        DraftEdits.set(
                                draft,
                                connection(),
                                FieldPath.PART.then(consent.field()),
                                new Text(consent.value(), Style.DOUBLE_QUOTED)));
        again(item);
    }

    private void told() {
        int count = tree.picked().size();
        status.setText(texts.get("tags.picked", count));
        add.setText(texts.get("tags.add", count));
        String waits = standing == null ? texts.get("tags.standing.waits") : "";
        Parts.hinder(add, count == 0 ? texts.get("tags.add.none") : waits);
    }

    private void add() {
        List<PickedTag> picked = tree.picked();
        Set<String> taken = standing;
        if (taken != null) {
            session.edit(
                    texts.get("tags.edit.add", picked.size(), connection().id()),
                    draft -> PickedTag.added(draft, connection(), picked, taken));
            close();
        }
    }
}
