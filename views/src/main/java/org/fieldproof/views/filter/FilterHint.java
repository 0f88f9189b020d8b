package org.fieldproof.views.filter;

/// How a filter may go on.
///
/// @param text what would stand there
/// @param remark what it is: the head of a column, or how many rows have a value
/// @param from where what it replaces begins
/// @param to and ends
public record FilterHint(String text, String remark, int from, int to) {

    /// The whole filter with it.
    public String in(String filter) {
        return filter.substring(0, from) + text + filter.substring(to);
    }

    /// Where the word begins that is being typed.
    static int begin(String text, int at) {
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < at; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (Character.isWhitespace(c) || c == '(')) {
                from = i + 1;
            }
        }
        return from < at && text.charAt(from) == '-' ? from + 1 : from;
    }

    /// Where the sign behind the name of a column is; -1 without one.
    static int sign(String typed) {
        for (int i = 1; i < typed.length(); i++) {
            if (Comparison.at(typed, i).isPresent()) {
                return i;
            }
        }
        return -1;
    }

    /// What is below some levels, such as those of an address.
    ///
    /// @param levels without the `/` at their end
    public static String below(String column, String levels) {
        return column + ":" + written(levels + "/*");
    }

    /// The same, and what is at the levels themselves.
    public static String atOrBelow(String column, String levels) {
        return "(" + below(column, levels) + " or " + column + "=" + written(levels) + ")";
    }

    /// A value so that it is read as one.
    public static String written(String value) {
        boolean plain =
                !value.isEmpty()
                        && value.chars()
                                .noneMatch(
                                        c ->
                                                Character.isWhitespace(c)
                                                        || c == '('
                                                        || c == ')'
                                                        || c == '"');
        return plain ? value : '"' + value.replace('"', '*') + '"';
    }
}
