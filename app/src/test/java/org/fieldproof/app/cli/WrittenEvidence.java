package org.fieldproof.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fieldproof.drill.evidence.Evidence;
import org.fieldproof.drill.evidence.EvidenceWriter;
import org.fieldproof.drill.evidence.Redaction;
import org.fieldproof.drill.evidence.RunFacts;
import org.fieldproof.drill.evidence.Sample;
import org.fieldproof.drill.ledger.AcceptedRow;
import org.fieldproof.drill.ledger.ArrivalRow;
import org.fieldproof.drill.ledger.DeviceLedger;
import org.fieldproof.drill.ledger.LaneLedger;
import org.fieldproof.drill.ledger.Ledgers;
import org.fieldproof.drill.ledger.Reconciliation;
import org.fieldproof.engine.pki.SigningKey;

/// Evidence of a made-up run of many devices, so that its tables go over pages.
public final class WrittenEvidence {
    static final int DEVICES = 60;
    static final int EACH = 7;
    static final Instant START = Instant.parse("2026-11-20T10:45:02Z");

    private final SigningKey key;

    /// With a key of its own, as each installation has one.
    public WrittenEvidence() throws Exception {
        Path folder = Files.createTempDirectory("written-evidence-");
        key = SigningKey.open(folder, new SecureRandom());
        try (Stream<Path> kept = Files.walk(folder)) {
            for (Path each : kept.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /// One record is lost.
    public Path write(Path folder) throws IOException {
        return write(folder, 1);
    }

    /// As many as somebody says.
    ///
    /// @param lost of the first device, so many records at most [#EACH]
    public Path write(Path folder, int lost) throws IOException {
        List<DeviceLedger> devices = new ArrayList<>();
        List<AcceptedRow> accepted = new ArrayList<>();
        List<ArrivalRow> arrivals = new ArrayList<>();
        long seq = 1;
        for (int i = 0; i < DEVICES; i++) {
            String name = "press-" + (100 + i);
            devices.add(new DeviceLedger(name, "CN=" + name, true, 0, EACH, EACH));
            for (int n = 1; n <= EACH; n++) {
                accepted.add(new AcceptedRow(seq, name, "plant/" + name, n, 7, false, seq, 1));
                if (i > 0 || n > lost) {
                    arrivals.add(new ArrivalRow(seq, name, "plant/" + name, 7, seq + 1));
                }
                seq++;
            }
        }
        Ledgers ledgers =
                new Ledgers(
                        devices,
                        1,
                        seq - 1,
                        seq - 1,
                        true,
                        accepted,
                        List.of(new LaneLedger("upstream", true, 0, 0, 0, 0, arrivals)));
        String configuration = "destinations:\n  - {id: upstream, type: mqtt}\n";
        Evidence evidence =
                new Evidence(
                        facts(),
                        "0d9c2f0e-1111-4222-8333-444455556666",
                        ledgers,
                        Reconciliation.judge(ledgers),
                        List.of(
                                new Sample(0, 3, 0, 0, 0, 0),
                                new Sample(60_000, 312, 8_990, 9_012, 1, 1)),
                        List.of(),
                        configuration,
                        Map.of(),
                        Map.of("fieldproof", "0.1.0"),
                        List.of(),
                        Redaction.of(List.of(), configuration));
        return EvidenceWriter.write(evidence, key, folder);
    }

    private static RunFacts facts() {
        return new RunFacts(
                "upstream-outage-20261120-104502",
                "upstream-outage",
                "Vorgelagerter Broker <nicht> erreichbar",
                "Nothing is lost when the broker is cut for 30 s.",
                "field-demo",
                "Sixty presses & one broker",
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
                        new RunFacts.PhaseFact("HOLD", 44_000, 74_000)),
                true,
                "",
                "",
                List.of(),
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
                List.of(),
                List.of(),
                List.of(),
                List.of("upstream"),
                List.of("Loss of power of the gateway."));
    }

    /// Of the key that signs.
    public String fingerprint() {
        return key.fingerprint();
    }
}
