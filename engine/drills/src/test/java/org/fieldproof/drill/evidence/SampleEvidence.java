package org.fieldproof.drill.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.StepResult;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.Property;
import org.fieldproof.drill.ledger.Ledgers;
import org.fieldproof.drill.ledger.Planted;
import org.fieldproof.drill.ledger.Reconciliation;

/// Evidence of a made-up run, to write, check and damage.
final class SampleEvidence {
    static final String SECRET_HOST = "broker.canary-plant.example";
    static final String SECRET_PAYLOAD = "canary-payload-4711";
    static final String SECRET_USER = "canaryuser";
    static final Instant START = Instant.parse("2026-11-20T10:45:02Z");

    private SampleEvidence() {}

    static Evidence passing() {
        return of(new Planted(40).ledgers(), facts("", List.of()));
    }

    static Evidence of(Ledgers ledgers, RunFacts facts) {
        return of(ledgers, facts, peers());
    }

    static Evidence with(List<PeerReport> peers) {
        return of(new Planted(40).ledgers(), facts("", List.of()), peers);
    }

    private static Evidence of(Ledgers ledgers, RunFacts facts, List<PeerReport> peers) {
        return new Evidence(
                facts,
                "0d9c2f0e-1111-4222-8333-444455556666",
                ledgers,
                Reconciliation.judge(ledgers),
                samples(),
                List.of(
                        new GatewayEvent(
                                1,
                                START,
                                GatewayEvent.Level.AUDIT,
                                "DRILL-1001",
                                "drill upstream-outage",
                                "Started <b>now</b> against " + SECRET_HOST + ":8883.",
                                Map.of("peer", "10.20.30.40:51000"))),
                "destinations:\n  - {id: upstream, type: mqtt, host: "
                        + SECRET_HOST
                        + ", user: "
                        + SECRET_USER
                        + ", topic: \"site-7/{topic}\"}\nconnections:\n  - id: plant\n    payload: '{\"n\":1,\"x\":\""
                        + SECRET_PAYLOAD
                        + "\"}'\n",
                Map.of("CN=press-01", "7f:3a:00:c1"),
                Map.of("fieldproof", "0.1.0", "java", "25.0.3"),
                peers,
                Redaction.of(
                        List.of("plant/hall-2/press-01/telemetry"),
                        "host: " + SECRET_HOST + "\nuser: " + SECRET_USER));
    }

    static RunFacts facts(String abortedBy, List<String> doubts) {
        return new RunFacts(
                "upstream-outage-20261120-104502",
                "upstream-outage",
                "Upstream broker unreachable <script>alert(1)</script>",
                "Nothing is lost when the broker is cut for 30 s.",
                "field-demo",
                "Three devices, one broker, one database",
                "7b1c9a4e22",
                "upstream",
                "127.0.0.1:41883",
                "SIM",
                "down",
                "the line to upstream was cut",
                "plant",
                START.toString(),
                START.plusSeconds(149).toString(),
                List.of(
                        new RunFacts.PhaseFact("BASELINE", 0, 44_000),
                        new RunFacts.PhaseFact("HOLD", 44_000, 74_000),
                        new RunFacts.PhaseFact("DRAIN", 74_000, 81_600),
                        new RunFacts.PhaseFact("SETTLE", 81_600, 149_000)),
                true,
                abortedBy,
                abortedBy.isEmpty() ? "" : "STOP was pressed.",
                doubts,
                30_000,
                1_400,
                10_000,
                7_600,
                60_000,
                3,
                312,
                8_990,
                9_012,
                18_720_000,
                List.of(new RunFacts.InterlockFact("I1", "Class", true, "Class SIM.")),
                List.of(new RunFacts.AlarmFact("lane upstream", "Down", true, true)),
                List.of(new RunFacts.LatencyFact("upstream", 9.1, -1, 7_900)),
                List.of("upstream"),
                List.of("Loss of power of the gateway."));
    }

    /// One in order, one whose login failed, one that was not looked at.
    static List<PeerReport> peers() {
        return List.of(
                PeerReport.of(
                        report(
                                "press",
                                Map.of(
                                        DoctorStep.FIRST_VALUE,
                                        new StepVerdict.Passed(SECRET_PAYLOAD + " was read.")))),
                PeerReport.of(
                        report(
                                "warehouse",
                                Map.of(
                                        DoctorStep.DNS,
                                        new StepVerdict.Passed(SECRET_HOST + " is known."),
                                        DoctorStep.LOGIN,
                                        new StepVerdict.Failed(
                                                Problem.error(
                                                        "JDBC-0301",
                                                        "connector warehouse",
                                                        "The user " + SECRET_USER + " is refused.",
                                                        "Check the password."))))),
                PeerReport.notExamined("plc", "Its class is LIVE."));
    }

    private static DoctorReport report(String id, Map<DoctorStep, StepVerdict> said) {
        return new DoctorReport(
                id,
                "x",
                START,
                12,
                Arrays.stream(DoctorStep.values())
                        .map(
                                step ->
                                        new StepResult(
                                                step,
                                                0.5,
                                                said.getOrDefault(
                                                        step, new StepVerdict.Passed("Fine.")),
                                                List.of(
                                                        new Property(
                                                                "seen",
                                                                SECRET_HOST + " " + SECRET_USER))))
                        .toList(),
                "");
    }

    private static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i <= 745; i++) {
            long at = i * 200L;
            double ramp =
                    at < 44_000
                            ? 0
                            : at < 74_000
                                    ? (at - 44_000) / 30_000.0
                                    : Math.max(0, 1 - (at - 74_000) / 7_600.0);
            long held = Math.round(9_012 * ramp);
            samples.add(new Sample(at, i == 300 ? 312 : 80, Math.round(8_990 * ramp), held, i, i));
        }
        return samples;
    }
}
