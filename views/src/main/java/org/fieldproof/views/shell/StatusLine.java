package org.fieldproof.views.shell;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.AlarmSnapshot;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.DeviceSnapshot;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.GatewayState;
import org.fieldproof.api.snapshot.HopSnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.place.PerspectiveId;
import org.jspecify.annotations.Nullable;

/// The status bar in figures. Needs no toolkit.
public final class StatusLine {
    private static final int REASONS_MAX = 3;

    private final Texts texts;
    private final Figures figures;

    public StatusLine(Texts texts, Figures figures) {
        this.texts = texts;
        this.figures = figures;
    }

    /// One cell.
    ///
    /// @param target what a click opens
    /// @param why what the value comes of, in words; empty if there is nothing to say
    public record Cell(
            String id,
            String name,
            String value,
            String styleClass,
            PerspectiveId target,
            String why) {
        Cell(String id, String name, String value, String styleClass, PerspectiveId target) {
            this(id, name, value, styleClass, target, "");
        }
    }

    /// The cells of a frame, in order; always the same ids.
    ///
    /// @param commissioning whether the draft is being edited
    public List<Cell> cells(Frame frame, boolean commissioning) {
        GatewaySnapshot picture = frame.snapshot();
        DrillSnapshot.@Nullable Run run = picture.drills().running();
        List<Cell> cells = new ArrayList<>();
        cells.add(
                new Cell(
                        "mode",
                        texts.get(
                                picture.drills().isUnderWay()
                                        ? "shell.mode.drill"
                                        : commissioning
                                                ? "shell.mode.commission"
                                                : "shell.mode.observe"),
                        "",
                        "fp-muted",
                        PerspectiveId.DRILLS));
        cells.add(engine(picture));
        cells.add(devices(picture));
        cells.add(plain("in", figures.rate(in(picture)), PerspectiveId.PIPELINES));
        cells.add(plain("out", figures.rate(out(picture)), PerspectiveId.PIPELINES));
        cells.add(plain("inFlight", figures.count(inFlight(picture)), PerspectiveId.BUFFERS));
        cells.add(plain("log", figures.compact(picture.log().records()), PerspectiveId.BUFFERS));
        cells.add(buffer(picture));
        cells.add(latency(picture));
        cells.add(alarms(picture));
        cells.add(drill(picture, run));
        cells.add(plain("utc", figures.time(frame.now()), PerspectiveId.SETTINGS));
        return cells;
    }

    private Cell engine(GatewaySnapshot picture) {
        GatewayState state = picture.state();
        String styleClass =
                switch (state) {
                    case RUNNING, STARTING, STOPPING, STOPPED -> "fp-value";
                    case DEGRADED -> "fp-p2";
                    case FAULTED -> "fp-p1";
                };
        String mark =
                state == GatewayState.FAULTED
                        ? Mark.URGENT.glyph() + " "
                        : state == GatewayState.DEGRADED ? Mark.HIGH.glyph() + " " : "";
        return new Cell(
                "engine",
                texts.get("shell.status.engine"),
                mark + texts.get("shell.state." + state.name()),
                styleClass,
                PerspectiveId.PIPELINES,
                mark.isEmpty() ? "" : why(picture));
    }

    /// The reasons stand first among the faults.
    private String why(GatewaySnapshot picture) {
        List<Problem> faults = picture.faults();
        List<String> lines = new ArrayList<>();
        for (Problem each : faults.subList(0, Math.min(REASONS_MAX, faults.size()))) {
            lines.add(each.code() + " " + each.object() + ": " + each.message());
        }
        if (faults.size() > REASONS_MAX) {
            lines.add(texts.get("shell.status.moreReasons", faults.size() - REASONS_MAX));
        }
        return String.join("\n", lines);
    }

    private Cell devices(GatewaySnapshot picture) {
        long all = 0;
        long there = 0;
        for (ConnectionSnapshot connection : picture.connections()) {
            for (DeviceSnapshot device : connection.devices()) {
                all++;
                there += device.state() == DeviceSnapshot.DeviceState.CONNECTED ? 1 : 0;
            }
        }
        return cell(
                "devices",
                (there < all ? Mark.HIGH.glyph() + " " : "") + there + "/" + all,
                there < all ? "fp-p2" : "fp-value",
                PerspectiveId.DEVICES);
    }

