package org.fieldproof.views.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fieldproof.api.drill.EvidenceSummary;
import org.fieldproof.api.drill.Verdict;
import org.fieldproof.api.report.PdfOrder;
import org.fieldproof.api.report.Report;
import org.fieldproof.api.report.Report.Block;
import org.fieldproof.api.report.Report.Cell;
import org.fieldproof.api.report.Report.Tone;
import org.fieldproof.views.perspective.Desk;

/// What a PDF of evidence holds: the signed page, which is English as it was signed, and before it
/// the console's first page for who reads another language.
final class EvidenceCover {
    private EvidenceCover() {}

    static PdfOrder.Content of(Desk desk, EvidenceViewModel model, EvidenceSummary page) {
        Locale language = desk.texts().locale();
        boolean asSigned = language.getLanguage().equals(Locale.ENGLISH.getLanguage());
        return asSigned
                ? new PdfOrder.SignedPage(List.of(), Locale.ENGLISH)
                : new PdfOrder.SignedPage(cover(desk, model, page), language);
    }

    private static List<Block> cover(Desk desk, EvidenceViewModel model, EvidenceSummary page) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Report.Prose(model.kicker(page), Tone.QUIET));
        boolean failed = page.verdict() == Verdict.FAILED;
        blocks.add(new Report.Heading(1, model.headline(page), failed ? Tone.BAD : Tone.PLAIN));
        blocks.add(new Report.Prose(desk.text("evidence.page.method"), Tone.QUIET));
        blocks.add(
                new Report.Figures(
                        model.figures(page).stream()
                                .map(
                                        each ->
                                                new Report.Figure(
                                                        each.name(),
                                                        each.value(),
                                                        each.remark(),
                                                        each.bad() ? Tone.BAD : Tone.PLAIN))
                                .toList()));
        blocks.add(devices(desk, model, page));
        blocks.add(new Report.Prose(desk.text("evidence.pdf.cover"), Tone.QUIET));
        return blocks;
    }

    private static Block devices(Desk desk, EvidenceViewModel model, EvidenceSummary page) {
        List<Cell> head = new ArrayList<>();
        head.add(cell(desk.text("evidence.column.device"), false));
        head.add(cell(desk.text("evidence.column.identity"), false));
        head.add(cell(desk.text("evidence.column.sent"), true));
        head.add(cell(desk.text("evidence.column.accepted"), true));
        model.lanes(page).forEach(lane -> head.add(cell(lane, true)));
        head.add(cell(desk.text("evidence.column.lost"), true));
        head.add(cell(desk.text("evidence.column.duplicated"), true));
        head.add(cell(desk.text("evidence.column.outOfOrder"), true));
        return new Report.Table(
                head, model.devices(page).stream().map(EvidenceCover::device).toList());
    }

    private static List<Cell> device(DeviceRow row) {
        List<Cell> cells = new ArrayList<>();
        cells.add(cell(row.id(), false));
        cells.add(new Cell(row.identity(), false, true, Tone.PLAIN));
        cells.add(cell(row.sent(), true));
        cells.add(cell(row.accepted(), true));
        row.delivered().forEach(each -> cells.add(cell(each, true)));
        cells.add(cell(row.lost(), true));
        cells.add(cell(row.duplicated(), true));
        cells.add(cell(row.outOfOrder(), true));
        return cells;
    }

    private static Cell cell(String text, boolean right) {
        return new Cell(text, right, false, Tone.PLAIN);
    }
}
