package org.fieldproof.app.pdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fieldproof.api.report.Report;
import org.fieldproof.api.report.Report.Cell;

/// A table over as many pages as it takes, its head on each of them. Columns are as wide as what is
/// in them where there is room. Else texts stand on several lines, then the letters are smaller,
/// then the columns are told in several tables, the first of them in each: a figure is on one line
/// unless it is wider than the paper. Nothing is cut. Confined to one call.
final class PdfTable {
    private static final double[] POINTS = {7.5, 6.5, 5.5};
    private static final double LEADING = 4.0 / 3;
    private static final double GAP = 8;
    private static final double PAD = 3;
    private static final double COLUMN_MIN = 12;

    /// Longer words of texts are broken before anything else is done; the second where it must be.
    private static final double[] WORD_MAX = {90, 45};

    private final PdfSheet sheet;
    private final Report.Table table;
    private final double points;
    private final double lineHigh;
    private final double[] least;
    private final double[] widths;
    private final boolean headed;

    private PdfTable(
            PdfSheet sheet, Report.Table table, Measured measured, double points, double wordMax) {
        this.sheet = sheet;
        this.table = table;
        this.points = points;
        lineHigh = points * LEADING;
        headed = table.head().stream().anyMatch(each -> !each.text().isEmpty());
        least = measured.least(points, wordMax);
        widths = fitted(least, measured.wanted(points), room(sheet, least.length));
    }

    /// How wide the columns are with letters of one point.
    ///
    /// @param whole of the widest text
    /// @param word of the longest word
    /// @param figure of the widest figure
    @SuppressWarnings(
            "ArrayRecordComponent") // filled while a table is looked at, compared by nobody
    private record Measured(double[] whole, double[] word, double[] figure) {
        static Measured of(PdfSheet sheet, Report.Table table) throws IOException {
            int columns =
                    Math.max(
                            table.head().size(),
                            table.rows().stream().mapToInt(List::size).max().orElse(0));
            Measured found =
                    new Measured(new double[columns], new double[columns], new double[columns]);
            found.add(sheet, table.head(), true);
            for (List<Cell> row : table.rows()) {
                found.add(sheet, row, false);
            }
            return found;
        }

        private void add(PdfSheet sheet, List<Cell> row, boolean head) throws IOException {
            for (int i = 0; i < row.size(); i++) {
                Cell cell = row.get(i);
                PdfFace face = face(sheet, cell);
                double wide = face.width(cell.text(), 1) + 0.1;
                whole[i] = Math.max(whole[i], wide);
                if (cell.right() && !head) {
                    figure[i] = Math.max(figure[i], wide);
                    continue;
                }
                for (String each : cell.text().split("[ \n]", -1)) {
                    word[i] = Math.max(word[i], face.width(each, 1) + 0.1);
                }
            }
        }

        double[] least(double points, double wordMax) {
            double[] least = new double[whole.length];
            for (int i = 0; i < least.length; i++) {
                double texts = Math.min(wordMax, word[i] * points);
                least[i] = Math.max(COLUMN_MIN, Math.max(texts, figure[i] * points));
            }
            return least;
        }

        double[] wanted(double points) {
            return Arrays.stream(whole).map(each -> each * points).toArray();
        }
    }

    static void write(PdfSheet sheet, Report.Table table) throws IOException {
        Measured measured = Measured.of(sheet, table);
        for (double points : POINTS) {
            for (double wordMax : WORD_MAX) {
                PdfTable made = new PdfTable(sheet, table, measured, points, wordMax);
                if (made.fits()) {
                    made.write();
                    return;
                }
            }
        }
        double points = POINTS[POINTS.length - 1];
        double wordMax = WORD_MAX[WORD_MAX.length - 1];
        PdfTable whole = new PdfTable(sheet, table, measured, points, wordMax);
        List<Report.Table> parts = whole.parts();
        if (parts.size() < 2) {
            whole.write();
            return;
        }
        for (Report.Table part : parts) {
            write(sheet, part);
        }
    }

    private static double room(PdfSheet sheet, int columns) {
        return sheet.width() - GAP * Math.max(0, columns - 1);
    }

    private boolean fits() {
        return Arrays.stream(least).sum() <= room(sheet, least.length);
    }

    /// The columns in groups that fit, the first one, which says of what the others are, in each.
    private List<Report.Table> parts() {
        List<Report.Table> parts = new ArrayList<>();
        List<Integer> group = new ArrayList<>(List.of(0));
        double used = least[0];
        for (int i = 1; i < least.length; i++) {
            if (used + GAP + least[i] > sheet.width() && group.size() > 1) {
                parts.add(of(group));
                group = new ArrayList<>(List.of(0));
                used = least[0];
            }
            group.add(i);
            used += GAP + least[i];
        }
        parts.add(of(group));
        return parts;
    }

    private Report.Table of(List<Integer> columns) {
        return new Report.Table(
                of(table.head(), columns),
                table.rows().stream().map(row -> of(row, columns)).toList());
    }

    private static List<Cell> of(List<Cell> row, List<Integer> columns) {
        return columns.stream().filter(i -> i < row.size()).map(row::get).toList();
    }

    private void write() throws IOException {
        if (table.rows().isEmpty() && !headed) {
            return;
        }
        sheet.need(lineHigh * 4);
        head();
        for (List<Cell> row : table.rows()) {
            row(row);
        }
        sheet.down(6);
    }

    private static PdfFace face(PdfSheet sheet, Cell cell) {
        return cell.mono() ? sheet.mono : sheet.plain;
    }

    private PdfFace face(Cell cell) {
        return face(sheet, cell);
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
            sheet.down(high * lineHigh + PAD);
            sheet.rule(0, sheet.width(), sheet.y(), PdfSheet.SOFT, 0.6);
        }
    }

    private List<List<String>> lines(List<Cell> row) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            lines.add(face(row.get(i)).wrapped(row.get(i).text(), points, widths[i]));
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
            int fits = (int) ((sheet.left() - PAD) / lineHigh);
            boolean whole = (high + 3) * lineHigh <= sheet.whole();
            if (!fresh && (fits < 1 || (fits < high - from && whole))) {
                sheet.page();
                head();
                fresh = true;
                continue;
            }
            fresh = false;
            int to = Math.min(high, from + Math.max(1, fits));
            draw(row, lines, from, to, false);
            sheet.down((to - from) * lineHigh + PAD);
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
                double at = cell.right() ? x + widths[i] - face.width(line, points) : x;
                double base = sheet.y() + (n - from + 1) * lineHigh - 1;
                sheet.text(
                        face,
                        points,
                        head ? PdfSheet.SOFT : PdfWriter.ink(cell.tone()),
                        at,
                        base,
                        line);
            }
            x += widths[i] + GAP;
        }
    }
}
