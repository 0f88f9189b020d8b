package org.fieldproof.drill.run;

import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.command.Command.ArmDrill;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.drill.DrillDefinition;
import org.fieldproof.api.event.GatewayEvent.Level;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.DrillSnapshot.Armed;
import org.fieldproof.api.snapshot.DrillSnapshot.Interlock;
import org.fieldproof.drill.link.Links;
import org.fieldproof.engine.port.DrillEnvironment;
import org.jspecify.annotations.Nullable;

/// Arms drills and ends their arming, each on record in the audit trail (RUN-4). Any thread; none
/// of it blocks.
final class ArmingDesk {
    /// Who ends an arming by its time, or with the gateway.
    static final String OURSELVES = "fieldproof";

    private final DrillArming arming;
    private final Links links;

    ArmingDesk(DrillArming arming, Links links) {
        this.arming = arming;
        this.links = links;
    }

    /// Arms a drill of the project.
    ///
    /// @param running name of the drill that runs, or empty
    /// @param lockReason why drills are locked, or empty
    Outcome arm(
            ArmDrill asked,
            DrillDefinition drill,
            DrillEnvironment now,
            String running,
            String lockReason) {
        lapse(now);
        Optional<Problem> why = refusal(asked, drill, now, running, lockReason);
        if (why.isPresent()) {
            refused(now, asked.console(), why.get());
            return new Outcome.Refused(why.get());
        }
        DeviceClass found = links.classOf(drill.link());
        if (found == DeviceClass.SIM) {
            return new Outcome.Done("Drill " + drill.name() + " is SIM: it needs no arming.");
        }
        String by = DrillRoom.by(asked.console());
        tell(arming.end("another arming takes its place"), now, by);
        Armed armed = arming.arm(asked, drill.link(), found, now.person(by));
        long line =
                now.record(
                        Level.AUDIT,
                        "DRILL-1008",
                        "drill " + drill.name(),
                        "Armed until "
                                + armed.until()
                                + ": "
                                + found
                                + " line "
                                + armed.link()
                                + said(", permit ", armed.permit())
                                + said(", affected: ", armed.affected())
                                + ".",
                        Map.of("by", by));
        if (line == 0) {
            // Nobody could say later who it was: there is no such arming (RUN-4).
            tell(arming.end("the audit trail takes no line"), now, by);
            Problem missing = DrillProblems.notOnRecord(drill.name());
            refused(now, asked.console(), missing);
            return new Outcome.Refused(missing);
        }
        return new Outcome.Done(
                "Drill "
                        + drill.name()
                        + " can be started for "
                        + ArmDrill.MINUTES
                        + " min. It faults the "
                        + found
                        + " line of "
                        + armed.link()
                        + ".");
    }

    private static String said(String name, String text) {
        return text.isEmpty() ? "" : name + text;
    }

    private Optional<Problem> refusal(
            ArmDrill asked,
            DrillDefinition drill,
            DrillEnvironment now,
            String running,
            String lockReason) {
        if (!lockReason.isEmpty()) {
            return Optional.of(DrillProblems.locked(drill.name(), lockReason));
        }
        if (!running.isEmpty()) {
            return Optional.of(DrillProblems.running(drill.name(), running));
        }
        // What time does not cure: where the line leads, and what the project lets drills do.
        return new Preflight(
                        drill,
                        DrillPath.of(drill, now.project()),
                        links,
                        now.snapshot(),
                        consent(drill, now, ""))
                .interlocks("").stream()
                        .filter(each -> each.id().equals(Interlock.CLASS_ALLOWS) && !each.ok())
                        .findFirst()
                        .map(each -> DrillProblems.of(drill.name(), each))
                        .or(() -> arming.refusal(asked, links.classOf(drill.link())));
    }

    /// What people have agreed to by now.
    ///
    /// @param line what was typed to name the drill's line
    Consent consent(DrillDefinition drill, DrillEnvironment now, String line) {
        return new Consent(
                now.project().liveDrills(), arming.standing(drill.name()).orElse(null), line);
    }

    /// What is armed now. Ends it where its time is over: asked for each picture.
    @Nullable Armed look(DrillEnvironment now) {
        lapse(now);
        return arming.present().orElse(null);
    }

    void lapse(DrillEnvironment now) {
        tell(arming.lapse(), now, OURSELVES);
    }

    /// Takes the arming for a start; one that is not needed ends with it.
    ///
    /// @return why the drill cannot start, if it cannot
    Optional<Problem> use(DrillDefinition drill, Consent consent, DrillEnvironment now, String by) {
        boolean needed = links.classOf(drill.link()) != DeviceClass.SIM;
        Armed armed = consent.armed();
        if (armed == null || !needed) {
            tell(arming.end("drill " + drill.name() + " was started"), now, by);
            return Optional.empty();
        }
        if (!arming.use(armed)) {
            return Optional.of(DrillProblems.ended(drill.name()));
        }
        tell(Optional.of(new DrillArming.Ended(armed, "it was used")), now, by);
        return Optional.empty();
    }

    /// Ends the arming, if there is one.
    ///
    /// @param by who does it; empty for whoever acts through this process
    Optional<Armed> end(String why, DrillEnvironment now, String by) {
        Optional<DrillArming.Ended> ended = arming.end(why);
        tell(ended, now, by);
        return ended.map(DrillArming.Ended::armed);
    }

    private static void tell(Optional<DrillArming.Ended> ended, DrillEnvironment now, String by) {
        ended.ifPresent(
                each ->
                        now.record(
                                Level.AUDIT,
                                "DRILL-1009",
                                "drill " + each.armed().name(),
                                "Disarmed: " + each.why() + ".",
                                by.isEmpty() ? Map.of() : Map.of("by", by)));
    }

    /// A drill that a person wanted on a BENCH or LIVE line, and did not get.
    void refused(DrillEnvironment now, @Nullable String console, Problem why) {
        now.record(
                Level.AUDIT,
                "DRILL-1010",
                why.object(),
                "Refused: " + why.code() + ". " + why.message(),
                Map.of("by", DrillRoom.by(console)));
    }

    /// Whether a start that is refused is put on record: not for SIM.
    boolean isGuarded(DrillDefinition drill) {
        return links.classOf(drill.link()) != DeviceClass.SIM;
    }
}
