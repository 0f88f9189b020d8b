package org.fieldproof.views.pipelines;

import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.DeviceSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.views.action.KeyScope;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.perspective.Desk;
import org.jspecify.annotations.Nullable;

/// The last messages of a wire, as they were when it was clicked.
final class WirePanel extends BorderPane {

    private static final int RECORDS_MAX = 20;
    private static final double HEIGHT = 268;

    /// The columns that go where two share the room (topic, source time, took): records of two
    /// wires are compared by number, content and time.
    private static final Set<String> ALONE = Set.of("address", "source", "took");

    private final Desk desk;
    private final Label title = Parts.label("", "fp-strong");
    private final Label age = Parts.label("", "fp-muted");
    private final RowTable<WireRow> table;
    private @Nullable PipelineWire wire;
    private long takenNanos;
    private long passedThen;
    private boolean taken;
    private final Label tapped = Parts.label("", "fp-strong");
    private final Button tapButton;
    private final ToggleButton pin = new ToggleButton();
    private final ToggleButton fieldsButton = new ToggleButton();
    private final WireFields fields;
    private final ToggleButton holdButton = new ToggleButton();
    private final Node messages;
    private @Nullable TapRun run;
    private @Nullable HoldPane held;

    /// @param pinned told that it is to stay, or not any more
    WirePanel(Desk desk, Runnable close, Runnable pinned) {
        this.desk = desk;
        pin.setText(desk.text("pipelines.wire.pin"));
        pin.setId("wire-pin");
        pin.setMinWidth(USE_PREF_SIZE);
        pin.setOnAction(_ -> pinned.run());
        tapButton = Parts.button(desk.text("pipelines.wire.tap"), this::toggleTap, "fp-flat");
        tapButton.setId("wire-tap");
        addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (desk.keys().pressed(KeyScope.WIRE, event).isPresent()
                            && !(event.getTarget() instanceof TextInputControl)) {
                        pin.fire();
                        event.consume();
                    }
                });
        getStyleClass().add("fp-panel");
        setId("wire-panel");
        tapped.setMinWidth(USE_PREF_SIZE);
        HBox head =
                Parts.row(
                        Parts.givingWay(title),
                        Parts.spring(),
                        Parts.telling(holdButton),
                        fieldsButton,
                        pin,
                        Parts.button(desk.text("pipelines.wire.again"), this::take, "fp-flat"),
                        Parts.button(desk.text("pipelines.wire.close"), close, "fp-flat"));
        HBox state =
                Parts.row(Parts.givingWay(age), tapped, Parts.spring(), Parts.telling(tapButton));
        head.getStyleClass().add("fp-drawer-head");
        state.getStyleClass().add("fp-drawer-head");
        table =
                new RowTable<WireRow>(WireRow::seq, desk.text("pipelines.wire.empty"))
                        .mono(desk.text("pipelines.column.seq"), 80, WireRow::seq)
                        .named("seq", Measure.NUMBER)
                        .mono(desk.text("pipelines.column.device"), 110, WireRow::device)
                        .named("device")
                        .mono(desk.text("pipelines.column.address"), 270, WireRow::address)
                        .named("address")
                        .mono(desk.text("pipelines.column.payload"), 330, WireRow::payload)
                        .named("payload")
                        .mono(desk.text("pipelines.column.source"), 120, WireRow::sourceTime)
                        .named("source", Measure.CLOCK)
                        .mono(desk.text("pipelines.column.accepted"), 120, WireRow::acceptTime)
                        .named("accepted", Measure.CLOCK)
                        .value(desk.text("pipelines.column.took"), 110, WireRow::took)
                        .named("took", Measure.LATENCY);
        table.setId("wire-table");
        setTop(new VBox(head, state));
        messages = desk.filtered(table, "wire").inset();
        fields = new WireFields(desk);
        fieldsButton.setText(desk.text("pipelines.fields.button"));
        fieldsButton.setId("wire-fields");
        fieldsButton.setMinWidth(USE_PREF_SIZE);
        fieldsButton.setOnAction(_ -> exchange());
        holdButton.setText(desk.text("pipelines.hold.button"));
        holdButton.setId("wire-hold");
        holdButton.setMinWidth(USE_PREF_SIZE);
        holdButton.setOnAction(_ -> toggleHold());
        setCenter(messages);
        // Two of them share the room evenly, whatever their titles are.
        setPrefWidth(0);
        setMinWidth(0);
        setMinHeight(120);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
    }

    /// The fields in the place of the messages, or the messages again.
    private void exchange() {
        endHold();
        setCenter(fieldsButton.isSelected() ? fields.content() : messages);
        describe();
    }

    private void toggleHold() {
        PipelineWire present = wire;
        if (held != null || present == null) {
            exchange();
        } else if (present.wire() != null) {
            HoldPane next =
                    new HoldPane(
                            desk,
                            present.wire(),
                            table.sieve().filter(),
                            table.sieve().written(),
                            this::exchange);
            held = next;
            fieldsButton.setSelected(false);
            holdButton.setSelected(true);
            setCenter(next);
            next.begin();
        }
    }

    /// Lets go of all copies that are held.
    private void endHold() {
        HoldPane now = held;
        held = null;
        holdButton.setSelected(false);
        if (now != null) {
            now.end();
        }
    }

    private void describe() {
        PipelineWire present = wire;
        if (fieldsButton.isSelected() && present != null && present.wire() != null) {
            fields.show(present.wire(), RECORDS_MAX);
        }
    }

    boolean isOf(PipelineWire other) {
        return wire != null && wire.id().equals(other.id());
    }

    /// Makes do with half the room.
    void share(boolean half) {
        table.spare(half ? ALONE : Set.of());
    }

    boolean isPinned() {
        return pin.isSelected();
    }

    void showPinned(boolean stays) {
        pin.setSelected(stays);
    }

    /// Ends what is written to a file, and what is held.
    void stop() {
        if (held != null) {
            exchange();
        }
        endTap();
    }

    private void endTap() {
        TapRun now = run;
        if (now != null) {
            now.end();
        }
    }

    private void toggleTap() {
        PipelineWire present = wire;
        if (run != null) {
            endTap();
        } else if (present != null && present.wire() != null) {
            Command.Wire of = present.wire();
            String name = present.id().replaceAll("[^A-Za-z0-9]+", "-") + "tap.ndjson";
            desk.files()
                    .save(desk.text("pipelines.wire.tapTitle"), name)
                    .ifPresent(file -> begin(new WireTap(file, of)));
        }
    }

    private void begin(WireTap tap) {
        TapRun next = new TapRun(desk, tap, this::showTap);
        run = next;
        next.begin();
        showTap();
    }

    private void showTap() {
        TapRun now = run;
        if (now == null || now.isOver()) {
            run = null;
            tapped.setText("");
            tapButton.setText(desk.text("pipelines.wire.tap"));
        } else {
            tapped.setText(now.told());
            tapButton.setText(desk.text("pipelines.wire.tapStop"));
        }
    }

    void open(PipelineWire next) {
        if (!isOf(next)) {
            stop();
        }
        wire = next;
        fields.clear();
        title.setText(desk.text("pipelines.wire.title", next.title(), RECORDS_MAX));
        table.update(List.of());
        take();
    }

    /// Tells how old the rows are and how much has passed since.
    void show(Frame frame) {
        PipelineWire present = wire;
        String back = desk.lookingBack();
        Parts.hinder(tapButton, run == null ? back : "");
        Parts.hinder(holdButton, back);
        if (held != null && !back.isEmpty()) {
            exchange();
        }
        if (present != null && taken == desk.held().isBack()) {
            table.update(List.of());
            fields.clear();
            take();
        }
        if (!taken) {
            age.setText(desk.text("pipelines.wire.back"));
        } else if (present != null && present.wire() != null) {
            long millis = (desk.clock().nanoTime() - takenNanos) / 1_000_000;
            long fresh = Math.max(0, passed(frame.snapshot(), present.wire()) - passedThen);
            age.setText(
                    desk.text(
                            "pipelines.wire.age",
                            desk.figures().age(millis),
                            desk.figures().count(fresh)));
        }
    }

    private void take() {
        PipelineWire present = wire;
        if (present == null || present.wire() == null) {
            return;
        }
        Command.Wire asked = present.wire();
        // Messages are not kept for looking back, and those of now are not of then.
        taken = !desk.held().isBack();
        if (!taken) {
            return;
        }
        takenNanos = desk.clock().nanoTime();
        describe();
        passedThen = desk.pulse().frame().map(f -> passed(f.snapshot(), asked)).orElse(0L);
        desk.commands()
                .send(
                        new Command.InspectWire(asked, RECORDS_MAX),
                        outcome -> {
                            if (outcome instanceof Outcome.WireInspected inspected && taken) {
                                table.update(
                                        inspected.records().stream()
                                                .map(
                                                        r ->
                                                                WireRow.of(
                                                                        r,
                                                                        desk.figures(),
                                                                        desk.clock().now()))
                                                .toList());
                            }
                        });
    }

    private static long passed(GatewaySnapshot picture, Command.Wire wire) {
        return switch (wire) {
            case Command.Wire.OfDevice(String connection, String device) ->
                    picture.connections().stream()
                            .filter(c -> c.id().equals(connection))
                            .flatMap(c -> c.devices().stream())
                            .filter(d -> d.id().equals(device))
                            .mapToLong(DeviceSnapshot::acceptedTotal)
                            .sum();
            case Command.Wire.OfConnection(String connection) ->
                    picture.connections().stream()
                            .filter(c -> c.id().equals(connection))
                            .mapToLong(ConnectionSnapshot::acceptedTotal)
                            .sum();
            case Command.Wire.OfLane(String lane) ->
                    picture.lanes().stream()
                            .filter(l -> l.id().equals(lane))
                            .mapToLong(LaneSnapshot::routedTotal)
                            .sum();
        };
    }
}
