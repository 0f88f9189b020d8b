package org.fieldproof.api.draft;

import java.util.List;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Item;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.DraftValue.Style;
import org.fieldproof.api.draft.DraftValue.Text;

/// Writes drafts as YAML, block style but where a list was in brackets. What needs quotes gets
/// them. Pure.
public final class DraftText {
    private static final String PLAIN = "[\\p{L}\\p{N}_$/.+(].*";
    private static final String FLOW_PLAIN = "[\\p{L}\\p{N}_$/.+-]+";

    private DraftText() {}

    /// A file's text; ends in a line end unless it is empty.
    ///
    /// @param tail comment lines behind the last field
    public static String write(Group root, List<String> tail) {
        StringBuilder out = new StringBuilder();
        group(root, 0, false, out);
        lines(tail, 0, out);
        return out.toString();
    }

    public static String write(Group root) {
        return write(root, List.of());
    }

    private static void group(Group group, int indent, boolean behindDash, StringBuilder out) {
        boolean first = true;
        for (Entry entry : group.entries()) {
            if (!(first && behindDash)) {
                lines(entry.remarks().before(), indent, out);
                out.repeat(' ', indent);
            }
            first = false;
            out.append(word(Text.plain(entry.key()), false)).append(':');
            value(entry.value(), indent, entry.remarks().aside(), out);
        }
    }

    private static void value(DraftValue value, int indent, String aside, StringBuilder out) {
        switch (value) {
            case Text text when text.style() == Style.LITERAL && text.text().endsWith("\n") ->
                    literal(text.text(), indent + 2, out);
            case Text text -> out.append(' ').append(word(text, false)).append(aside).append('\n');
            case Items items when items.flow() || items.items().isEmpty() ->
                    out.append(' ').append(inOneLine(items)).append(aside).append('\n');
            case Group group when group.flow() || group.entries().isEmpty() ->
                    out.append(' ').append(inOneLine(group)).append(aside).append('\n');
            case Group group -> {
                out.append(aside).append('\n');
                group(group, indent + 2, false, out);
            }
            case Items items -> {
                out.append(aside).append('\n');
                list(items, indent + 2, out);
            }
        }
    }

    private static void list(Items items, int indent, StringBuilder out) {
        for (Item item : items.items()) {
            lines(item.remarks().before(), indent, out);
            out.repeat(' ', indent).append('-');
            if (item.value() instanceof Group group
                    && !group.flow()
                    && !group.entries().isEmpty()) {
                out.append(' ');
                group(group, indent + 2, true, out);
            } else {
                value(item.value(), indent, item.remarks().aside(), out);
            }
        }
    }

    private static void literal(String text, int indent, StringBuilder out) {
        out.append(" |\n");
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            out.append(line.isEmpty() ? "" : " ".repeat(indent)).append(line).append('\n');
        }
    }

    private static String inOneLine(DraftValue value) {
        return switch (value) {
            case Text text -> word(text, true);
            case Items items ->
                    items.items().stream()
                            .map(item -> inOneLine(item.value()))
                            .collect(java.util.stream.Collectors.joining(", ", "[", "]"));
            case Group group ->
                    group.entries().stream()
                            .map(e -> e.key() + ": " + inOneLine(e.value()))
                            .collect(java.util.stream.Collectors.joining(", ", "{", "}"));
        };
    }

    private static void lines(List<String> lines, int indent, StringBuilder out) {
        for (String line : lines) {
            out.append(line.isEmpty() ? "" : " ".repeat(indent)).append(line).append('\n');
        }
    }

    private static String word(Text text, boolean flow) {
        return switch (text.style()) {
            case PLAIN ->
                    isPlain(text.text(), flow) || isNothing(text.text())
                            ? text.text()
                            : doubleQuoted(text.text());
            case SINGLE_QUOTED ->
                    isOneLine(text.text())
                            ? "'" + text.text().replace("'", "''") + "'"
                            : doubleQuoted(text.text());
            case DOUBLE_QUOTED, LITERAL -> doubleQuoted(text.text());
        };
    }

    /// An empty plain text is YAML's null, which the project reader explains best.
    private static boolean isNothing(String text) {
        return text.isEmpty();
    }

    /// True where no reader of YAML 1.2 could take it for something else.
    private static boolean isPlain(String text, boolean flow) {
        if (flow && !text.matches(FLOW_PLAIN)) {
            return false;
        }
        return (text.matches(PLAIN) || text.matches("-[\\w.]+"))
                && isOneLine(text)
                && !text.endsWith(" ")
                && !text.endsWith(":")
                && !text.contains(": ")
                && !text.contains(" #");
    }

    private static boolean isOneLine(String text) {
        return text.chars().allMatch(c -> (c >= 0x20 && c < 0x7f) || c >= 0xa0);
    }

    private static String doubleQuoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == '\uFEFF' || c >= '\uFFFE') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
