package org.fieldproof.views.pipelines;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.DeviceSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.GatewayState;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LinkSnapshot;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.drawing.WireFigure.Look;
import org.fieldproof.views.drawing.WireWords;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.format.Identities;
import org.fieldproof.views.lane.LaneWords;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.pipelines.PipelineNode.Column;
import org.jspecify.annotations.Nullable;

/// The running project as cards and wires. Needs no toolkit.
final class PipelinesViewModel {

    static final String LOG = "log/log";

    /// More devices of one connection than this are told as one card.
    static final int DEVICES_SHOWN_MAX = 8;

    private final Desk desk;
    private final Figures figures;

    PipelinesViewModel(Desk desk) {
        this.desk = desk;
        figures = desk.figures();
    }

    private WireWords wires() {
        return new WireWords(desk.texts(), figures);
    }

    /// Cards and wires.
    record Picture(List<PipelineNode> nodes, List<PipelineWire> wires) {
        static final Picture NONE = new Picture(List.of(), List.of());
    }

    Picture of(Frame frame) {
        List<PipelineNode> nodes = new ArrayList<>();
        List<PipelineWire> wires = new ArrayList<>();
        GatewaySnapshot picture = frame.snapshot();
        Map<String, LinkSnapshot> links = new HashMap<>();
        picture.links().forEach(link -> links.put(link.id(), link));
        for (ConnectionSnapshot connection : picture.connections()) {
            if (!connection.standIn() && !feedsOthers(connection)) {
                addConnection(connection, nodes, wires);
            }
        }
        nodes.add(log(picture));
        for (LaneSnapshot lane : picture.lanes()) {
            addLane(frame, lane, links.get(lane.id()), nodes, wires);
        }
        return new Picture(nodes, wires);
    }

    /// A simulator accepts nothing itself: its devices appear at the connection they publish to.
    private static boolean feedsOthers(ConnectionSnapshot connection) {
        return connection.type().equals("simulator");
    }

    private void addConnection(
            ConnectionSnapshot connection, List<PipelineNode> nodes, List<PipelineWire> wires) {
        String id = "connection/" + connection.id();
        List<DeviceSnapshot> devices = new ArrayList<>(connection.devices());
        if (devices.size() > DEVICES_SHOWN_MAX) {
            devices.sort(
                    Comparator.comparing(d -> d.state() == DeviceSnapshot.DeviceState.CONNECTED));
        }
        int shown = devices.size() > DEVICES_SHOWN_MAX ? DEVICES_SHOWN_MAX - 1 : devices.size();
        for (DeviceSnapshot device : devices.subList(0, shown)) {
            nodes.add(device(connection, device));
            wires.add(deviceWire(connection, device));
        }
        if (shown < devices.size()) {
            addRest(connection, devices.subList(shown, devices.size()), nodes, wires);
        }
        long there =
                devices.stream()
                        .filter(d -> d.state() != DeviceSnapshot.DeviceState.DISCONNECTED)
                        .count();
        String figure =
                devices.isEmpty()
                        ? figures.rate(connection.acceptedPerSecond())
                        : desk.text(
                                "pipelines.connection.figure",
                                there,
                                devices.size(),
                                figures.count(connection.inFlight()));
        Mark mark = mark(connection);
        nodes.add(
                new PipelineNode(
                        id,
                        Column.CONNECTION,
                        connection.id(),
                        whereOrWhat(connection),
                        mark,
                        mark.abnormal() ? stateWord(connection) : figure,
                        "",
                        connection.id() + ", " + stateWord(connection) + ", " + figure));
        wires.add(
                new PipelineWire(
                        id,
                        LOG,
                        connection.id() + " → " + desk.text("pipelines.log.name"),
                        connection.acceptedPerSecond(),
                        wires().accepted(connection),
                        new Command.Wire.OfConnection(connection.id())));
    }

    /// Who dials what stands in for a device has no address of its own to show.
    private static String whereOrWhat(ConnectionSnapshot connection) {
        if (!connection.endpoint().isEmpty()) {
            return connection.endpoint();
        }
        return connection.title().isEmpty() ? connection.type() : connection.title();
    }

    String stateWord(ConnectionSnapshot connection) {
        return connection.waiting()
                ? desk.text("pipelines.connection.waiting")
                : desk.text("pipelines.connector." + connection.state().name());
    }

    Mark mark(ConnectionSnapshot connection) {
        if (connection.waiting()) {
            return Mark.HIGH;
        }
        return switch (connection.state()) {
            case UP -> Mark.RUN;
            case FAULTED -> Mark.URGENT;
            case DOWN -> Mark.HIGH;
            case DEGRADED -> Mark.LOW;
            case STOPPED, STARTING -> Mark.OFF;
        };
    }

