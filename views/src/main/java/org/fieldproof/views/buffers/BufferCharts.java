package org.fieldproof.views.buffers;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.export.ExportMenu;
import org.fieldproof.views.export.PlotFigures;
import org.fieldproof.views.pad.Pad;
import org.fieldproof.views.pad.SvgPad;
import org.fieldproof.views.perspective.Desk;

/// What the charts of stores show, as a table and as files. FX thread.
final class BufferCharts implements ExportMenu.Chart {

    private static final double LETTERS_PX = 11;
    private static final double HEAD = 24;

    private final Desk desk;
    private final Node drawn;
    private final List<ChartCard> cards;

    /// @param drawn the node in which the cards are
    BufferCharts(Desk desk, Node drawn, List<ChartCard> cards) {
        this.desk = desk;
        this.drawn = drawn;
        this.cards = List.copyOf(cards);
    }

    /// A table whose columns are named as the charts are now.
    RowTable<PlotFigures.Row> table() {
        RowTable<PlotFigures.Row> table =
                PlotFigures.table(
                        desk, "buffers-sheet", cards.stream().map(ChartCard::title).toList());
        table.getStyleClass().add("fp-panel");
        return table;
    }

    /// Whether a table's columns are named as the charts are now.
    boolean isNamedAsNow(RowTable<PlotFigures.Row> table) {
        List<String> now = cards.stream().map(ChartCard::title).toList();
        return table.titles().stream().skip(1).toList().equals(now);
    }

    /// The figures of the time that is shown.
    PlotFigures figures() {
        ChartCard any = cards.getFirst();
        return new PlotFigures(
                desk.figures(),
                cards.stream()
                        .map(c -> new PlotFigures.Line(c.title(), c.ring(), c::valueText))
                        .toList(),
                any.from(),
                any.to());
    }

    @Override
    public String csv() {
        return figures().csv();
    }

    @Override
    public WritableImage picture() {
        SnapshotParameters how = new SnapshotParameters();
        how.setFill(desk.looks().palette().get().bg());
        return drawn.snapshot(how, null);
    }

    @Override
    public byte[] svg() {
        double wide =
                cards.stream()
                        .mapToDouble(ChartCard::plotWidth)
                        .max()
                        .orElse(SvgPad.CHART_WIDTH_MIN);
        double high = cards.stream().mapToDouble(card -> HEAD + card.plotHeight()).sum();
        SvgPad pad = new SvgPad(wide, high, LETTERS_PX);
        pad.rect(0, 0, wide, high, desk.looks().palette().get().panel());
        double top = 0;
        for (ChartCard card : cards) {
            pad.place(top, HEAD);
            pad.text(
                    card.title(), 4, HEAD / 2, Pad.Align.LEFT, desk.looks().palette().get().text());
            pad.place(top + HEAD, card.plotHeight());
            card.paintOn(pad);
            top += HEAD + card.plotHeight();
        }
        return pad.bytes();
    }
}
