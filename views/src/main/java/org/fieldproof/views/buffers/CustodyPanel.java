package org.fieldproof.views.buffers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.ShareBar;
import org.fieldproof.views.perspective.Desk;

/// The accounting identity of every lane, as bars that add up.
final class CustodyPanel extends VBox {

    private final BuffersViewModel model;
    private final GridPane grid = new GridPane(16, 4);
    private final Map<String, Line> lines = new HashMap<>();
    private List<String> shown = List.of();

    private record Line(Label name, ShareBar bar, Label words) {}

    CustodyPanel(Desk desk, BuffersViewModel model) {
        super(6);
        this.model = model;
        getStyleClass().addAll("fp-panel", "fp-padded");
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(70);
        ColumnConstraints bars = new ColumnConstraints();
        bars.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(names, bars);
        ScrollPane scroll = new ScrollPane(grid);
        scroll.setFitToWidth(true);
        getChildren()
                .addAll(
                        Parts.label(desk.text("buffers.custody.title"), "fp-strong"),
                        Parts.prose(desk.text("buffers.custody.identity"), "fp-muted", "fp-small"),
                        scroll);
        setMinHeight(150);
    }

    void show(GatewaySnapshot picture) {
        List<String> ids = picture.lanes().stream().map(LaneSnapshot::id).toList();
        if (!ids.equals(shown)) {
            shown = ids;
            lines.clear();
            grid.getChildren().clear();
            int row = 0;
            for (String id : ids) {
                Line line =
                        new Line(
                                new Label(id),
                                new ShareBar(),
                                Parts.label("", "fp-muted", "fp-small"));
                lines.put(id, line);
                grid.add(line.name(), 0, row);
                grid.add(line.bar(), 1, row);
                grid.add(line.words(), 1, row + 1);
                row += 2;
            }
        }
        for (LaneSnapshot lane : picture.lanes()) {
            Line line = lines.get(lane.id());
            if (line != null) {
                String words = model.custody(lane);
                line.bar().show(model.parts(lane), words);
                line.words().setText(words);
                Parts.toggle(line.words(), "fp-p1", lane.imbalance() != 0);
            }
        }
    }
}
