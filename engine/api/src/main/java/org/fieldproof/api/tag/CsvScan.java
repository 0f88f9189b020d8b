package org.fieldproof.api.tag;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cuts CSV text into rows and cells (RFC 4180), with their places and their text as written.
/// Line ends may be LF, CRLF or CR. A quote that is not closed spoils its own line only.
final class CsvScan {
    private final String text;
    private final char separator;
    private int at;
    private int line = 1;
    private int lineStart;

    /// A cell's value without its quotes.
    ///
    /// @param line from 1
    /// @param column from 1, in characters
    record Cell(String text, int line, int column) {}

    /// One row; it may span lines where a quoted cell does.
    ///
    /// @param raw as written, with its line end
    /// @param fault where the quoting is wrong; null if sound
    record Row(int line, String raw, List<Cell> cells, @Nullable Cell fault) {
        Row {
            cells = List.copyOf(cells);
        }

        boolean isBlank() {
            return fault == null && cells.size() == 1 && cells.getFirst().text().isBlank();
        }
    }

    CsvScan(String text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    /// The separator of a table: a comma, or the semicolon or tab that some spreadsheets write.
    static char separatorOf(String text) {
        for (int i = 0; i < text.length() && text.charAt(i) != '\n'; i++) {
            char c = text.charAt(i);
            if (c == ',' || c == ';' || c == '\t') {
                return c;
            }
        }
        return ',';
    }

    boolean hasNext() {
        return at < text.length();
    }

    Row next() {
        int from = at;
        int firstLine = line;
        int firstStart = lineStart;
        List<Cell> cells = new ArrayList<>();
        while (true) {
            int column = at - lineStart + 1;
            int cellLine = line;
            @Nullable String cell = isAt('"') ? quoted() : plain();
            if (cell == null) {
                // Resume behind the line on which the row began, or one quote eats the file.
                at = from;
                line = firstLine;
                lineStart = firstStart;
                skipLine();
                return new Row(
                        firstLine, text.substring(from, at), cells, new Cell("", cellLine, column));
            }
            cells.add(new Cell(cell, cellLine, column));
            if (!isAt(separator)) {
                lineEnd();
                return new Row(firstLine, text.substring(from, at), cells, null);
            }
            at++;
        }
    }

    private String plain() {
        int from = at;
        while (at < text.length() && text.charAt(at) != separator && !isLineEnd()) {
            at++;
        }
        return text.substring(from, at);
    }

    /// Null where the quote is not closed, or something stands behind the closing one.
    private @Nullable String quoted() {
        StringBuilder cell = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                cell.append('"');
                at += 2;
            } else if (c == '"') {
                at++;
                boolean ends = at == text.length() || isAt(separator) || isLineEnd();
                return ends ? cell.toString() : null;
            } else if (isLineEnd()) {
                int end = at;
                lineEnd();
                cell.append(text, end, at);
            } else {
                cell.append(c);
                at++;
            }
        }
        return null;
    }

    private void skipLine() {
        while (at < text.length() && !isLineEnd()) {
            at++;
        }
        lineEnd();
    }

    private boolean isAt(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private boolean isLineEnd() {
        return isAt('\n') || isAt('\r');
    }

    private void lineEnd() {
        if (at < text.length()) {
            at += isAt('\r') && at + 1 < text.length() && text.charAt(at + 1) == '\n' ? 2 : 1;
            line++;
            lineStart = at;
        }
    }
}
