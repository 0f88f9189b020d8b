package org.fieldproof.app.pdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fieldproof.api.report.Report;
import org.fieldproof.api.report.Report.Cell;

/// A table over as many pages as it takes, its head on each of them. Columns are as wide as what is
/// in them where there is room, and else narrower in proportion, with their texts on several
/// lines; nothing is cut. Confined to one call.
final class PdfTable {
    private static final double POINTS = 7.5;
    private static final double LINE = 10;
    private static final double GAP = 8;
    private static final double PAD = 3;

    /// Columns that have less are widened before wide ones are.
    private static final double WORD_MAX = 90;

    private final PdfSheet sheet;
    private final Report.Table table;
    private final double[] widths;
    private final boolean headed;

    PdfTable(PdfSheet sheet, Report.Table table) throws IOException {
        this.sheet = sheet;
        this.table = table;
        headed = table.head().stream().anyMatch(each -> !each.text().isEmpty());
        widths = widths();
    }

    void write() throws IOException {
        if (table.rows().isEmpty() && !headed) {
            return;
        }
        sheet.need(LINE * 4);
        head();
        for (List<Cell> row : table.rows()) {
            row(row);
        }
        sheet.down(6);
    }

    private PdfFace face(Cell cell) {
        return cell.mono() ? sheet.mono : sheet.plain;
    }

    private double[] widths() throws IOException {
        int columns =
                Math.max(
                        table.head().size(),
                        table.rows().stream().mapToInt(List::size).max().orElse(0));
        double[] least = new double[columns];
        double[] wanted = new double[columns];
        Arrays.fill(least, 12);
        List<List<Cell>> all = new ArrayList<>(table.rows());
        all.add(table.head());
        for (List<Cell> row : all) {
            for (int i = 0; i < row.size(); i++) {
                PdfFace face = face(row.get(i));
                wanted[i] = Math.max(wanted[i], face.width(row.get(i).text(), POINTS) + 0.5);
                for (String word : row.get(i).text().split("[ \n]", -1)) {
                    double wide = Math.min(WORD_MAX, face.width(word, POINTS) + 0.5);
                    least[i] = Math.max(least[i], wide);
                }
            }
        }
        return fitted(least, wanted, sheet.width() - GAP * Math.max(0, columns - 1));
    }

    private static double[] fitted(double[] least, double[] wanted, double room) {
        double sumLeast = Arrays.stream(least).sum();
        double sumWanted = 0;
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = Math.max(wanted[i], least[i]);
            sumWanted += wanted[i];
        }
        double[] widths = new double[least.length];
        for (int i = 0; i < widths.length; i++) {
            if (sumWanted <= room) {
                widths[i] = wanted[i];
            } else if (sumLeast >= room) {
                widths[i] = least[i] * room / sumLeast;
            } else {
                double share = (wanted[i] - least[i]) / (sumWanted - sumLeast);
                widths[i] = least[i] + (room - sumLeast) * share;
            }
        }
        return widths;
    }

    private void head() throws IOException {
        if (headed) {
            List<List<String>> lines = lines(table.head());
            int high = high(lines);
            draw(table.head(), lines, 0, high, true);
            sheet.down(high * LINE + PAD);
            sheet.rule(0, sheet.width(), sheet.y(), PdfSheet.SOFT, 0.6);
        }
    }

    private List<List<String>> lines(List<Cell> row) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            lines.add(face(row.get(i)).wrapped(row.get(i).text(), POINTS, widths[i]));
        }
        return lines;
    }

    private static int high(List<List<String>> lines) {
        return lines.stream().mapToInt(List::size).max().orElse(1);
    }

    /// A row goes to the next page whole where it fits there, and else line by line.
    private void row(List<Cell> row) throws IOException {
        List<List<String>> lines = lines(row);
        int high = high(lines);
        int from = 0;
        boolean fresh = false;
        while (from < high) {
            int fits = (int) ((sheet.left() - PAD) / LINE);
            boolean whole = (high + 3) * LINE <= sheet.whole();
            if (!fresh && (fits < 1 || (fits < high - from && whole))) {
                sheet.page();
                head();
                fresh = true;
                continue;
            }
            fresh = false;
            int to = Math.min(high, from + Math.max(1, fits));
            draw(row, lines, from, to, false);
            sheet.down((to - from) * LINE + PAD);
            from = to;
        }
        sheet.rule(0, sheet.width(), sheet.y(), PdfSheet.RULE, 0.4);
    }

    private void draw(List<Cell> row, List<List<String>> lines, int from, int to, boolean head)
            throws IOException {
        double x = 0;
        for (int i = 0; i < row.size(); i++) {
            Cell cell = row.get(i);
            PdfFace face = face(cell);
            for (int n = from; n < Math.min(to, lines.get(i).size()); n++) {
                String line = lines.get(i).get(n);
                double at = cell.right() ? x + widths[i] - face.width(line, POINTS) : x;
                double base = sheet.y() + (n - from + 1) * LINE - 1;
                sheet.text(
                        face,
                        POINTS,
                        head ? PdfSheet.SOFT : PdfWriter.ink(cell.tone()),
                        at,
                        base,
                        line);
            }
            x += widths[i] + GAP;
        }
    }
}