    private Cell buffer(GatewaySnapshot picture) {
        long held = picture.lanes().stream().mapToLong(LaneSnapshot::bufferRecords).sum();
        boolean growing =
                picture.lanes().stream()
                        .anyMatch(l -> l.bufferRecords() > 0 && l.state() != LaneState.REPLAYING);
        return cell(
                "buffer",
                figures.compact(held) + (growing ? " ▲" : held > 0 ? " ▼" : ""),
                "fp-value",
                PerspectiveId.BUFFERS);
    }

    private Cell latency(GatewaySnapshot picture) {
        double p99 = -1;
        for (HopSnapshot hop : picture.hops()) {
            if (hop.hop() == HopSnapshot.Hop.INTAKE_TO_DURABLE && hop.stats().count() > 0) {
                p99 = Math.max(p99, hop.stats().p99Ms());
            }
        }
        return plain("p99", figures.millis(p99), PerspectiveId.LATENCY);
    }

    private Cell alarms(GatewaySnapshot picture) {
        long urgent = active(picture, AlarmSnapshot.Priority.P1);
        long high = active(picture, AlarmSnapshot.Priority.P2);
        long low = active(picture, AlarmSnapshot.Priority.P3);
        String styleClass =
                urgent > 0 ? "fp-p1" : high > 0 ? "fp-p2" : low > 0 ? "fp-p3" : "fp-muted";
        String value = "▲" + urgent + " ◆" + high + " ■" + low;
        return new Cell("alarms", "", value, styleClass, PerspectiveId.ALARMS);
    }

    private static long active(GatewaySnapshot picture, AlarmSnapshot.Priority priority) {
        return picture.alarms().stream()
                .filter(alarm -> alarm.priority() == priority)
                .filter(
                        alarm ->
                                alarm.state() == AlarmSnapshot.State.UNACK
                                        || alarm.state() == AlarmSnapshot.State.ACK)
                .count();
    }

    private Cell drill(GatewaySnapshot picture, DrillSnapshot.@Nullable Run run) {
        DrillSnapshot.@Nullable Armed armed = picture.drills().armed();
        if (run == null && armed != null) {
            return new Cell(
                    "drill",
                    armed.name(),
                    texts.get("shell.status.armed"),
                    "fp-value",
                    PerspectiveId.DRILLS);
        }
        if (run == null) {
            boolean locked = !picture.drills().lockReason().isEmpty();
            return new Cell(
                    "drill",
                    texts.get("shell.status.drill"),
                    locked ? texts.get("shell.status.locked") : Figures.NONE,
                    locked ? "fp-value" : "fp-muted",
                    PerspectiveId.DRILLS);
        }
        long sinceStart = picture.time().toEpochMilli() - run.startedAt().toEpochMilli();
        return new Cell(
                "drill",
                run.name(),
                figures.age(Math.max(1000, sinceStart)),
                "fp-value",
                PerspectiveId.DRILLS);
    }

    private Cell plain(String id, String value, PerspectiveId target) {
        return cell(id, value, "fp-value", target);
    }

    private Cell cell(String id, String value, String styleClass, PerspectiveId target) {
        return new Cell(id, texts.get("shell.status." + id), value, styleClass, target);
    }

    static double in(GatewaySnapshot picture) {
        return picture.connections().stream()
                .filter(c -> !c.standIn())
                .mapToDouble(ConnectionSnapshot::acceptedPerSecond)
                .sum();
    }

    static double out(GatewaySnapshot picture) {
        return picture.lanes().stream().mapToDouble(LaneSnapshot::durablePerSecond).sum();
    }

    private static long inFlight(GatewaySnapshot picture) {
        return picture.lanes().stream().mapToLong(LaneSnapshot::inFlight).sum()
                + picture.connections().stream().mapToLong(ConnectionSnapshot::inFlight).sum();
    }
}
