package org.fieldproof.drill.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fieldproof.api.drill.EvidenceSummary;
import org.fieldproof.api.drill.Verdict;

/// Reads the first page of an evidence file, without checking it: see [EvidenceVerifier].
public final class EvidenceReader {
    private static final int POINTS_MAX = 600;

    private EvidenceReader() {}

    public static EvidenceSummary read(Path file) throws IOException {
        try (EvidenceZip zip = EvidenceZip.open(file)) {
            return summary(file, zip);
        }
    }

    /// The page inside a file, as it was signed; HTML.
    public static byte[] page(Path file) throws IOException {
        try (EvidenceZip zip = EvidenceZip.open(file)) {
            return zip.bytes(EvidenceNames.REPORT);
        }
    }

    static EvidenceSummary summary(Path file, EvidenceZip zip) throws IOException {
        JsonNode root = EvidenceJson.parse(zip.bytes(EvidenceNames.EVIDENCE));
        return summary(file, root, EvidenceJson.facts(root), LedgerReader.samples(zip));
    }

    static EvidenceSummary summary(Path file, JsonNode root, RunFacts facts, List<Sample> samples)
            throws IOException {
        List<String> reasons = new ArrayList<>();
        root.path("reasons").forEach(each -> reasons.add(each.asText()));
        try {
            return new EvidenceSummary(
                    file.toString(),
                    facts.drill(),
                    facts.title(),
                    facts.project(),
                    Verdict.valueOf(root.path("verdict").asText().toUpperCase(Locale.ROOT)),
                    reasons,
                    Instant.parse(facts.startedAt()),
                    Instant.parse(facts.endedAt()),
                    facts.outageMs(),
                    facts.recoveryMs(),
                    facts.drainMs(),
                    facts.peakLogRecords(),
                    facts.peakBufferRecords(),
                    facts.phases().stream()
                            .map(
                                    each ->
                                            new EvidenceSummary.Phase(
                                                    each.name(), each.fromMs(), each.toMs()))
                            .toList(),
                    devices(root),
                    backlog(samples),
                    facts.notTested(),
                    root.path("signer").asText());
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("evidence.json does not say what evidence says", e);
        }
    }

    /// Stands for a file that cannot be read.
    static EvidenceSummary unreadable(Path file, String why) {
        return new EvidenceSummary(
                file.toString(),
                "",
                "",
                "",
                Verdict.INCONCLUSIVE,
                List.of(why),
                Instant.EPOCH,
                Instant.EPOCH,
                -1,
                -1,
                -1,
                -1,
                -1,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "");
    }

    private static List<EvidenceSummary.Device> devices(JsonNode root) {
        List<EvidenceSummary.Device> devices = new ArrayList<>();
        for (JsonNode each : root.path("devices")) {
            List<EvidenceSummary.LaneCount> lanes = new ArrayList<>();
            for (JsonNode lane : each.path("lanes")) {
                boolean known = lane.path("delivered").asLong(-1) >= 0;
                lanes.add(
                        new EvidenceSummary.LaneCount(
                                lane.path("id").asText(),
                                lane.path("delivered").asLong(-1),
                                known ? records(lane.path("lost")) : -1,
                                known ? records(lane.path("duplicated")) : -1,
                                lane.path("redelivered").asLong(-1),
                                known ? records(lane.path("outOfOrder")) : -1,
                                lane.path("pending").asLong(-1)));
            }
            devices.add(
                    new EvidenceSummary.Device(
                            each.path("id").asText(),
                            each.path("identity").asText(),
                            each.path("sent").asLong(-1),
                            each.path("accepted").asLong(-1),
                            lanes));
        }
        return devices;
    }

    private static long records(JsonNode ranges) {
        long sum = 0;
        for (JsonNode each : ranges) {
            sum += each.path("records").asLong(0);
        }
        return sum;
    }

    /// Drawn down to few enough points for a chart; each keeps the highest of those it stands
    /// for.
    private static List<EvidenceSummary.Sample> backlog(List<Sample> samples) {
        int per = Math.max(1, (samples.size() + POINTS_MAX - 1) / POINTS_MAX);
        List<EvidenceSummary.Sample> points = new ArrayList<>();
        for (int i = 0; i < samples.size(); i += per) {
            List<Sample> group = samples.subList(i, Math.min(samples.size(), i + per));
            points.add(
                    new EvidenceSummary.Sample(
                            group.getLast().atMs(),
                            group.stream().mapToLong(Sample::logRecords).max().orElse(-1),
                            group.stream().mapToLong(Sample::heldRecords).max().orElse(-1)));
        }
        return points;
    }
}
