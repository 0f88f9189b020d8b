package org.fieldproof.drill.evidence;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.drill.ledger.DeviceJudgement;
import org.fieldproof.drill.ledger.Judgement;
import org.fieldproof.drill.ledger.LaneJudgement;
import org.fieldproof.drill.ledger.SeqRange;

/// The tables of the report, as HTML.
final class ReportTables {
    /// A fleet's rows beyond this are in `evidence.json`.
    private static final int DEVICES_MAX = 40;

    private ReportTables() {}

    /// A cell: a text, and whether it is a number and of which tone.
    record Cell(String text, String type) {
        static Cell text(String text) {
            return new Cell(text, "");
        }

        static Cell mono(String text) {
            return new Cell(text, "mono");
        }

        /// A time or a code: never broken over two lines.
        static Cell tag(String text) {
            return new Cell(text, "mono tag");
        }

        static Cell name(String text) {
            return new Cell(text, "name");
        }

        static Cell number(long value) {
            return new Cell(Words.count(value), value < 0 ? "n unknown" : "n");
        }

        static Cell right(String text) {
            return new Cell(text, "n");
        }

        /// A number that should be zero.
        static Cell zero(long value) {
            return new Cell(
                    Words.count(value), value < 0 ? "n unknown" : value > 0 ? "n bad" : "n zero");
        }
    }

    static String table(List<Cell> head, List<List<Cell>> rows) {
        StringBuilder out = new StringBuilder("<div class=\"wide\"><table>");
        boolean headed = head.stream().anyMatch(each -> !each.text().isEmpty());
        if (headed) {
            out.append("<thead><tr>");
            head.forEach(each -> cell(out, "th", each));
            out.append("</tr></thead>");
        }
        out.append("<tbody>\n");
        for (List<Cell> row : rows) {
            out.append("<tr>");
            row.forEach(each -> cell(out, "td", each));
            out.append("</tr>\n");
        }
        return out.append("</tbody></table></div>\n").toString();
    }

    private static void cell(StringBuilder out, String tag, Cell cell) {
        out.append('<').append(tag);
        if (!cell.type().isEmpty()) {
            out.append(" class=\"").append(cell.type()).append('"');
        }
        out.append('>').append(Words.html(cell.text())).append("</").append(tag).append('>');
    }

    /// One line for each device, one column for each destination.
    static String devices(Judgement judgement) {
        Set<String> lanes = new LinkedHashSet<>();
        judgement.devices().forEach(each -> each.lanes().forEach(lane -> lanes.add(lane.lane())));
        List<Cell> head = new ArrayList<>();
        head.add(Cell.text("device"));
        head.add(Cell.text("identity"));
        head.add(Cell.right("sent"));
        head.add(Cell.right("accepted"));
        lanes.forEach(lane -> head.add(Cell.right(lane)));
        head.add(Cell.right("lost"));
        head.add(Cell.right("duplicated"));
        head.add(Cell.right("out of order"));
        List<List<Cell>> rows = new ArrayList<>();
        judgement.devices().stream()
                .limit(DEVICES_MAX)
                .forEach(each -> rows.add(device(each, lanes)));
        String more =
                judgement.devices().size() <= DEVICES_MAX
                        ? ""
                        : "<p class=\"small\">The first "
                                + DEVICES_MAX
                                + " of "
                                + Words.count(judgement.devices().size())
                                + " devices; all of them are in evidence.json.</p>\n";
        return table(head, rows) + more;
    }

    private static List<Cell> device(DeviceJudgement device, Set<String> lanes) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.name(device.device()));
        cells.add(Cell.mono(identity(device.identity())));
        cells.add(device.counted() ? Cell.number(device.sent()) : Cell.right("not counted"));
        cells.add(Cell.number(device.accepted()));
        long lost = device.counted() ? SeqRange.records(device.lostBeforeLog()) : 0;
        long twice = 0;
        long unexplained = 0;
        long disorder = 0;
        for (String name : lanes) {
            Optional<LaneJudgement> found =
                    device.lanes().stream().filter(each -> each.lane().equals(name)).findFirst();
            if (found.isEmpty()) {
                cells.add(Cell.right("–"));
                continue;
            }
            LaneJudgement lane = found.get();
            cells.add(Cell.number(lane.delivered()));
            lost = sum(lost, lane, SeqRange.records(lane.lost()));
            twice = sum(twice, lane, SeqRange.records(lane.duplicated()));
            unexplained += lane.known() ? lane.unexplained() : 0;
            disorder = sum(disorder, lane, SeqRange.records(lane.outOfOrder()));
        }
        cells.add(Cell.zero(lost));
        // What the device itself announced as sent again is no fault of anybody.
        cells.add(twice > 0 && unexplained == 0 ? Cell.number(twice) : Cell.zero(twice));
        cells.add(Cell.zero(disorder));
        return cells;
    }

    private static long sum(long so, LaneJudgement lane, long more) {
        return so < 0 || !lane.known() ? -1 : so + more;
    }

    /// The subject in full and of the fingerprint both ends.
    static String identity(String identity) {
        int hex = identity.lastIndexOf(' ') + 1;
        String last = identity.substring(hex);
        boolean fingerprint = last.length() > 24 && last.matches("[0-9a-fA-F:]+");
        return fingerprint
                ? identity.substring(0, hex)
                        + last.substring(0, 5)
                        + ":…:"
                        + last.substring(last.length() - 2)
                : identity;
    }
}
