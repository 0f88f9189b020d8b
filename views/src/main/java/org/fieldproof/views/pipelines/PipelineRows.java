package org.fieldproof.views.pipelines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.DeviceSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LinkSnapshot;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.StateText;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.lane.LaneWords;
import org.fieldproof.views.level.SubTotals;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.pipelines.PipelinesViewModel.Picture;
import org.jspecify.annotations.Nullable;

/// The rows of a picture: its cards, then its wires, in the picture's order. Needs no toolkit.
final class PipelineRows {
    private final Desk desk;
    private final Figures figures;
    private final PipelinesViewModel model;
    private final GatewaySnapshot seen;
    private final SubPipelines subs;
    private final String path;
    private final Map<String, ConnectionSnapshot> connections = new HashMap<>();
    private final Map<String, DeviceSnapshot> devices = new HashMap<>();
    private final Map<String, LaneSnapshot> lanes = new HashMap<>();
    private final Map<String, LinkSnapshot> links = new HashMap<>();

    private PipelineRows(
            Desk desk,
            PipelinesViewModel model,
            GatewaySnapshot seen,
            SubPipelines subs,
            String level) {
        this.desk = desk;
        this.figures = desk.figures();
        this.model = model;
        this.seen = seen;
        this.subs = subs;
        this.path =
                subs.path(level).stream()
                        .map(id -> subs.sub(id).map(PartGroup::title).orElse(id))
                        .collect(Collectors.joining(" › "));
        for (ConnectionSnapshot each : seen.connections()) {
            connections.put(each.id(), each);
            each.devices().forEach(device -> devices.put(each.id() + "/" + device.id(), device));
        }
        seen.lanes().forEach(lane -> lanes.put(lane.id(), lane));
        seen.links().forEach(link -> links.put(link.id(), link));
    }

    /// @param level that of the picture
    static List<SheetRow> of(
            Desk desk,
            PipelinesViewModel model,
            Picture picture,
            GatewaySnapshot seen,
            SubPipelines subs,
            String level) {
        PipelineRows made = new PipelineRows(desk, model, seen, subs, level);
        Map<String, String> names = new HashMap<>();
        List<SheetRow> rows = new ArrayList<>();
        for (PipelineNode node : picture.nodes()) {
            names.put(node.id(), node.name());
            rows.add(made.node(node));
        }
        for (PipelineWire wire : picture.wires()) {
            String from = names.getOrDefault(wire.from(), wire.from());
            String to = names.getOrDefault(wire.to(), wire.to());
            rows.add(made.wire(wire, from + " → " + to));
        }
        return rows;
    }

    private SheetRow node(PipelineNode node) {
        String name = node.id().substring(node.id().indexOf('/') + 1);
        if (node.kind() == PipelineNode.Kind.SUB) {
            return sub(node, name);
        }
        return switch (node.column()) {
            case DEVICE -> device(node, devices.get(name));
            case CONNECTION -> connection(node, connections.get(name));
            case LOG ->
                    row(
                                    node,
                                    "log",
                                    node.mark() == Mark.URGENT
                                            ? node.figure()
                                            : desk.text("pipelines.sheet.writes"),
                                    figures.rate(seen.log().acceptedPerSecond()))
                            .with(
                                    figures.count(seen.log().records()),
                                    full(seen.log().bytes(), seen.log().quotaBytes()),
                                    figures.age(seen.log().oldestAgeMs()),
                                    "");
            case LANE -> lane(node, lanes.get(name));
            case DESTINATION -> destination(node, lanes.get(name), links.get(name));
        };
    }

    private SheetRow row(PipelineNode node, String kind, String state, String rate) {
        return new SheetRow(
                node.id(),
                desk.text("pipelines.sheet.kind." + kind),
                path,
                node.name(),
                new StateText(node.mark(), state),
                rate,
                SheetRow.NONE,
                SheetRow.NONE,
                SheetRow.NONE,
                "");
    }

    private SheetRow sub(PipelineNode node, String id) {
        SubTotals totals =
                subs.sub(id).map(sub -> SubTotals.of(seen, sub.members())).orElse(SubTotals.NONE);
        boolean ill = node.mark().abnormal();
        return row(
                        node,
                        "sub",
                        desk.text(ill ? "level.sub.attention" : "level.sub.calm"),
                        totals.figure(desk.texts(), figures))
                .with(
                        totals.out() ? figures.count(totals.waiting()) : SheetRow.NONE,
                        SheetRow.NONE,
                        SheetRow.NONE,
                        ill ? node.figure() : "");
    }

    private SheetRow device(PipelineNode node, @Nullable DeviceSnapshot device) {
        if (device == null) {
            return row(node, "device", node.detail(), node.figure());
        }
        return row(
                        node,
                        "device",
                        desk.text("pipelines.device." + device.state().name()),
                        figures.rate(device.acceptedPerSecond()))
                .with(
                        SheetRow.NONE,
                        SheetRow.NONE,
                        figures.age(device.lastSeenAgeMs()),
                        device.lastError());
    }

