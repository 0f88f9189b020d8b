package org.fieldproof.views.fake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.drill.DrillPhase;
import org.fieldproof.api.drill.EvidenceSummary;
import org.fieldproof.api.drill.Verdict;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.DrillSnapshot;

/// The pretended drill desk.
final class FakeDrills {

    static final long BASELINE_MS = 10_000;
    static final long HEAL_MS = 40_000;
    static final long END_MS = 56_000;

    private static final DrillPhase[] PHASES = {
        DrillPhase.PREFLIGHT,
        DrillPhase.BASELINE,
        DrillPhase.INJECT,
        DrillPhase.HOLD,
        DrillPhase.RECOVER,
        DrillPhase.DRAIN,
        DrillPhase.SETTLE,
        DrillPhase.VERIFY
    };
    private static final long[] ENDS = {
        500, BASELINE_MS, 10_400, HEAL_MS, 41_400, 49_000, 54_000, END_MS
    };

    private FakeDrills() {}

    static DrillSnapshot desk(FakeGateway gateway) {
        DrillSnapshot.Available outage =
                new DrillSnapshot.Available(
                        "upstream-outage",
                        "Upstream broker outage, 30 s",
                        "If the upstream broker is unreachable for 30 s, every message that a"
                                + " device was told is accepted arrives there once, in order,"
                                + " within 60 s of its return.",
                        "upstream",
                        gateway.lineClass,
                        "down",
                        30_000,
                        preflight(gateway));
        DrillSnapshot.Available slow =
                new DrillSnapshot.Available(
                        "upstream-slow",
                        "Upstream broker slow, 200 ms",
                        "If every packet to the broker takes 200 ms longer, nothing is buffered.",
                        "upstream",
                        gateway.lineClass,
                        "latency",
                        60_000,
                        List.of(
                                interlock("I1", "Fault class allowed for device class", true),
                                new DrillSnapshot.Interlock(
                                        "I2",
                                        "Baseline is healthy",
                                        false,
                                        "Lane upstream holds 212 buffered records.",
                                        "Wait until the buffer is drained.")));
        return new DrillSnapshot(
                List.of(outage, slow),
                gateway.run(),
                gateway.results(),
                gateway.lockReason,
                gateway.armed);
    }

    private static List<DrillSnapshot.Interlock> preflight(FakeGateway gateway) {
        List<DrillSnapshot.Interlock> all =
                new ArrayList<>(
                        List.of(
                                interlock("I1", "Fault class allowed for device class", true),
                                interlock("I2", "Baseline is healthy", true),
                                interlock("I3", "Buffer headroom 2 x", true),
                                interlock("I4", "No other drill runs", gateway.drillMillis() < 0),
                                interlock("I5", "Engine heals by itself", true)));
        boolean armed = gateway.armed != null;
        if (gateway.lineClass != DeviceClass.SIM) {
            all.add(ofPeople("I6", "Armed by its name", armed, "It is not armed.", "Arm it."));
        }
        if (gateway.lineClass == DeviceClass.LIVE) {
            all.add(ofPeople("I7", "A permit is named", armed, "None is named.", "Name it."));
            all.add(ofPeople("I8", "The line is named", false, "Nothing is typed.", "Type it."));
        }
        return all;
    }

    private static DrillSnapshot.Interlock ofPeople(
            String id, String title, boolean ok, String cause, String remedy) {
        return new DrillSnapshot.Interlock(
                id, title, ok, ok ? "By ann (console)." : cause, ok ? "" : remedy);
    }

    /// As the gateway does it: the name exactly, and for LIVE a permit and who is affected.
    static Outcome arm(FakeGateway gateway, Command.ArmDrill asked) {
        boolean live = gateway.lineClass == DeviceClass.LIVE;
        if (!asked.typed().equals(asked.name())
                || (live && (asked.permit().isEmpty() || asked.affected().isEmpty()))) {
            return new Outcome.Refused(
                    Problem.error("DRILL-0115", "drill " + asked.name(), "Not so.", "Type it."));
        }
        Instant now = gateway.clock.now();
        gateway.armed =
                new DrillSnapshot.Armed(
                        asked.name(),
                        "upstream",
                        gateway.lineClass,
                        now,
                        now.plusSeconds(60L * Command.ArmDrill.MINUTES),
                        "ann (console)",
                        asked.permit(),
                        asked.affected());
        return new Outcome.Done("Armed.");
    }

