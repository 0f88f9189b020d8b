package org.fieldproof.connector.influx;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fieldproof.api.record.FieldRecord;

/// A name made from a record: text with `{connection}`, `{device}`, `{address}` and `{level:N}`,
/// the N-th level of the address from 1, or from the end where N is negative. Immutable.
final class NameTemplate {
    private static final Pattern HOLE =
            Pattern.compile("\\{(connection|device|address|level:-?[1-9]\\d?)}");

    private sealed interface Part {
        record Literal(String text) implements Part {}

        record Of(String name) implements Part {}

        record Level(int number) implements Part {}
    }

    private final List<Part> parts;

    private NameTemplate(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /// @throws IllegalArgumentException with a sentence for people
    static NameTemplate of(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher hole = HOLE.matcher(text);
        int from = 0;
        while (hole.find()) {
            parts.add(new Part.Literal(text.substring(from, hole.start())));
            String name = hole.group(1);
            parts.add(
                    name.startsWith("level:")
                            ? new Part.Level(Integer.parseInt(name.substring(6)))
                            : new Part.Of(name));
            from = hole.end();
        }
        parts.add(new Part.Literal(text.substring(from)));
        for (Part part : parts) {
            if (part instanceof Part.Literal(String literal)
                    && (literal.indexOf('{') >= 0 || literal.indexOf('}') >= 0)) {
                throw new IllegalArgumentException(
                        "'"
                                + text
                                + "' has an unknown placeholder (expected: {connection}, {device},"
                                + " {address} or {level:N})");
            }
        }
        return new NameTemplate(parts);
    }

    /// The name; may be empty where a level does not exist.
    String of(FieldRecord record) {
        StringBuilder name = new StringBuilder(32);
        for (Part part : parts) {
            switch (part) {
                case Part.Literal(String text) -> name.append(text);
                case Part.Level(int number) -> name.append(level(record.address(), number));
                case Part.Of(String what) ->
                        name.append(
                                switch (what) {
                                    case "connection" -> record.connection();
                                    case "device" -> record.device();
                                    default -> record.address();
                                });
            }
        }
        return name.toString();
    }

    private static String level(String address, int number) {
        String[] levels = address.split("/", -1);
        int at = number > 0 ? number - 1 : levels.length + number;
        return at >= 0 && at < levels.length ? levels[at] : "";
    }
}
