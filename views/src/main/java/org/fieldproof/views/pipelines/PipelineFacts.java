package org.fieldproof.views.pipelines;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.DeviceSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.api.snapshot.LinkSnapshot;
import org.fieldproof.api.snapshot.LogSnapshot;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.control.Fact;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.StateText;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.lane.LaneFacts;
import org.fieldproof.views.lane.MeterFacts;
import org.fieldproof.views.level.SubTotals;
import org.fieldproof.views.perspective.Desk;

/// What the inspector says about a card. Needs no toolkit.
final class PipelineFacts {

    private final Desk desk;
    private final Figures figures;
    private final PipelinesViewModel model;

    PipelineFacts(Desk desk, PipelinesViewModel model) {
        this.desk = desk;
        this.figures = desk.figures();
        this.model = model;
    }

    /// Facts about a node, or about the whole if there is none of that id.
    List<Fact> of(Frame frame, String id) {
        int slash = id.indexOf('/');
        String kind = slash < 0 ? "" : id.substring(0, slash);
        String name = id.substring(slash + 1);
        GatewaySnapshot picture = frame.snapshot();
        return switch (kind) {
            case "device" -> device(picture, name).orElseGet(() -> whole(frame));
            case "connection", "devices" -> connection(picture, name).orElseGet(() -> whole(frame));
            case "lane", "destination" -> lane(frame, name).orElseGet(() -> whole(frame));
            case "log" -> log(picture.log());
            default -> whole(frame);
        };
    }

