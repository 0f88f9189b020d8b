package org.fieldproof.views.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fieldproof.views.action.KeyMap;
import org.fieldproof.views.action.KeyScope;
import org.fieldproof.views.action.KeyStroke;
import org.fieldproof.views.action.KeyTask;
import org.fieldproof.views.i18n.Texts;
import org.jspecify.annotations.Nullable;

/// Which keys there are, found by name or by pressing them, and what is being changed. FX thread.
final class KeysViewModel {

    private static final String FIXED = "fixed.";

    private final KeyMap keys;
    private final Texts texts;
    private @Nullable KeyStroke wanted;
    private @Nullable Question question;

    KeysViewModel(KeyMap keys, Texts texts) {
        this.keys = keys;
        this.texts = texts;
    }

    /// Keys that others have, and what happens if they lose them.
    ///
    /// @param text asks
    /// @param take takes them over
    record Question(String text, Runnable take) {}

    void findAll() {
        wanted = null;
    }

    void find(KeyStroke pressed) {
        wanted = pressed;
    }

    List<KeyRow> rows() {
        List<KeyRow> rows = new ArrayList<>();
        for (KeyTask task : keys.tasks()) {
            List<KeyStroke> present = keys.keys(task.id());
            String note = keys.isChanged(task) ? texts.get("keys.note.changed") : "";
            add(
                    rows,
                    new KeyRow(task.id(), task.label(), where(task), text(present), note),
                    present);
        }
        for (FixedKey fixed : FixedKey.values()) {
            String label = texts.get("keys.fixed." + fixed.name());
            String where = texts.get("keys.scope." + fixed.scope().name());
            String note = texts.get("keys.note.fixed");
            String id = FIXED + fixed.name();
            add(rows, new KeyRow(id, label, where, text(fixed.keys()), note), fixed.keys());
        }
        return rows;
    }

    private void add(List<KeyRow> rows, KeyRow row, List<KeyStroke> present) {
        if (wanted == null || present.contains(wanted)) {
            rows.add(row);
        }
    }

    private String where(KeyTask task) {
        return task.scope() == KeyScope.CONSOLE
                ? task.category()
                : texts.get("keys.scope." + task.scope().name());
    }

    /// How keys are called here.
    String text(List<KeyStroke> strokes) {
        return KeyStroke.text(strokes, texts);
    }

    /// What a row is about; nothing if its keys stay what they are.
    Optional<KeyTask> task(@Nullable KeyRow row) {
        return row == null ? Optional.empty() : keys.task(row.id());
    }

    List<KeyStroke> keys(KeyTask task) {
        return keys.keys(task.id());
    }

    boolean isChanged(KeyTask task) {
        return keys.isChanged(task);
    }

    /// Whether this person may take these keys from it.
    boolean isOwn(KeyTask task, KeyStroke stroke) {
        return task.id().equals(KeyTask.STOP) && task.keys().contains(stroke);
    }

    /// Gives keys to an action, unless somebody else needs them or has them.
    ///
    /// @param more beside the ones it has; else instead of them
    /// @return why it cannot be, or that it was done; empty while there is a [#question]
    String press(KeyTask task, KeyStroke pressed, boolean more) {
        question = null;
        Optional<String> refused =
                keys.refusal(task, pressed)
                        .map(
                                why ->
                                        texts.get(
                                                "keys.refused." + why.name(),
                                                pressed.text(texts),
                                                task.label()));
        if (refused.isPresent()) {
            return refused.get();
        }
        List<KeyStroke> next = new ArrayList<>(more ? keys(task) : List.of());
        if (!next.contains(pressed)) {
            next.add(pressed);
        }
        Optional<KeyTask> holder = keys.holder(task, pressed);
        if (holder.isEmpty()) {
            keys.give(task, next);
            return given(task);
        }
        question =
                new Question(
                        texts.get(
                                "keys.question.text",
                                pressed.text(texts),
                                holder.get().label(),
                                where(holder.get())),
                        () -> keys.give(task, next));
        return "";
    }

    String given(KeyTask task) {
        String text = text(keys(task));
        return text.isEmpty()
                ? texts.get("keys.given.none", task.label())
                : texts.get("keys.given.text", task.label(), text);
    }

    void remove(KeyTask task, KeyStroke lost) {
        keys.give(task, keys(task).stream().filter(each -> !each.equals(lost)).toList());
    }

    /// Gives it what it begins with, unless others have some of it now.
    ///
    /// @return that it was done; empty while there is a [#question]
    String reset(KeyTask task) {
        question = null;
        List<KeyTask> holders = keys.holders(task);
        if (holders.isEmpty()) {
            keys.give(task, task.keys());
            return given(task);
        }
        String others = holders.stream().map(KeyTask::label).collect(Collectors.joining(", "));
        question =
                new Question(
                        texts.get("keys.question.reset", text(task.keys()), others),
                        () -> keys.give(task, task.keys()));
        return "";
    }

    Optional<Question> question() {
        return Optional.ofNullable(question);
    }

    void answered() {
        question = null;
    }

    void resetAll() {
        keys.resetAll();
    }

    void undo() {
        keys.undo();
    }

    boolean isUndoable() {
        return keys.isUndoable();
    }

    boolean isAnyChanged() {
        return keys.tasks().stream().anyMatch(keys::isChanged);
    }

    List<String> unused() {
        return keys.unused();
    }

    void forgetUnused() {
        keys.forgetUnused();
    }
}