    private void addRest(
            ConnectionSnapshot connection,
            List<DeviceSnapshot> rest,
            List<PipelineNode> nodes,
            List<PipelineWire> wires) {
        String id = "devices/" + connection.id();
        double rate = rest.stream().mapToDouble(DeviceSnapshot::acceptedPerSecond).sum();
        String name = desk.text("pipelines.devices.more", rest.size());
        nodes.add(
                new PipelineNode(
                        id,
                        Column.DEVICE,
                        name,
                        desk.text("pipelines.devices.moreDetail"),
                        Mark.RUN,
                        figures.rate(rate),
                        "",
                        name));
        wires.add(
                new PipelineWire(
                        id,
                        "connection/" + connection.id(),
                        name + " → " + connection.id(),
                        rate,
                        figures.rate(rate),
                        Look.CALM,
                        new Command.Wire.OfConnection(connection.id())));
    }

    private PipelineNode device(ConnectionSnapshot connection, DeviceSnapshot device) {
        Mark mark =
                switch (device.state()) {
                    case CONNECTED -> Mark.RUN;
                    case STALE -> Mark.LOW;
                    case DISCONNECTED -> Mark.HIGH;
                };
        String figure =
                device.state() == DeviceSnapshot.DeviceState.CONNECTED
                        ? figures.rate(device.acceptedPerSecond())
                        : desk.text("pipelines.device." + device.state().name())
                                + " "
                                + figures.age(device.lastSeenAgeMs());
        return new PipelineNode(
                deviceId(connection, device),
                Column.DEVICE,
                device.id(),
                device.deviceClass() + " · " + Identities.brief(device.identity()),
                mark,
                figure,
                "",
                desk.text("pipelines.device.accessible", device.id(), figure));
    }

    /// As other pages call it: two connections may have devices of the same name.
    private static String deviceId(ConnectionSnapshot connection, DeviceSnapshot device) {
        return "device/" + connection.id() + "/" + device.id();
    }

    private PipelineWire deviceWire(ConnectionSnapshot connection, DeviceSnapshot device) {
        boolean silent = device.state() != DeviceSnapshot.DeviceState.CONNECTED;
        return new PipelineWire(
                deviceId(connection, device),
                "connection/" + connection.id(),
                device.id() + " → " + connection.id(),
                device.acceptedPerSecond(),
                silent
                        ? wires().stale(device.lastSeenAgeMs())
                        : figures.rate(device.acceptedPerSecond()),
                silent ? Look.STALE : Look.CALM,
                new Command.Wire.OfDevice(connection.id(), device.id()));
    }

    private PipelineNode log(GatewaySnapshot picture) {
        boolean faulted = picture.state() == GatewayState.FAULTED;
        String figure =
                faulted
                        ? desk.text("pipelines.log.faulted")
                        : desk.text(
                                "pipelines.log.figure",
                                figures.count(picture.log().records()),
                                figures.millis(picture.log().fsync().p50Ms()));
        return new PipelineNode(
                LOG,
                Column.LOG,
                desk.text("pipelines.log.name"),
                desk.text("pipelines.log.detail"),
                faulted ? Mark.URGENT : Mark.RUN,
                figure,
                "",
                desk.text("pipelines.log.name") + ", " + figure);
    }

    private void addLane(
            Frame frame,
            LaneSnapshot lane,
            @Nullable LinkSnapshot link,
            List<PipelineNode> nodes,
            List<PipelineWire> wires) {
        LaneWords words = new LaneWords(desk, lane, frame.snapshot().time());
        String id = "lane/" + lane.id();
        String sink = "destination/" + lane.id();
        nodes.add(
                new PipelineNode(
                        id,
                        Column.LANE,
                        desk.text("pipelines.lane.name", lane.id()),
                        desk.text("pipelines.lane.detail." + kind(lane.type())),
                        words.mark(),
                        words.figure(),
                        lane.bufferRecords() > 0 ? words.trend() : "",
                        desk.text("pipelines.lane.name", lane.id()) + ", " + words.figure()));
        String fault = link == null ? "" : link.fault();
        long healsInMs = link == null ? -1 : link.healsInMs();
        boolean cut = !fault.isEmpty();
        boolean trouble = cut || words.unreachable();
        String figure =
                cut
                        ? desk.text("pipelines.destination.cut", fault)
                        : words.unreachable()
                                ? words.state()
                                : figures.rate(lane.durablePerSecond());
        nodes.add(
                new PipelineNode(
                        sink,
                        Column.DESTINATION,
                        lane.title(),
                        lane.endpoint(),
                        trouble ? Mark.HIGH : Mark.RUN,
                        figure,
                        cut && healsInMs >= 0 ? figures.age(healsInMs) : "",
                        lane.title() + ", " + figure));
        Command.Wire wire = new Command.Wire.OfLane(lane.id());
        wires.add(
                new PipelineWire(
                        LOG,
                        id,
                        desk.text("pipelines.log.name") + " → " + lane.id(),
                        lane.routedPerSecond(),
                        wires().routed(lane),
                        wire));
        wires.add(
                new PipelineWire(
                        id,
                        sink,
                        lane.id() + " → " + lane.title(),
                        lane.durablePerSecond(),
                        wires().durable(lane, trouble),
                        wire));
    }

    private static String kind(String type) {
        return switch (type) {
            case "h2", "postgresql", "mqtt" -> type;
            default -> "other";
        };
    }
}
