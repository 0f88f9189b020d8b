package org.fieldproof.engine.project;

/// Writes nodes as YAML in block style, quoting whatever could be read as something else. Pure.
final class YamlWriter {
    private YamlWriter() {}

    static String write(YamlNode.Mapping mapping) {
        StringBuilder out = new StringBuilder();
        mapping(mapping, 0, out);
        return out.toString();
    }

    /// A list of groups as a document.
    static String write(YamlNode.Sequence list) {
        StringBuilder out = new StringBuilder();
        items(list, 0, out);
        return out.isEmpty() ? "[]\n" : out.toString();
    }

    private static void mapping(YamlNode.Mapping mapping, int indent, StringBuilder out) {
        boolean first = true;
        for (YamlNode.Entry entry : mapping.entries()) {
            // The first field of a list's item stands behind its dash.
            if (!first || indent == 0 || out.charAt(out.length() - 1) == '\n') {
                out.repeat(' ', indent);
            }
            first = false;
            out.append(text(entry.key(), true)).append(':');
            value(entry.value(), indent + 2, out);
        }
    }

    private static void value(YamlNode value, int indent, StringBuilder out) {
        switch (value) {
            case YamlNode.Scalar scalar ->
                    out.append(' ').append(text(scalar.text(), scalar.plain())).append('\n');
            case YamlNode.Sequence list when list.items().isEmpty() -> out.append(" []\n");
            case YamlNode.Mapping group when group.entries().isEmpty() -> out.append(" {}\n");
            case YamlNode.Mapping group -> {
                out.append('\n');
                mapping(group, indent, out);
            }
            case YamlNode.Sequence list -> {
                out.append('\n');
                items(list, indent, out);
            }
        }
    }

    private static void items(YamlNode.Sequence list, int indent, StringBuilder out) {
        for (YamlNode item : list.items()) {
            out.repeat(' ', indent).append('-');
            if (item instanceof YamlNode.Mapping group && !group.entries().isEmpty()) {
                out.append(' ');
                mapping(group, indent + 2, out);
            } else {
                value(item, indent + 2, out);
            }
        }
    }

    private static String text(String text, boolean plain) {
        if (plain && text.matches("[\\w$/.+-][\\w $/.+-]*(?<! )") && !text.startsWith("- ")) {
            return text;
        }
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (YamlText.isControl(c) || c == 0x85 || c == 0x2028 || c == 0x2029) {
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
