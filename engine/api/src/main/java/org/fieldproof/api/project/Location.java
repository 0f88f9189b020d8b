package org.fieldproof.api.project;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Where the devices of a connection stand in the plant: site, area, line, cell, from the largest
/// to the smallest. A level is a name, or `{2}` for the second level of the topic that a device's
/// records have. It says where a person finds them; nothing of a record depends on it.
///
/// @param levels none if nobody said it
public record Location(List<Level> levels) {
    /// ISA-95 has as many between the enterprise and the equipment.
    public static final int LEVELS_MAX = 4;

    /// The longest name of a level.
    public static final int NAME_MAX = 48;

    /// The last level of a topic that can be named.
    public static final int TOPIC_LEVELS_MAX = 16;

    /// Nobody said it.
    public static final Location NONE = new Location(List.of());

    private static final String BETWEEN = "/";
    private static final Pattern OF_TOPIC = Pattern.compile("\\{([1-9][0-9]?)}");
    private static final Pattern NAME =
            Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N} ._-]*[\\p{L}\\p{M}\\p{N}.])?");

    public Location {
        levels = List.copyOf(levels);
        if (levels.size() > LEVELS_MAX) {
            throw new IllegalArgumentException(
                    "levels: " + levels.size() + " (expected: at most " + LEVELS_MAX + ")");
        }
    }

    /// One step down.
    public sealed interface Level {
        /// The same for all devices.
        record Named(String name) implements Level {}

        /// As the device's topic has it.
        ///
        /// @param number 1 for the first level of the topic
        record OfTopic(int number) implements Level {}
    }

    /// What a text says of a place.
    public sealed interface Read {
        record Sound(Location location) implements Read {}

        /// It says of none.
        ///
        /// @param why a sentence for people
        record Unsound(String why) implements Read {}
    }

    /// Reads what a project says; of an empty text [#NONE].
    public static Read read(String text) {
        if (text.isEmpty()) {
            return new Read.Sound(NONE);
        }
        String[] written = text.split(BETWEEN, -1);
        if (written.length > LEVELS_MAX) {
            return new Read.Unsound(
                    "The location " + text + " has " + written.length + " levels, not 1 to 4.");
        }
        List<Level> levels = new ArrayList<>();
        for (String each : written) {
            Matcher topic = OF_TOPIC.matcher(each);
            if (topic.matches() && Integer.parseInt(topic.group(1)) <= TOPIC_LEVELS_MAX) {
                levels.add(new Level.OfTopic(Integer.parseInt(topic.group(1))));
            } else if (each.length() <= NAME_MAX && NAME.matcher(each).matches()) {
                levels.add(new Level.Named(each));
            } else if (each.isEmpty()) {
                return new Read.Unsound("The location " + text + " has a level without a name.");
            } else {
                return new Read.Unsound(
                        "The location "
                                + text
                                + " has a level that is neither a name nor a level of a topic: "
                                + each
                                + ".");
            }
        }
        return new Read.Sound(new Location(levels));
    }

    /// What was meant where only strokes and blanks are too many; else the text itself.
    public static String tidied(String text) {
        return Arrays.stream(text.replace('\\', '/').split(BETWEEN, -1))
                .map(String::strip)
                .filter(level -> !level.isEmpty())
                .collect(Collectors.joining(BETWEEN));
    }

    /// Whether it is the same for all devices.
    public boolean isFixed() {
        return levels.stream().noneMatch(Level.OfTopic.class::isInstance);
    }

    /// Whether a topic has all the levels that it takes from one, and none of them is blank. It
    /// takes no memory: asked of every record of a device that does not stand anywhere yet.
    public boolean isWholeWith(String topic) {
        for (int i = 0; i < levels.size(); i++) {
            if (levels.get(i) instanceof Level.OfTopic(int number) && !has(topic, number)) {
                return false;
            }
        }
        return true;
    }

    private static boolean has(String topic, int number) {
        int at = 0;
        for (int i = 1; i < number; i++) {
            int stroke = topic.indexOf('/', at);
            if (stroke < 0) {
                return false;
            }
            at = stroke + 1;
        }
        while (at < topic.length() && topic.charAt(at) != '/') {
            if (!Character.isWhitespace(topic.charAt(at))) {
                return true;
            }
            at++;
        }
        return false;
    }

    /// Where a device with records at this topic stands, its levels joined by `/`. It ends before
    /// the first level that the topic does not have; empty if that is all of it.
    public String of(String topic) {
        String[] there = topic.split(BETWEEN, TOPIC_LEVELS_MAX + 1);
        StringBuilder made = new StringBuilder();
        for (Level level : levels) {
            String name =
                    switch (level) {
                        case Level.Named(String own) -> own;
                        case Level.OfTopic(int n) -> n <= there.length ? plain(there[n - 1]) : "";
                    };
            if (name.isEmpty()) {
                break;
            }
            made.append(made.isEmpty() ? "" : BETWEEN).append(name);
        }
        return made.toString();
    }

    /// What devices write into their topics is shown on one line, and as it is written.
    private static String plain(String level) {
        int[] letters = level.strip().codePoints().map(Location::seen).limit(NAME_MAX).toArray();
        return new String(letters, 0, letters.length).stripTrailing();
    }

    /// Another sign for one that breaks the line, or is not seen, or turns around what follows.
    private static int seen(int sign) {
        return switch (Character.getType(sign)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    '?';
            default -> sign;
        };
    }
}
