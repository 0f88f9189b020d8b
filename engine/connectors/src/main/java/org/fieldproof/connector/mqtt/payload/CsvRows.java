package org.fieldproof.connector.mqtt.payload;

import java.util.ArrayList;
import java.util.List;

/// The cells of a CSV text (RFC 4180); empty lines are left out. Used once.
final class CsvRows {
    private static final int CELLS_MAX = 10 * Finds.VALUES_MAX;

    private final List<List<String>> rows = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private List<String> row = new ArrayList<>();
    private int cells;

    private CsvRows() {}

    /// @throws IllegalArgumentException where it is not CSV; the message ends a sentence
    static List<List<String>> of(String text, char separator) {
        CsvRows into = new CsvRows();
        int at = 0;
        while (at < text.length()) {
            at = into.cell(text, at, separator);
        }
        into.endRow();
        return into.rows;
    }

    /// Reads one cell and what ends it.
    ///
    /// @return where the next one begins
    private int cell(String text, int from, char separator) {
        int at = text.charAt(from) == '"' ? quoted(text, from + 1) : plain(text, from, separator);
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at == text.length() || text.charAt(at) == '\n') {
            endCell();
            endRow();
            return at + 1;
        }
        if (text.charAt(at) != separator) {
            throw new IllegalArgumentException("something follows a closing quotation mark");
        }
        endCell();
        if (at + 1 == text.length()) {
            endCell();
        }
        return at + 1;
    }

    private int plain(String text, int from, char separator) {
        int at = from;
        while (at < text.length()
                && text.charAt(at) != separator
                && text.charAt(at) != '\n'
                && text.charAt(at) != '\r') {
            at++;
        }
        cell.append(text, from, at);
        return at;
    }

    private int quoted(String text, int from) {
        int at = from;
        while (true) {
            int quote = text.indexOf('"', at);
            if (quote < 0) {
                throw new IllegalArgumentException("a quotation mark is never closed");
            }
            cell.append(text, at, quote);
            if (quote + 1 == text.length() || text.charAt(quote + 1) != '"') {
                return quote + 1;
            }
            cell.append('"');
            at = quote + 2;
        }
    }

    private void endCell() {
        if (++cells > CELLS_MAX) {
            throw new IllegalArgumentException("it has more than " + CELLS_MAX + " cells");
        }
        row.add(cell.toString());
        cell.setLength(0);
    }

    private void endRow() {
        if (row.size() > 1 || (row.size() == 1 && !row.getFirst().isEmpty())) {
            rows.add(List.copyOf(row));
        }
        row = new ArrayList<>();
    }
}
