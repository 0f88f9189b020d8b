package org.fieldproof.views.action;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What of a choice can be used with the actions that there are. A file may be older than them, or
/// written by hand: whatever it says, STOP has its key, and no key means two things.
///
/// @param held the keys of actions that do not have those that they begin with
/// @param unused entries that are not used, or not wholly
record KeyCheck(Map<String, List<KeyStroke>> held, List<String> unused) {

    static KeyCheck of(Map<String, KeyTask> tasks, KeyChoice choice) {
        Map<String, List<KeyStroke>> held = new HashMap<>();
        List<String> unused = new ArrayList<>(choice.strays());
        for (Map.Entry<String, List<KeyStroke>> each : choice.given().entrySet()) {
            List<KeyStroke> keys = each.getValue();
            KeyTask task = tasks.get(each.getKey());
            List<KeyStroke> usable = task == null ? List.of() : usable(task, keys, tasks, held);
            if (task != null && (keys.isEmpty() || !usable.isEmpty())) {
                held.put(task.id(), usable);
            }
            if (task == null || !usable.containsAll(keys)) {
                unused.add(KeyChoice.entry(each.getKey(), keys));
            }
        }
        // What somebody has given goes before what an action begins with.
        for (KeyTask task : tasks.values()) {
            if (!held.containsKey(task.id())) {
                List<KeyStroke> left =
                        task.keys().stream()
                                .filter(keys -> !taken(task, keys, tasks, held))
                                .toList();
                if (!left.equals(task.keys())) {
                    held.put(task.id(), left);
                }
            }
        }
        return new KeyCheck(held, unused);
    }

    private static List<KeyStroke> usable(
            KeyTask task,
            List<KeyStroke> keys,
            Map<String, KeyTask> tasks,
            Map<String, List<KeyStroke>> held) {
        List<KeyStroke> usable = new ArrayList<>();
        if (task.id().equals(KeyTask.STOP)) {
            usable.addAll(task.keys());
        }
        for (KeyStroke each : keys) {
            boolean own = task.keys().contains(each);
            boolean free = own || KeyRules.refusal(task.scope(), each).isEmpty();
            if (free && !usable.contains(each) && !taken(task, each, tasks, held)) {
                usable.add(each);
            }
        }
        return usable;
    }

    /// Whether another one was given these keys already.
    private static boolean taken(
            KeyTask task,
            KeyStroke keys,
            Map<String, KeyTask> tasks,
            Map<String, List<KeyStroke>> held) {
        return held.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(task.id()))
                .filter(entry -> entry.getValue().contains(keys))
                .map(entry -> tasks.get(entry.getKey()))
                .anyMatch(other -> other != null && other.scope().meets(task.scope()));
    }
}