    /// Facts about a sub-pipeline: the sums, and what is in it.
    List<Fact> sub(Frame frame, PartGroup sub, Mark mark) {
        SubTotals totals = SubTotals.of(frame.snapshot(), sub.members());
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.Heading(sub.title()));
        String state = desk.text(mark.abnormal() ? "level.sub.attention" : "level.sub.calm");
        facts.add(new Fact.State(new StateText(mark, state)));
        facts.add(section("whole"));
        if (totals.in()) {
            pair(facts, "accepted", figures.rate(totals.acceptedPerSecond()), true);
        }
        if (totals.out()) {
            pair(facts, "delivered", figures.rate(totals.durablePerSecond()), true);
            pair(facts, "waiting", figures.count(totals.waiting()), true);
        }
        facts.add(section("inside"));
        for (PartRef part : FoldedPicture.membersSeen(desk, frame.snapshot(), sub)) {
            facts.add(
                    new Fact.Pair(
                            desk.text("draft.section." + part.section().name()), part.id(), false));
        }
        facts.add(new Fact.Prose(desk.text("level.sub.hint"), true));
        return facts;
    }

    private List<Fact> whole(Frame frame) {
        GatewaySnapshot picture = frame.snapshot();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.Heading(picture.title()));
        facts.add(
                new Fact.State(
                        new StateText(
                                switch (picture.state()) {
                                    case RUNNING -> Mark.RUN;
                                    case DEGRADED -> Mark.HIGH;
                                    case FAULTED -> Mark.URGENT;
                                    case STARTING, STOPPING, STOPPED -> Mark.OFF;
                                },
                                desk.text("pipelines.state." + picture.state().name()))));
        facts.add(section("whole"));
        pair(facts, "accepted", figures.count(picture.log().acceptedTotal()), true);
        long delivered =
                picture.lanes().stream().mapToLong(LaneSnapshot::durableTotal).min().orElse(0);
        pair(facts, "everywhere", figures.count(delivered), true);
        long imbalance = picture.lanes().stream().mapToLong(l -> Math.abs(l.imbalance())).sum();
        pair(facts, "balance", balance(desk, imbalance), true);
        pair(facts, "uptime", figures.span(picture.process().uptimeMs() / 1000), false);
        facts.add(section("problems"));
        if (picture.faults().isEmpty()) {
            facts.add(new Fact.Prose(desk.text("pipelines.problems.none"), true));
        }
        for (Problem problem : picture.faults()) {
            facts.add(new Fact.State(new StateText(Mark.HIGH, problem.object())));
            facts.add(new Fact.Prose(problem.message(), false));
            facts.add(new Fact.Prose(problem.remedy(), true));
        }
        facts.add(section("hint"));
        facts.add(new Fact.Prose(desk.text("pipelines.hint.text"), true));
        return facts;
    }

    static String balance(Desk desk, long imbalance) {
        return imbalance == 0
                ? "0 ✓"
                : desk.text("pipelines.balance.off", desk.figures().count(imbalance));
    }

    private Optional<List<Fact>> device(GatewaySnapshot picture, String id) {
        for (ConnectionSnapshot connection : picture.connections()) {
            for (DeviceSnapshot device : connection.devices()) {
                if (id.equals(connection.id() + "/" + device.id())) {
                    return Optional.of(device(connection, device));
                }
            }
        }
        return Optional.empty();
    }

    private List<Fact> device(ConnectionSnapshot connection, DeviceSnapshot device) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.Heading(device.id()));
        Mark mark =
                switch (device.state()) {
                    case CONNECTED -> Mark.RUN;
                    case STALE -> Mark.LOW;
                    case DISCONNECTED -> Mark.HIGH;
                };
        facts.add(
                new Fact.State(
                        new StateText(
                                mark, desk.text("pipelines.device." + device.state().name()))));
        if (!device.lastError().isEmpty()) {
            facts.add(new Fact.Prose(device.lastError(), false));
        }
        facts.add(section("device"));
        pair(facts, "rate", figures.rate(device.acceptedPerSecond()), true);
        pair(facts, "accepted", figures.count(device.acceptedTotal()), true);
        pair(facts, "age", figures.age(device.lastSeenAgeMs()), true);
        pair(facts, "reconnects", figures.count(device.reconnects()), false);
        facts.add(section("identity"));
        pair(facts, "class", device.deviceClass().name(), false);
        pair(facts, "provenBy", device.identity(), false);
        pair(facts, "peer", device.peer(), false);
        pair(facts, "connection", connection.id(), false);
        return facts;
    }

    private Optional<List<Fact>> connection(GatewaySnapshot picture, String id) {
        return picture.connections().stream()
                .filter(connection -> connection.id().equals(id))
                .findFirst()
                .map(this::connection);
    }

    private List<Fact> connection(ConnectionSnapshot connection) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.Heading(connection.id()));
        facts.add(
                new Fact.State(new StateText(model.mark(connection), model.stateWord(connection))));
        Problem why = connection.why();
        if (why != null) {
            facts.add(new Fact.Prose(why.message(), false));
            facts.add(new Fact.Prose(why.remedy(), true));
        }
        facts.add(section("intake"));
        pair(facts, "rate", figures.rate(connection.acceptedPerSecond()), true);
        pair(facts, "accepted", figures.count(connection.acceptedTotal()), true);
        pair(facts, "inFlight", figures.count(connection.inFlight()), true);
        pair(facts, "devices", figures.count(connection.devices().size()), true);
        facts.addAll(MeterFacts.of(desk, connection.meters()));
        facts.add(section("properties"));
        pair(facts, "title", connection.title(), false);
        pair(facts, "type", connection.type(), false);
        pair(facts, "endpoint", connection.endpoint(), false);
        pair(facts, "class", connection.deviceClass().name(), false);
        return facts;
    }

    private List<Fact> log(LogSnapshot log) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.Heading(desk.text("pipelines.log.name")));
        facts.add(new Fact.Prose(desk.text("pipelines.log.text"), true));
        facts.add(section("depth"));
        pair(facts, "records", figures.count(log.records()), true);
        pair(facts, "bytes", figures.bytes(log.bytes()), true);
        facts.add(
                new Fact.Bar(
                        log.quotaBytes() == 0 ? 0 : (double) log.bytes() / log.quotaBytes(),
                        figures.bytes(log.bytes())));
        pair(facts, "quota", figures.bytes(log.quotaBytes()), false);
        pair(facts, "oldest", figures.age(log.oldestAgeMs()), true);
        pair(facts, "segments", figures.count(log.segments()), false);
        facts.add(section("fdatasync"));
        pair(facts, "p50", figures.millis(log.fsync().p50Ms()), true);
        pair(facts, "p99", figures.millis(log.fsync().p99Ms()), true);
        pair(facts, "max", figures.millis(log.fsync().maxMs()), true);
        pair(facts, "samples", figures.count(log.fsync().count()), false);
        pair(facts, "perSync", figures.number(log.recordsPerSync()), false);
        facts.add(section("identity"));
        pair(facts, "epoch", log.epoch(), false);
        pair(facts, "lastSeq", figures.count(log.lastDurableSeq()), false);
        return facts;
    }

    private Optional<List<Fact>> lane(Frame frame, String id) {
        GatewaySnapshot picture = frame.snapshot();
        Optional<LinkSnapshot> link =
                picture.links().stream().filter(l -> l.id().equals(id)).findFirst();
        return picture.lanes().stream()
                .filter(lane -> lane.id().equals(id))
                .findFirst()
                .map(lane -> lane(picture, lane, link));
    }

    private List<Fact> lane(
            GatewaySnapshot picture, LaneSnapshot lane, Optional<LinkSnapshot> link) {
        List<Fact> facts = new ArrayList<>(LaneFacts.of(desk, picture, lane, link));
        boolean paused = lane.state() == LaneState.PAUSED;
        Command command =
                paused ? new Command.ResumeLane(lane.id()) : new Command.PauseLane(lane.id());
        facts.add(section("act"));
        String back = desk.lookingBack();
        if (!back.isEmpty()) {
            facts.add(new Fact.Prose(back, true));
            return facts;
        }
        facts.add(
                new Fact.Act(
                        desk.text(paused ? "pipelines.lane.resume" : "pipelines.lane.pause"),
                        () -> desk.commands().send(command, this::report)));
        return facts;
    }

    private void report(Outcome outcome) {
        if (outcome instanceof Outcome.Done(String message)) {
            desk.toasts().show(message);
        }
    }

    private Fact section(String key) {
        return new Fact.Section(desk.text("pipelines.section." + key));
    }

    private void pair(List<Fact> facts, String key, String value, boolean live) {
        facts.add(new Fact.Pair(desk.text("pipelines.fact." + key), value, live));
    }
}
