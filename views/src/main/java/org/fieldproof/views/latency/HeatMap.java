package org.fieldproof.views.latency;

import java.util.List;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import org.fieldproof.views.bridge.History;
import org.fieldproof.views.pad.LayeredPlot;
import org.fieldproof.views.pad.Pad;
import org.fieldproof.views.perspective.Desk;

/// The heat map on the screen. A cell is pointed at with the mouse, or walked to with the arrows;
/// it keeps its moment while time goes on. FX thread.
final class HeatMap extends LayeredPlot {

    private static final double COLUMN_PX = 3;

    private final Desk desk;
    private final Runnable pointed;

    private List<History.Spread> spreads = List.of();
    private long from;
    private long to = 1;
    private HeatGrid grid = HeatGrid.of(List.of(), 0, 1, 1);
    private long cellMillis = -1;
    private int cellBucket;

    /// @param pointed told when another cell is pointed at, or none
    HeatMap(Desk desk, Runnable pointed) {
        super(desk.looks().palette(), desk.looks()::scale);
        this.desk = desk;
        this.pointed = pointed;
        getStyleClass().add("fp-plots");
        setId("latency-heat");
        setMinHeight(140);
        setFocusTraversable(true);
        setOnMousePressed(event -> requestFocus());
        setOnMouseMoved(event -> point(event.getX(), event.getY()));
        setOnMouseExited(event -> leave());
        setOnKeyPressed(this::key);
        setOnMouseClicked(
                event -> {
                    if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                        desk.crosshair()
                                .choose(
                                        painter()
                                                .place(getWidth(), getHeight(), grid)
                                                .millisAt(event.getX()));
                        event.consume();
                    }
                });
    }

    void show(List<History.Spread> next, long start, long end) {
        spreads = next;
        from = start;
        to = end;
        draw();
    }

    HeatGrid grid() {
        return grid;
    }

    /// The start of the column that is pointed at; -1 if none is.
    long cellMillis() {
        return cellMillis < grid.fromMillis(0) ? -1 : cellMillis;
    }

    int cellBucket() {
        return Math.clamp(cellBucket, grid.lowBucket(), grid.highBucket());
    }

    void paintOn(Pad pad) {
        painter().paint(pad, grid, desk.flags());
    }

    private HeatPainter painter() {
        return new HeatPainter(palette(), desk.figures(), letters());
    }

    @Override
    protected void draw() {
        double room = Math.max(60, getWidth() - letters() * 7);
        grid = HeatGrid.of(spreads, from, to, (int) (room / COLUMN_PX));
        painter().paint(ground(), grid, desk.flags());
        drawOver();
    }

    private void drawOver() {
        Pad pad = above();
        if (cellMillis() >= 0) {
            painter().frame(pad, grid, grid.columnAt(cellMillis), cellBucket());
        }
    }

    private void point(double x, double y) {
        HeatPainter.Place place = painter().place(getWidth(), getHeight(), grid);
        at(place.columnAt(x), place.bucketAt(y));
    }

    private void at(int column, int bucket) {
        cellMillis = grid.fromMillis(Math.clamp(column, 0, grid.columns() - 1));
        cellBucket = Math.clamp(bucket, grid.lowBucket(), grid.highBucket());
        drawOver();
        pointed.run();
    }

    private void leave() {
        cellMillis = -1;
        drawOver();
        pointed.run();
    }

    private void key(KeyEvent event) {
        boolean none = cellMillis() < 0;
        int column = none ? grid.columns() - 2 : grid.columnAt(cellMillis);
        int bucket = none ? fullest(column) : cellBucket();
        switch (event.getCode()) {
            case LEFT -> at(none ? column : column - 1, bucket);
            case RIGHT -> at(none ? column : column + 1, bucket);
            case UP -> at(column, none ? bucket : bucket + 1);
            case DOWN -> at(column, none ? bucket : bucket - 1);
            case HOME -> at(0, bucket);
            case END -> at(grid.columns() - 1, bucket);
            case ESCAPE -> {
                if (none) {
                    return;
                }
                leave();
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private int fullest(int column) {
        int best = grid.lowBucket();
        for (int bucket = best; bucket <= grid.highBucket() && column >= 0; bucket++) {
            best = grid.count(column, bucket) > grid.count(column, best) ? bucket : best;
        }
        return best;
    }
}
