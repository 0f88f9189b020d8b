package org.fieldproof.views.keys;

import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.fieldproof.styles.Icon;
import org.fieldproof.views.action.KeyStroke;
import org.fieldproof.views.action.KeyTask;
import org.fieldproof.views.control.Leaving;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.i18n.Texts;

/// The keys of one action, and what is asked before they are taken from another. FX thread.
final class KeyPanel extends VBox {

    private final KeysViewModel model;
    private final Texts texts;
    private final Runnable changed;
    private final Runnable done;
    private final Label title = Parts.prose("", "fp-section");
    private final VBox present = new VBox(4);
    private final Label fixed;
    private final Button change;
    private final Button add;
    private final Button reset;
    private final KeyField field;
    private final Label said = Parts.prose("");
    private final VBox question = new VBox(8);
    private final Label asked = Parts.prose("", "fp-strong");
    private final Button leave;
    private Optional<KeyTask> task = Optional.empty();
    private boolean more;

    /// @param changed told after each change
    /// @param done takes the focus when nothing more is to be done here
    KeyPanel(KeysViewModel model, Texts texts, Runnable changed, Runnable done) {
        super(10);
        this.model = model;
        this.texts = texts;
        this.changed = changed;
        this.done = done;
        getStyleClass().addAll("fp-panel", "fp-padded");
        setId("keys-panel");
        fixed = Parts.prose(texts.get("keys.panel.fixed"), "fp-muted");
        change = Parts.button(texts.get("keys.panel.change"), () -> listen(false), "fp-primary");
        change.setId("keys-change");
        add = Parts.button(texts.get("keys.panel.add"), () -> listen(true));
        add.setId("keys-add");
        reset = Parts.button(texts.get("keys.panel.reset"), this::reset);
        reset.setId("keys-reset");
        field = new KeyField(texts.get("keys.panel.press"), this::pressed, this::stop);
        field.setId("keys-press");
        said.setId("keys-said");
        asked.setId("keys-asked");
        leave = Parts.button(texts.get("keys.question.leave"), this::leave);
        leave.setId("keys-leave");
        Button take = Parts.button(texts.get("keys.question.take"), this::take);
        take.setId("keys-take");
        question.getChildren().addAll(asked, new FlowPane(8, 6, leave, take));
        Leaving.byEscape(question, this::leave);
        for (var each : new javafx.scene.Node[] {field, question, said, fixed}) {
            each.managedProperty().bind(each.visibleProperty());
            each.setVisible(false);
        }
        FlowPane acts = new FlowPane(8, 6, change, Parts.telling(add), Parts.telling(reset));
        acts.visibleProperty().bind(fixed.visibleProperty().not());
        acts.managedProperty().bind(acts.visibleProperty());
        getChildren().addAll(title, present, fixed, acts, field, question, said);
    }

    /// Shows an action; none for keys that stay what they are.
    void show(Optional<KeyTask> next) {
        if (!next.map(KeyTask::id).equals(task.map(KeyTask::id))) {
            model.answered();
            field.setVisible(false);
            said.setVisible(false);
        }
        task = next;
        title.setText(next.map(KeyTask::label).orElse(""));
        fixed.setVisible(next.isEmpty());
        present.getChildren().clear();
        next.ifPresent(this::list);
        String none = next.isEmpty() ? texts.get("keys.panel.unchosen") : "";
        boolean changed = next.filter(model::isChanged).isPresent();
        Parts.hinder(add, none);
        Parts.hinder(reset, none.isEmpty() && !changed ? texts.get("keys.panel.unchanged") : none);
        boolean stop = next.filter(each -> each.id().equals(KeyTask.STOP)).isPresent();
        change.setVisible(!stop);
        change.setManaged(!stop);
        question.setVisible(model.question().isPresent());
        model.question().ifPresent(each -> asked.setText(each.text()));
    }

    private void list(KeyTask shown) {
        for (KeyStroke each : model.keys(shown)) {
            Label keys = Parts.label(each.text(texts), "fp-mono");
            Button remove =
                    Parts.button(
                            "",
                            () -> {
                                model.remove(shown, each);
                                tell(model.given(shown));
                            },
                            "fp-flat");
            remove.setGraphic(Icon.CLOSE.node());
            remove.setAccessibleText(texts.get("keys.panel.remove", each.text(texts)));
            remove.setId("keys-remove-" + each.stored());
            boolean own = model.isOwn(shown, each);
            present.getChildren()
                    .add(
                            own
                                    ? Parts.row(
                                            keys,
                                            Parts.label(texts.get("keys.panel.own"), "fp-muted"))
                                    : Parts.row(keys, remove));
        }
        if (model.keys(shown).isEmpty()) {
            present.getChildren().add(Parts.label(texts.get("keys.panel.none"), "fp-muted"));
        }
    }

    /// Waits for keys.
    ///
    /// @param beside whether they come beside those that it has
    void listen(boolean beside) {
        more = beside || task.filter(each -> each.id().equals(KeyTask.STOP)).isPresent();
        model.answered();
        question.setVisible(false);
        said.setVisible(false);
        field.clear();
        field.setVisible(true);
        field.requestFocus();
    }

    private void stop() {
        field.setVisible(false);
        done.run();
    }

    private void pressed(KeyStroke keys) {
        field.show(keys.text(texts));
        task.ifPresent(
                each -> {
                    String word = model.press(each, keys, more);
                    boolean given = model.keys(each).contains(keys);
                    settle(word, given);
                });
    }

    private void reset() {
        task.ifPresent(each -> settle(model.reset(each), true));
    }

    /// @param finished whether nothing more is to be pressed
    private void settle(String word, boolean finished) {
        if (model.question().isPresent()) {
            said.setVisible(false);
            changed.run();
            leave.requestFocus();
        } else if (finished) {
            field.setVisible(false);
            tell(word);
        } else {
            said.setText(word);
            said.setVisible(true);
        }
    }

    private void tell(String word) {
        changed.run();
        said.setText(word);
        said.setVisible(true);
        done.run();
    }

    private void take() {
        model.question().ifPresent(each -> each.take().run());
        model.answered();
        field.setVisible(false);
        tell(task.map(model::given).orElse(""));
    }

    private void leave() {
        model.answered();
        field.setVisible(false);
        tell("");
    }
}
