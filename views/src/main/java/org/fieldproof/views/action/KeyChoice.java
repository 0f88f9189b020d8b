package org.fieldproof.views.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The keys that a person has given, as they are kept: `shell.log=Shortcut+J;draft.add=A F5`. An
/// action without keys has nothing after its `=`.
///
/// @param given by the id of the action
/// @param strays entries that nobody understands, as they were found
record KeyChoice(Map<String, List<KeyStroke>> given, List<String> strays) {

    private static final int ENTRIES_MAX = 1000;

    /// Actions that have become others: who gave them keys means those.
    private static final Map<String, String> FORMER = Map.of("draft.find", "shell.find");

    KeyChoice {
        given = taken(given);
        strays = List.copyOf(strays);
    }

    /// What was given to a former action is of the one in its place, unless that has its own.
    private static Map<String, List<KeyStroke>> taken(Map<String, List<KeyStroke>> given) {
        Map<String, List<KeyStroke>> taken = new TreeMap<>(given);
        FORMER.forEach(
                (former, now) -> {
                    List<KeyStroke> keys = taken.remove(former);
                    if (keys != null) {
                        taken.putIfAbsent(now, keys);
                    }
                });
        return taken;
    }

    static KeyChoice read(String kept) {
        Map<String, List<KeyStroke>> given = new TreeMap<>();
        List<String> strays = new ArrayList<>();
        String[] entries = kept.split(";", ENTRIES_MAX);
        for (String entry : entries) {
            int at = entry.indexOf('=');
            Optional<List<KeyStroke>> keys =
                    at < 1 ? Optional.empty() : strokes(entry.substring(at + 1));
            if (keys.isPresent() && !given.containsKey(entry.substring(0, at))) {
                given.put(entry.substring(0, at), keys.get());
            } else if (!entry.isBlank()) {
                strays.add(entry);
            }
        }
        return new KeyChoice(given, strays);
    }

    private static Optional<List<KeyStroke>> strokes(String text) {
        List<KeyStroke> keys = new ArrayList<>();
        for (String each : text.split(" ", ENTRIES_MAX)) {
            if (!each.isEmpty()) {
                Optional<KeyStroke> read = KeyStroke.read(each);
                if (read.isEmpty()) {
                    return Optional.empty();
                }
                keys.add(read.get());
            }
        }
        return Optional.of(keys);
    }

    static String entry(String id, List<KeyStroke> keys) {
        return id + "=" + keys.stream().map(KeyStroke::stored).collect(Collectors.joining(" "));
    }

    String stored() {
        List<String> entries = new ArrayList<>();
        given.forEach((id, keys) -> entries.add(entry(id, keys)));
        entries.addAll(strays);
        return String.join(";", entries);
    }
}
