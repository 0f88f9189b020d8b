package org.fieldproof.drill.run;

import static org.fieldproof.api.snapshot.DrillSnapshot.Interlock.CLASS_ALLOWS;
import static org.fieldproof.api.snapshot.DrillSnapshot.Interlock.LINE_NAMED;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fieldproof.api.command.Command.ArmDrill;
import org.fieldproof.api.drill.DrillDefinition;
import org.fieldproof.api.drill.Fault;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.snapshot.AlarmSnapshot;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.DrillSnapshot.Armed;
import org.fieldproof.api.snapshot.DrillSnapshot.Interlock;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.GatewayState;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.drill.evidence.Words;
import org.fieldproof.drill.link.LinkProxy;
import org.fieldproof.drill.link.Links;

/// The interlocks of a drill, as of one picture of the gateway. Pure apart from looking at the
/// links; the class of the line is looked at once.
final class Preflight {
    static final String HEALTHY = "I2";
    static final String HEADROOM = "I3";
    static final String QUIET = "I4";
    static final String TIMER = "I5";
    static final String ARMED = "I6";
    static final String PERMIT = "I7";
    static final String CLOCK = "I10";

    /// What a record is taken to need in a disk buffer before the buffer has held any.
    private static final long RECORD_BYTES_ASSUMED = 1_024;

    private static final int HEADROOM_FACTOR = 2;

    private final DrillDefinition drill;
    private final DrillPath path;
    private final Links links;
    private final GatewaySnapshot picture;
    private final Consent consent;

    /// Where the line leads: looked at once, so that all interlocks speak of the same.
    private final Optional<DeviceClass> known;

    Preflight(
            DrillDefinition drill,
            DrillPath path,
            Links links,
            GatewaySnapshot picture,
            Consent consent) {
        this.drill = drill;
        this.path = path;
        this.links = links;
        this.picture = picture;
        this.consent = consent;
        known = links.knownClassOf(drill.link());
    }

    /// Every interlock.
    ///
    /// @param running name of the drill that runs now, or empty
    List<Interlock> interlocks(String running) {
        List<Interlock> all =
                new ArrayList<>(
                        List.of(faultClass(), healthy(), headroom(), quiet(running), timer()));
        // As long as nobody knows where the line leads, the first one is red anyway.
        DeviceClass guarded = known.orElse(DeviceClass.SIM);
        if (guarded != DeviceClass.SIM) {
            all.add(armed());
        }
        if (guarded == DeviceClass.LIVE) {
            all.add(permit());
            all.add(lineNamed());
        }
        all.add(clocks());
        return all;
    }

    /// What the interlocks take the line for; LIVE as long as nobody knows.
    DeviceClass deviceClass() {
        return known.orElse(DeviceClass.LIVE);
    }

    /// Whether a person meets it, and not time.
    static boolean isOfPeople(Interlock each) {
        return each.id().equals(ARMED) || each.id().equals(PERMIT) || each.id().equals(LINE_NAMED);
    }

    /// Whether the link exists and leads somewhere already.
    boolean linkKnown() {
        return links.link(drill.link()).map(LinkProxy::leadsSomewhere).orElse(false);
    }

    private Interlock faultClass() {
        String title = "The line may be cut: its class allows it";
        Optional<LinkProxy> link = links.link(drill.link());
        if (link.isEmpty()) {
            return red(
                    CLASS_ALLOWS,
                    title,
                    drill.link() + " is connected directly, so its line cannot be cut.",
                    "Set link: proxied on " + drill.link() + " in project.yaml.");
        }
        if (!link.get().leadsSomewhere()) {
            return red(
                    CLASS_ALLOWS,
                    title,
                    "Where " + drill.link() + " leads is not known yet: it has not dialled.",
                    "Wait until it has dialled once.");
        }
        if (link.get().isDoor() && !(drill.fault() instanceof Fault.Down)) {
            return red(
                    CLASS_ALLOWS,
                    title,
                    drill.link()
                            + " lies in the gateway's own process: it has no line to which the"
                            + " fault "
                            + drill.fault().name()
                            + " could be done.",
                    "Write fault: down in the drill.");
        }
        DeviceClass found = deviceClass();
        if (found == DeviceClass.LIVE && !consent.liveLines()) {
            return red(
                    CLASS_ALLOWS,
                    title,
                    drill.link() + " leads to a LIVE system, and this project faults none.",
                    "Run this drill against a simulator or a test bench; or, where whoever answers"
                            + " for the plant agrees, write liveDrills: line in project.yaml.");
        }
        return green(
                CLASS_ALLOWS,
                title,
                found == DeviceClass.LIVE
                        ? "Class LIVE; the project says liveDrills: line."
                        : "Class " + found + ".");
    }

    private Interlock healthy() {
        String title = "Everything on the path is healthy";
        String remedy = "Wait until every lane is in step and every connection is up.";
        List<String> ill = unhealthy();
        return ill.isEmpty()
                ? green(HEALTHY, title, "Lanes in step, connections up.")
                : red(HEALTHY, title, String.join(" ", ill), remedy);
    }

