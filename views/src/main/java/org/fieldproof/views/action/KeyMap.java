package org.fieldproof.views.action;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import javafx.scene.input.KeyEvent;
import org.fieldproof.views.i18n.Texts;

/// Which keys mean what: those that everybody begins with, and those that this person has given.
/// It outlives the shell, which declares its actions here. FX thread.
public final class KeyMap {
    private static final int UNDO_MAX = 100;
    private static final String FIXED = "key.";

    private final Map<String, KeyTask> tasks = new LinkedHashMap<>();
    private final Deque<KeyChoice> undo = new ArrayDeque<>();
    private final Consumer<String> save;
    private Runnable changed = () -> {};
    private KeyChoice choice;

    /// What of the choice holds: without keys that cannot be given and those that others hold.
    private Map<String, List<KeyStroke>> held = Map.of();

    private List<String> unused = List.of();

    /// @param kept what an earlier console has kept; may be anything
    /// @param save keeps it
    public KeyMap(String kept, Consumer<String> save) {
        choice = KeyChoice.read(kept);
        this.save = save;
    }

    /// Told when keys have changed.
    public void onChanged(Runnable listener) {
        changed = listener;
    }

    /// Says what keys can be given to. Again, for instance in another language, replaces it.
    void declare(KeyTask task) {
        tasks.put(task.id(), task);
    }

    /// After everything is declared: what was kept is checked against it.
    ///
    /// @return entries that are not used, as they were kept
    public List<String> settle() {
        KeyCheck check = KeyCheck.of(tasks, choice);
        held = check.held();
        unused = check.unused();
        return unused;
    }

    public List<KeyTask> tasks() {
        return List.copyOf(tasks.values());
    }

    public Optional<KeyTask> task(String id) {
        return Optional.ofNullable(tasks.get(id));
    }

    /// The keys of an action now; what was never declared has none.
    public List<KeyStroke> keys(String id) {
        List<KeyStroke> given = held.get(id);
        KeyTask task = tasks.get(id);
        return given != null ? given : task == null ? List.of() : task.keys();
    }

    /// How a text says which key to press: the key of an action, or what the action is called if it
    /// has none; or with `key.` before it a key that stays what it is, such as `key.Shortcut+C`.
    public String hint(String id, Texts texts) {
        if (id.startsWith(FIXED)) {
            String stored = id.substring(FIXED.length());
            return KeyStroke.read(stored).map(fixed -> fixed.text(texts)).orElse(stored);
        }
        List<KeyStroke> keys = keys(id);
        KeyTask task = tasks.get(id);
        return keys.isEmpty() ? task == null ? id : task.label() : keys.getFirst().text(texts);
    }

    /// What was pressed at a place, if it means something there.
    public Optional<LocalKey> pressed(KeyScope scope, KeyEvent event) {
        Optional<KeyStroke> keys = KeyStroke.of(event);
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        for (LocalKey each : LocalKey.values()) {
            if (each.scope() == scope && keysOf(each).contains(keys.get())) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private List<KeyStroke> keysOf(LocalKey key) {
        return tasks.containsKey(key.id())
                ? keys(key.id())
                : held.getOrDefault(key.id(), key.keys());
    }

    /// Who has these keys where this one would take them.
    public Optional<KeyTask> holder(KeyTask task, KeyStroke keys) {
        return tasks.values().stream()
                .filter(other -> !other.id().equals(task.id()))
                .filter(other -> other.scope().meets(task.scope()))
                .filter(other -> keys(other.id()).contains(keys))
                .findFirst();
    }

    /// Why these keys cannot be given to it. What it begins with can always be.
    public Optional<KeyRules.Refusal> refusal(KeyTask task, KeyStroke keys) {
        return task.keys().contains(keys) ? Optional.empty() : KeyRules.refusal(task.scope(), keys);
    }

    /// Who has keys that this one begins with.
    public List<KeyTask> holders(KeyTask task) {
        return task.keys().stream()
                .flatMap(keys -> holder(task, keys).stream())
                .distinct()
                .toList();
    }

    public boolean isChanged(KeyTask task) {
        return !keys(task.id()).equals(task.keys());
    }

    /// Gives it these keys, and no others; whoever has one of them loses it.
    public void give(KeyTask task, List<KeyStroke> keys) {
        Map<String, List<KeyStroke>> next = new TreeMap<>(held);
        List<KeyStroke> wanted = new ArrayList<>(keys);
        if (task.id().equals(KeyTask.STOP)) {
            wanted.removeAll(task.keys());
            wanted.addAll(0, task.keys());
        }
        for (KeyStroke each : wanted) {
            Optional<KeyTask> holder = holder(task, each);
            while (holder.isPresent()) {
                KeyTask other = holder.get();
                next.put(other.id(), without(next.getOrDefault(other.id(), other.keys()), each));
                held = next;
                holder = holder(task, each);
            }
        }
        next.put(task.id(), List.copyOf(wanted));
        become(next, unused);
    }

    private static List<KeyStroke> without(List<KeyStroke> keys, KeyStroke lost) {
        return keys.stream().filter(each -> !each.equals(lost)).toList();
    }

    /// Gives all of them what they begin with.
    public void resetAll() {
        become(Map.of(), unused);
    }

    public boolean isUndoable() {
        return !undo.isEmpty();
    }

    /// Takes the latest change back.
    public void undo() {
        if (!undo.isEmpty()) {
            choice = undo.pop();
            keep();
        }
    }

    /// What was kept, but is of no use: of actions that are no more, or unreadable.
    public List<String> unused() {
        return unused;
    }

    /// Keeps them no longer.
    public void forgetUnused() {
        become(held, List.of());
    }

    /// What was refused would be taken another time, once nothing stands against it: a change by
    /// a person goes before it. What nobody understands, or is of no action now, is harmless.
    private boolean isSettled(String stray) {
        return KeyChoice.read(stray).given().keySet().stream().anyMatch(tasks::containsKey);
    }

    private void become(Map<String, List<KeyStroke>> next, List<String> strays) {
        undo.push(choice);
        if (undo.size() > UNDO_MAX) {
            undo.removeLast();
        }
        Map<String, List<KeyStroke>> different = new TreeMap<>();
        next.forEach(
                (id, keys) -> {
                    KeyTask task = tasks.get(id);
                    if (task == null || !task.keys().equals(keys)) {
                        different.put(id, keys);
                    }
                });
        choice =
                new KeyChoice(
                        different, strays.stream().filter(stray -> !isSettled(stray)).toList());
        keep();
    }

    private void keep() {
        save.accept(choice.stored());
        settle();
        changed.run();
    }
}
