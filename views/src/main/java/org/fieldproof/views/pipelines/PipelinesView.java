package org.fieldproof.views.pipelines;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.control.FactSheet;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.perspective.Perspective;
import org.fieldproof.views.place.PerspectiveId;
import org.jspecify.annotations.Nullable;

/// The running project as a picture: devices, connections, log, lanes, destinations.
public final class PipelinesView implements Perspective {

    private static final double ZOOM_STEP = 1.2;

    private final Desk desk;
    private final PipelinesViewModel model;
    private final PipelineFacts facts;
    private final PipelineCanvas canvas;
    private final WirePanel wirePanel;
    private final FactSheet sheet = new FactSheet();
    private final BorderPane root = new BorderPane();
    private final StackPane below = new StackPane();
    private final Label place = new Label();
    private final Button zoom;
    private final Button drill;
    private String drillName = "";
    private String chosen = "";
    private boolean frozen;

    public PipelinesView(Desk desk) {
        this.desk = desk;
        model = new PipelinesViewModel(desk);
        facts = new PipelineFacts(desk, model);
        canvas = new PipelineCanvas(desk.looks().palette(), this::choose, this::openWire);
        wirePanel = new WirePanel(desk, () -> openWire(null));
        zoom = Parts.button("100 %", canvas::fit);
        zoom.setId("pipelines-fit");
        zoom.setAccessibleText(desk.text("pipelines.zoom.fit"));
        drill = Parts.button("", this::runDrill, "fp-primary");
        drill.setId("pipelines-run-drill");
        drill.setVisible(false);
        below.setStyle("-fx-padding: 0 14 12 14;");
        root.setTop(
                Parts.head(
                        new Label(desk.text("shell.perspective.pipelines")),
                        place,
                        drill,
                        Parts.button("−", () -> canvas.zoomBy(1 / ZOOM_STEP)),
                        zoom,
                        Parts.button("+", () -> canvas.zoomBy(ZOOM_STEP))));
        root.setCenter(canvas);
        root.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE) {
                        openWire(null);
                    } else if (event.getCode() == KeyCode.DIGIT0 && event.isShortcutDown()) {
                        canvas.fit();
                    }
                });
    }

    @Override
    public PerspectiveId id() {
        return PerspectiveId.PIPELINES;
    }

    @Override
    public Node content() {
        return root;
    }

    @Override
    public Optional<Node> inspector() {
        return Optional.of(new VBox(sheet));
    }

    @Override
    public void show(Frame frame) {
        if (frozen) {
            return;
        }
        place.setText(frame.snapshot().project());
        canvas.show(model.of(frame));
        zoom.setText(Math.round(canvas.zoomed() * 100) + " %");
        sheet.show(facts.of(frame, chosen));
        wirePanel.show(frame);
        showDrill(frame.snapshot().drills());
    }

    /// Offers the project's first drill, so that a newcomer sees an outage two clicks after
    /// start.
    private void showDrill(DrillSnapshot drills) {
        boolean idle = drills.running() == null && !drills.available().isEmpty();
        drill.setVisible(idle);
        if (idle) {
            DrillSnapshot.Available first = drills.available().getFirst();
            boolean ready =
                    drills.lockReason().isEmpty()
                            && first.interlocks().stream().allMatch(DrillSnapshot.Interlock::ok);
            drillName = first.name();
            drill.setText(desk.text("pipelines.drill.run", first.name()));
            drill.setDisable(!ready);
            drill.setAccessibleHelp(ready ? "" : desk.text("pipelines.drill.hindrance"));
        }
    }

    private void runDrill() {
        desk.commands()
                .send(
                        new Command.StartDrill(drillName, desk.consoleId(), null),
                        _ -> desk.pulse().tick());
    }

    @Override
    public void reveal(String object) {
        choose(object);
    }

    @Override
    public void freeze(boolean freeze) {
        frozen = freeze;
    }

    private void choose(String node) {
        chosen = node;
        canvas.choose(node, "");
        desk.pulse().frame().ifPresent(this::show);
    }

    private void openWire(@Nullable PipelineWire wire) {
        if (wire == null || wire.wire() == null) {
            canvas.choose(chosen, "");
            root.setBottom(null);
            return;
        }
        canvas.choose(chosen, wire.id());
        wirePanel.open(wire);
        below.getChildren().setAll(wirePanel);
        root.setBottom(below);
        desk.pulse().frame().ifPresent(this::show);
    }
}