    /// What is not healthy on the path; empty if all is well.
    List<String> unhealthy() {
        List<String> ill = new ArrayList<>();
        boolean running =
                picture.state() == GatewayState.RUNNING || picture.state() == GatewayState.DEGRADED;
        if (!running) {
            ill.add("The gateway is " + word(picture.state()) + ".");
        }
        List<LaneSnapshot> lanes = path.lanesIn(picture);
        if (lanes.size() < path.lanes().size()) {
            ill.add("Not every lane has started.");
        }
        for (LaneSnapshot lane : lanes) {
            if (lane.state() != LaneState.IN_STEP) {
                ill.add("Lane " + lane.id() + " is " + word(lane.state()) + ".");
            }
            if (lane.imbalance() != 0) {
                ill.add("The columns of lane " + lane.id() + " do not add up.");
            }
        }
        for (ConnectionSnapshot connection : picture.connections()) {
            boolean onPath =
                    connection.id().equals(drill.publisher())
                            || connection.id().equals(drill.link());
            if (onPath && connection.state() != ConnectorState.UP) {
                ill.add("Connection " + connection.id() + " is " + word(connection.state()) + ".");
            }
        }
        return ill;
    }

    private static String word(Enum<?> state) {
        return state.name().replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    private Interlock headroom() {
        String title = "The disk buffer has room for twice this outage";
        if (!path.behindGateway()) {
            return green(HEADROOM, title, "The backlog of this drill waits at the devices.");
        }
        List<String> found = new ArrayList<>();
        for (LaneSnapshot lane : path.affectedIn(picture)) {
            long free = lane.bufferQuotaBytes() - lane.bufferBytes();
            double need =
                    HEADROOM_FACTOR
                            * lane.routedPerSecond()
                            * (drill.hold().toMillis() / 1_000.0)
                            * recordBytes(lane);
            String words =
                    "Lane %s has %s free and needs %s."
                            .formatted(lane.id(), mebi(free), mebi((long) Math.ceil(need)));
            if (free < need) {
                return red(HEADROOM, title, words, "Raise its buffer quota or shorten the drill.");
            }
            found.add(words);
        }
        return green(
                HEADROOM,
                title,
                found.isEmpty() ? "No lane is affected." : String.join(" ", found));
    }

    private static double recordBytes(LaneSnapshot lane) {
        return lane.bufferRecords() > 0
                ? (double) lane.bufferBytes() / lane.bufferRecords()
                : RECORD_BYTES_ASSUMED;
    }

    private static String mebi(long bytes) {
        return Words.count((bytes + (1 << 20) - 1) / (1 << 20)) + " MiB";
    }

    private Interlock quiet(String running) {
        String title = "No other drill runs and no urgent alarm is active on the path";
        if (!running.isEmpty()) {
            return red(QUIET, title, "Drill " + running + " runs.", "Wait for it or stop it.");
        }
        for (AlarmSnapshot alarm : picture.alarms()) {
            boolean urgent =
                    alarm.priority() == AlarmSnapshot.Priority.P1
                            || alarm.priority() == AlarmSnapshot.Priority.P2;
            boolean active =
                    alarm.state() == AlarmSnapshot.State.UNACK
                            || alarm.state() == AlarmSnapshot.State.ACK;
            boolean elsewhere =
                    alarm.object().matches("(lane|destination|connection|link) .*")
                            && !path.objects().contains(alarm.object());
            if (urgent && active && !elsewhere) {
                return red(
                        QUIET,
                        title,
                        alarm.priority() + " on " + alarm.object() + ": " + alarm.condition(),
                        alarm.action());
            }
        }
        return green(QUIET, title, "None.");
    }

    private Interlock timer() {
        return green(
                TIMER,
                "The line heals by itself, whatever becomes of this console",
                "After "
                        + Words.duration(DrillRun.faultMillisMax(drill))
                        + " at the latest; 5 s after the console that started it falls silent.");
    }

    private Interlock armed() {
        String title = "A person has armed this drill by its name";
        Armed armed = consent.armed();
        return armed == null
                ? red(
                        ARMED,
                        title,
                        "It is not armed.",
                        "Type its name and arm it; it can be started for "
                                + ArmDrill.MINUTES
                                + " min then.")
                : green(ARMED, title, "Armed by " + armed.by() + " at " + armed.at() + ".");
    }

    private Interlock permit() {
        String title = "A permit and whoever is affected are named";
        Armed armed = consent.armed();
        // Armed as BENCH, and LIVE by now: then there may be none.
        return armed == null || armed.permit().isEmpty() || armed.affected().isEmpty()
                ? red(
                        PERMIT,
                        title,
                        "No permit is named.",
                        "Arm it with its permit or work order, and whom it affects.")
                : green(
                        PERMIT,
                        title,
                        "Permit " + armed.permit() + ". Affected: " + armed.affected());
    }

    private Interlock lineNamed() {
        String title = "The line is named where the drill is started";
        String typed = consent.line();
        return typed.equals(drill.link())
                ? green(LINE_NAMED, title, typed + " was typed.")
                : red(
                        LINE_NAMED,
                        title,
                        typed.isEmpty()
                                ? "Nothing is typed yet."
                                : "What was typed is not " + drill.link() + ".",
                        "Type " + drill.link() + " where the drill is started.");
    }

    private Interlock clocks() {
        return green(
                CLOCK,
                "Durations come from one clock that nobody sets",
                "The monotonic clock of this machine; no other one is compared.");
    }

    private static Interlock green(String id, String title, String cause) {
        return new Interlock(id, title, true, cause, "");
    }

    private static Interlock red(String id, String title, String cause, String remedy) {
        return new Interlock(id, title, false, cause, remedy);
    }
}
