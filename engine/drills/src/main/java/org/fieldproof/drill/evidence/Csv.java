package org.fieldproof.drill.evidence;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads comma-separated lines as ledgers are written.
final class Csv {
    /// One line of a ledger is far below this; a longer one is not ours.
    private static final int LINE_CHARS_MAX = 65_536;

    private Csv() {}

    /// Reads one record, which may span lines where a quoted cell does; null at the end.
    static @Nullable List<String> read(BufferedReader in) throws IOException {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        boolean any = false;
        int chars = 0;
        int c = in.read();
        while (c >= 0) {
            any = true;
            if (++chars > LINE_CHARS_MAX) {
                throw new IOException("a line is longer than " + LINE_CHARS_MAX + " characters");
            }
            if (quoted) {
                if (c == '"') {
                    in.mark(1);
                    if (in.read() == '"') {
                        cell.append('"');
                    } else {
                        in.reset();
                        quoted = false;
                    }
                } else {
                    cell.append((char) c);
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',') {
                cells.add(cell.toString());
                cell.setLength(0);
            } else if (c == '\n') {
                break;
            } else {
                cell.append((char) c);
            }
            c = in.read();
        }
        if (!any) {
            return null;
        }
        cells.add(cell.toString());
        return cells;
    }
}
