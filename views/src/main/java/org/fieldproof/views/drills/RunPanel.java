package org.fieldproof.views.drills;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.bridge.History;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.control.TimeSeriesPlot;
import org.fieldproof.views.export.PlotTwin;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.perspective.Desk;

/// A run in progress: where it stands, what comes next, what the devices have sent.
final class RunPanel extends VBox {

    private static final long LEAD_MILLIS = 5_000;

    private final Desk desk;
    private final DrillsViewModel model;
    private final Label remaining = Parts.label("", "fp-figure");
    private final Label next = Parts.prose("");
    private final Label observation = Parts.prose("", "fp-muted");
    private final DrillTimeline timeline = new DrillTimeline();
    private final RowTable<DrillSnapshot.DeviceTally> tallies;
    private final PlotTwin plot;

    RunPanel(Desk desk, DrillsViewModel model) {
        super(12);
        this.desk = desk;
        this.model = model;
        Button stop =
                Parts.button(
                        "■ " + desk.text("shell.action.drills.stop"),
                        () ->
                                desk.commands()
                                        .send(new Command.StopDrills(desk.consoleId()), _ -> {}),
                        "fp-danger");
        stop.setId("drill-stop");
        tallies =
                new RowTable<DrillSnapshot.DeviceTally>(
                                DrillSnapshot.DeviceTally::device, desk.text("drills.tally.empty"))
                        .text(
                                desk.text("drills.tally.device"),
                                180,
                                DrillSnapshot.DeviceTally::device)
                        .named("device")
                        .value(
                                desk.text("drills.tally.sent"),
                                120,
                                t -> desk.figures().count(t.sent()))
                        .named("sent", Measure.NUMBER)
                        .value(
                                desk.text("drills.tally.accepted"),
                                120,
                                t -> desk.figures().count(t.accepted()))
                        .named("accepted", Measure.NUMBER)
                        .right(desk.text("drills.tally.open"), 160, this::open)
                        .named("open", Measure.NUMBER);
        tallies.setId("drill-tallies");
        tallies.setPrefHeight(150);
        tallies.setMinHeight(110);
        plot =
                new PlotTwin(desk, "drill-backlog", desk.text("drills.run.backlog"), "fp-section")
                        .high(110, 180, 260)
                        .marking();
        VBox.setVgrow(plot, Priority.SOMETIMES);
        getChildren()
                .addAll(
                        Parts.row(remaining, Parts.spring(), stop),
                        next,
                        timeline,
                        observation,
                        plot,
                        Parts.row(
                                Parts.label(desk.text("drills.run.devices"), "fp-section"),
                                desk.filter(tallies, "tallies")),
                        tallies);
    }

    private String open(DrillSnapshot.DeviceTally tally) {
        return tally.sent() < 0 || tally.accepted() < 0
                ? desk.figures().count(-1)
                : desk.figures().count(Math.max(0, tally.sent() - tally.accepted()));
    }

    void show(Frame frame, DrillSnapshot.Run run, String lane) {
        remaining.setText(
                desk.text("shell.phase." + run.phase().name()) + " · " + model.remaining(run));
        next.setText(run.next());
        observation.setText(run.observation());
        List<PhaseCell> phases = model.timeline(run, frame.snapshot().time().toEpochMilli());
        timeline.show(phases, model.spoken(phases));
        tallies.update(run.devices());
        long from = run.startedAt().toEpochMilli() - LEAD_MILLIS;
        long to = Math.max(frame.now().toEpochMilli(), from + 60_000);
        List<TimeSeriesPlot.Band> bands =
                frame.history().outages().stream()
                        .map(
                                o ->
                                        new TimeSeriesPlot.Band(
                                                o.fromMillis(),
                                                o.open()
                                                        ? frame.now().toEpochMilli()
                                                        : o.toMillis(),
                                                desk.text("buffers.chart.cut")))
                        .toList();
        plot.show(
                new TimeSeriesPlot.Picture(
                        List.of(
                                new TimeSeriesPlot.Pen(
                                        desk.text("drills.run.buffer"),
                                        frame.history().series(History.laneBuffer(lane)),
                                        true),
                                new TimeSeriesPlot.Pen(
                                        desk.text("drills.run.log"),
                                        frame.history().series(History.LOG_RECORDS),
                                        false)),
                        from,
                        to,
                        bands,
                        0));
    }
}
