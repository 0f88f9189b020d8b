package org.fieldproof.views.buffers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import org.fieldproof.api.record.CsvCell;
import org.fieldproof.views.bridge.TimeRing;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.control.TimeAxis;
import org.fieldproof.views.export.ExportMenu;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.pad.Pad;
import org.fieldproof.views.pad.SvgPad;
import org.fieldproof.views.perspective.Desk;

/// What the charts of stores show, as a table and as files. FX thread.
final class BufferCharts implements ExportMenu.Chart {

    private static final int ROWS = 60;
    private static final double LETTERS_PX = 11;
    private static final double HEAD = 24;

    private final Desk desk;
    private final Node drawn;
    private final List<ChartCard> cards;

    /// A stretch of time.
    record Row(String id, String time, List<String> values) {}

    /// @param drawn the node in which the cards are
    BufferCharts(Desk desk, Node drawn, List<ChartCard> cards) {
        this.desk = desk;
        this.drawn = drawn;
        this.cards = List.copyOf(cards);
    }

    /// A table whose columns are named as the charts are now.
    RowTable<Row> table() {
        RowTable<Row> table =
                new RowTable<Row>(Row::id, desk.text("trend.table.empty"))
                        .mono(desk.text("trend.column.time"), 110, Row::time)
                        .named("time", Measure.CLOCK);
        for (int i = 0; i < cards.size(); i++) {
            int card = i;
            table.right(cards.get(i).title(), 220, row -> row.values().get(card));
        }
        table.setId("buffers-sheet");
        table.getStyleClass().add("fp-panel");
        return table;
    }

    /// Whether a table's columns are named as the charts are now.
    boolean isNamedAsNow(RowTable<Row> table) {
        List<String> now = cards.stream().map(ChartCard::title).toList();
        return table.titles().stream().skip(1).toList().equals(now);
    }

    /// The figures at the end of each stretch of time, oldest first.
    List<Row> rows() {
        ChartCard any = cards.getFirst();
        long step = Math.max(1_000, TimeAxis.step(any.to() - any.from(), ROWS, 1));
        List<Row> rows = new ArrayList<>();
        for (long at = TimeAxis.first(any.from(), step); at <= any.to(); at += step) {
            long moment = at;
            rows.add(
                    new Row(
                            Long.toString(at),
                            desk.figures().time(Instant.ofEpochMilli(at)),
                            cards.stream().map(card -> value(card, moment, step)).toList()));
        }
        return rows;
    }

    private static String value(ChartCard card, long at, long step) {
        TimeRing ring = card.ring();
        int index = ring.firstAt(at + 1) - 1;
        boolean known = index >= 0 && at - ring.atMillis(index) <= step;
        return known ? card.valueText(ring.value(index)) : Figures.NONE;
    }

    @Override
    public String csv() {
        StringBuilder csv = new StringBuilder("time,chart,value\n");
        for (ChartCard card : cards) {
            TimeRing ring = card.ring();
            for (int i = ring.firstAt(card.from()); i < ring.size(); i++) {
                if (ring.atMillis(i) <= card.to()) {
                    csv.append(Instant.ofEpochMilli(ring.atMillis(i))).append(',');
                    csv.append(CsvCell.of(card.title())).append(',');
                    csv.append(ring.value(i)).append('\n');
                }
            }
        }
        return csv.toString();
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
