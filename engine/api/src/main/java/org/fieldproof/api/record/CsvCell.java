package org.fieldproof.api.record;

import java.util.regex.Pattern;

/// A cell of a file with comma-separated values, as everything here writes it that people open.
/// What a spreadsheet would take for a formula gets an apostrophe in front; whoever sends us a
/// name decides what is in it.
public final class CsvCell {
    private static final String RISKY = "=+-@\t\r'";
    private static final Pattern BREAK = Pattern.compile("\\t|\\R");
    private static final Pattern NEGATIVE = Pattern.compile("-[0-9]+([.,][0-9]+)*");

    private CsvCell() {}

    /// How a text is written. A negative number is no formula.
    public static String of(String text) {
        String safe = safe(text);
        boolean quote = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quote ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    /// The same where tabs stand between cells, as what is pasted into a sheet: no cell has two
    /// lines.
    public static String tabbed(String text) {
        return BREAK.matcher(safe(text)).replaceAll(" ");
    }

    private static String safe(String text) {
        boolean risky = !text.isEmpty() && RISKY.indexOf(text.charAt(0)) >= 0;
        return risky && !NEGATIVE.matcher(text).matches() ? "'" + text : text;
    }

    /// The text of a cell that [#of] wrote, its quotes already taken off.
    public static String text(String cell) {
        return cell.startsWith("'") ? cell.substring(1) : cell;
    }
}