    private SheetRow connection(PipelineNode node, @Nullable ConnectionSnapshot connection) {
        if (connection == null) {
            return row(node, "connection", node.detail(), node.figure());
        }
        return row(
                        node,
                        "connection",
                        model.stateWord(connection),
                        figures.rate(connection.acceptedPerSecond()))
                .with(
                        figures.count(connection.inFlight()),
                        pressure(connection),
                        SheetRow.NONE,
                        message(connection.why()));
    }

    private SheetRow lane(PipelineNode node, @Nullable LaneSnapshot lane) {
        if (lane == null) {
            return row(node, "lane", node.detail(), node.figure());
        }
        return row(
                        node,
                        "lane",
                        new LaneWords(desk, lane, seen.time()).state(),
                        figures.rate(lane.durablePerSecond()))
                .with(
                        figures.count(lane.queued() + lane.inFlight() + lane.bufferRecords()),
                        full(lane.bufferBytes(), lane.bufferQuotaBytes()),
                        figures.age(Math.max(lane.oldestUnackedAgeMs(), lane.bufferOldestAgeMs())),
                        message(lane.why()));
    }

    private SheetRow destination(
            PipelineNode node, @Nullable LaneSnapshot lane, @Nullable LinkSnapshot link) {
        if (lane == null) {
            return row(node, "destination", node.detail(), node.figure());
        }
        String fault = link == null ? "" : link.fault();
        String state =
                fault.isEmpty()
                        ? new LaneWords(desk, lane, seen.time()).state()
                        : desk.text("pipelines.destination.cut", fault);
        return row(node, "destination", state, figures.rate(lane.durablePerSecond()))
                .with(
                        figures.count(lane.inFlight()),
                        SheetRow.NONE,
                        SheetRow.NONE,
                        node.mark().abnormal() ? message(lane.why()) : "");
    }

    private SheetRow wire(PipelineWire wire, String name) {
        Mark mark =
                switch (wire.look()) {
                    case CALM -> Mark.RUN;
                    case STALE -> Mark.OFF;
                    case TROUBLE -> Mark.HIGH;
                    case ERROR -> Mark.URGENT;
                };
        SheetRow row =
                new SheetRow(
                        wire.id(),
                        desk.text("pipelines.sheet.kind.wire"),
                        path,
                        name,
                        new StateText(mark, desk.text("pipelines.sheet.wire." + wire.look())),
                        figures.rate(wire.perSecond()),
                        SheetRow.NONE,
                        SheetRow.NONE,
                        SheetRow.NONE,
                        "");
        Command.Wire asked = wire.wire();
        return asked == null ? row : with(row, wire, asked);
    }

    private SheetRow with(SheetRow row, PipelineWire wire, Command.Wire asked) {
        return switch (asked) {
            case Command.Wire.OfDevice(String of, String id) -> {
                DeviceSnapshot device = devices.get(of + "/" + id);
                yield device == null
                        ? row
                        : row.with(
                                SheetRow.NONE,
                                SheetRow.NONE,
                                figures.age(device.lastSeenAgeMs()),
                                device.lastError());
            }
            case Command.Wire.OfConnection(String id) -> {
                ConnectionSnapshot connection = connections.get(id);
                yield connection == null || !wire.to().equals(PipelinesViewModel.LOG)
                        ? row
                        : row.with(
                                figures.count(connection.inFlight()),
                                pressure(connection),
                                SheetRow.NONE,
                                message(connection.why()));
            }
            case Command.Wire.OfLane(String id) -> {
                LaneSnapshot lane = lanes.get(id);
                yield lane == null ? row : ofLane(row, wire, lane);
            }
        };
    }

    /// What waits before the lane has taken it, and what is on its way out of it.
    private SheetRow ofLane(SheetRow row, PipelineWire wire, LaneSnapshot lane) {
        if (wire.to().startsWith("lane/")) {
            return row.with(
                    figures.count(lane.queued() + lane.bufferRecords()),
                    full(lane.bufferBytes(), lane.bufferQuotaBytes()),
                    figures.age(lane.bufferOldestAgeMs()),
                    "");
        }
        return row.with(
                figures.count(lane.inFlight()),
                SheetRow.NONE,
                figures.age(lane.oldestUnackedAgeMs()),
                wire.look().isAbnormal() ? message(lane.why()) : "");
    }

    private String pressure(ConnectionSnapshot connection) {
        return connection.waiting()
                ? desk.text("pipelines.connection.waiting")
                : desk.text("pipelines.sheet.free");
    }

    private String full(long bytes, long quota) {
        return quota <= 0
                ? SheetRow.NONE
                : desk.text("pipelines.sheet.full", figures.number(100.0 * bytes / quota, 1));
    }

    private static String message(@Nullable Problem why) {
        return why == null ? "" : why.code() + " " + why.message();
    }
}
