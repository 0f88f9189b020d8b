package org.fieldproof.drill.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fieldproof.api.drill.RunComparison.Side;
import org.fieldproof.drill.ledger.LaneLedger;
import org.fieldproof.drill.ledger.Ledgers;

/// What an evidence file says of its run, as far as it can be read: of a file of another format, or
/// one that was damaged, some of it is not known. Whether to believe it, the check says.
///
/// @param facts what is missing is -1, empty or false
/// @param root `evidence.json` as it is
/// @param devices those of `evidence.json`, by their ids
/// @param lanes what the ledgers say of each destination, by its id; empty where they are not read
/// @param doctor verdict by connection and step; empty if the file has none
/// @param configuration values by path; empty if it is no YAML
record ReadRun(
        Side side,
        RunFacts facts,
        JsonNode root,
        Map<String, JsonNode> devices,
        Map<String, Lane> lanes,
        Optional<Map<String, String>> doctor,
        Map<String, String> versions,
        Map<String, String> certificates,
        Optional<Map<String, String>> configuration) {
    ReadRun {
        devices = Map.copyOf(devices);
        lanes = Map.copyOf(lanes);
    }

    /// One destination; counts of -1 are unknown.
    record Lane(long quarantined, long dropped, long imbalance, RunLatency.Parts latency) {}

    /// Reads a file and checks it.
    ///
    /// @throws IOException if it is no evidence of any format
    static ReadRun of(Path file) throws IOException {
        Verification check = EvidenceVerifier.verify(file);
        try (EvidenceZip zip = EvidenceZip.open(file)) {
            JsonNode root = EvidenceJson.parse(zip.bytes(EvidenceNames.EVIDENCE));
            RunFacts facts = EvidenceJson.knownFacts(root);
            Side side =
                    new Side(
                            EvidenceReader.summary(file, root, facts, samples(zip)),
                            root.path("format").asText(),
                            check.genuine(),
                            check.findings());
            return new ReadRun(
                    side,
                    facts,
                    root,
                    byId(root.path("devices")),
                    lanes(zip, facts),
                    doctor(zip),
                    texts(zip, EvidenceNames.VERSIONS),
                    texts(zip, EvidenceNames.CERTIFICATES),
                    configuration(zip));
        }
    }

    /// The parts of a list by their ids.
    static Map<String, JsonNode> byId(JsonNode list) {
        Map<String, JsonNode> parts = new HashMap<>();
        list.forEach(each -> parts.putIfAbsent(each.path("id").asText(), each));
        return parts;
    }

    /// When the fault came onto the line, since the start of the run; -1 if never.
    static long faultFromMs(RunFacts facts) {
        long first = -1;
        for (RunFacts.PhaseFact phase : facts.phases()) {
            if (List.of("HOLD", "INJECT").contains(phase.name())) {
                first = first < 0 ? phase.fromMs() : Math.min(first, phase.fromMs());
            }
        }
        return facts.injected() ? first : -1;
    }

    private static List<Sample> samples(EvidenceZip zip) {
        try {
            return LedgerReader.samples(zip);
        } catch (IOException e) {
            // Columns of another format: there is no curve then, and the check has named it.
            return List.of();
        }
    }

    private static Map<String, Lane> lanes(EvidenceZip zip, RunFacts facts) {
        Ledgers ledgers;
        try {
            ledgers = LedgerReader.read(zip).ledgers();
        } catch (IOException e) {
            // The same: what only the ledgers say is not known.
            return Map.of();
        }
        RunLatency.Fault fault =
                RunLatency.Fault.of(
                        Instant.parse(facts.startedAt()), faultFromMs(facts), facts.outageMs());
        Map<String, Lane> lanes = new HashMap<>();
        for (int i = 0; i < ledgers.lanes().size(); i++) {
            LaneLedger each = ledgers.lanes().get(i);
            lanes.put(
                    each.lane(),
                    new Lane(
                            each.quarantined(),
                            each.dropped(),
                            each.imbalance(),
                            RunLatency.of(ledgers, i, fault)));
        }
        return lanes;
    }

    private static Optional<Map<String, String>> doctor(EvidenceZip zip) throws IOException {
        if (!zip.has(EvidenceNames.DOCTOR)) {
            return Optional.empty();
        }
        Map<String, String> verdicts = new TreeMap<>();
        for (JsonNode peer : EvidenceJson.parse(zip.bytes(EvidenceNames.DOCTOR)).path("peers")) {
            for (JsonNode step : peer.path("steps")) {
                String name = peer.path("connector").asText() + " " + step.path("step").asText();
                verdicts.put(name, step.path("verdict").asText());
            }
        }
        return Optional.of(verdicts);
    }

    private static Map<String, String> texts(EvidenceZip zip, String entry) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        if (zip.has(entry)) {
            EvidenceJson.parse(zip.bytes(entry))
                    .properties()
                    .forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
        }
        return texts;
    }

    private static Optional<Map<String, String>> configuration(EvidenceZip zip) throws IOException {
        return zip.has(EvidenceNames.CONFIGURATION)
                ? ConfigurationPaths.of(
                        new String(zip.bytes(EvidenceNames.CONFIGURATION), StandardCharsets.UTF_8))
                : Optional.empty();
    }
}