    private static DrillSnapshot.Interlock interlock(String id, String title, boolean ok) {
        return new DrillSnapshot.Interlock(
                id, title, ok, ok ? "" : "A drill is running.", ok ? "" : "Wait for its end.");
    }

    static DrillSnapshot.Run run(FakeGateway gateway, Instant startedAt, long at) {
        List<DrillSnapshot.PhaseSpan> spans = new ArrayList<>();
        long from = 0;
        int present = 0;
        for (int i = 0; i < PHASES.length; i++) {
            if (at >= from) {
                spans.add(
                        new DrillSnapshot.PhaseSpan(PHASES[i], from, at >= ENDS[i] ? ENDS[i] : -1));
                present = i;
            }
            from = ENDS[i];
        }
        long sent = 12_000 + at / 10;
        return new DrillSnapshot.Run(
                gateway.runId(),
                "upstream-outage",
                PHASES[present],
                startedAt,
                spans,
                ENDS[present] - at,
                present + 1 < PHASES.length
                        ? "Then: "
                                + PHASES[present + 1].name().toLowerCase(java.util.Locale.ROOT)
                                + "."
                        : "Then the evidence is written.",
                List.of(
                        new DrillSnapshot.DeviceTally("press-01", sent, sent - 1),
                        new DrillSnapshot.DeviceTally("pump-02", sent, sent),
                        new DrillSnapshot.DeviceTally("mixer-03", sent - 1, sent - 2)),
                gateway.cut() ? "upstream is down; devices keep publishing" : "all lanes in step");
    }

    static EvidenceSummary evidence(FakeGateway gateway) {
        Instant start = Instant.ofEpochMilli(gateway.startMillis);
        List<EvidenceSummary.Sample> backlog = new ArrayList<>();
        for (long at = 0; at <= END_MS; at += 500) {
            long held =
                    at < BASELINE_MS
                            ? 0
                            : at < HEAL_MS
                                    ? (at - BASELINE_MS) * 3 / 10
                                    : Math.max(0, 9000 - (at - HEAL_MS) * 12 / 10);
            backlog.add(new EvidenceSummary.Sample(at, 60 + at % 1000 / 10, held));
        }
        return new EvidenceSummary(
                "D-8.evidence.zip",
                "upstream-outage",
                "Upstream broker outage, 30 s",
                "field-demo",
                Verdict.PASSED,
                List.of(
                        "The gateway accepted every message, kept 9,012 on disk and delivered all"
                                + " of them in order when the link came back."),
                start,
                start.plusMillis(END_MS),
                30_000,
                1_400,
                7_600,
                1_204,
                9_012,
                List.of(
                        new EvidenceSummary.Phase("BASELINE", 500, BASELINE_MS),
                        new EvidenceSummary.Phase("INJECT", BASELINE_MS, 10_400),
                        new EvidenceSummary.Phase("HOLD", 10_400, HEAL_MS),
                        new EvidenceSummary.Phase("RECOVER", HEAL_MS, 41_400),
                        new EvidenceSummary.Phase("DRAIN", 41_400, 49_000)),
                List.of(
                        device("press-01", "CN=press-01 · 7f:3a:…:c1", 7_800),
                        device("pump-02", "CN=pump-02 · 21:9e:…:08", 7_800),
                        device("mixer-03", "CN=mixer-03 · b0:44:…:5d", 7_799)),
                backlog,
                List.of(
                        "Loss of power of the gateway",
                        "Outages longer than 30 s",
                        "A destination that is not in this project"),
                "Ed25519 4c:91:…:aa");
    }

    private static EvidenceSummary.Device device(String id, String identity, long count) {
        return new EvidenceSummary.Device(
                id,
                identity,
                count,
                count,
                List.of(
                        new EvidenceSummary.LaneCount("local", count, 0, 0, 0, 0, 0),
                        new EvidenceSummary.LaneCount("upstream", count, 0, 0, 3, 0, 0)));
    }
}
