package org.fieldproof.drill.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.StepResult;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the doctors of four protocols say of a plant, in the sentences and facts they use.
class PeerReportsTest {
    /// Every name that stands in the reports below; no configuration gives them to a redaction.
    private static final List<String> NAMES =
            List.of(
                    "plc-07",
                    "10.1.2.3",
                    "kafka-1.plant.example",
                    "kafka-2.plant.example",
                    "hall-2/press",
                    "op1",
                    "CN=press-hmi",
                    "Mill Root CA",
                    "Oven.Temp",
                    "4711.25",
                    "recipes");

    @TempDir Path folder;

    /// Harm: evidence is passed on, and whoever gets it would have a map of the plant.
    @Test
    void nothingOfThePlantIsNamed() throws IOException {
        List<PeerReport> peers = peers();
        String unredacted = peers.toString();
        assertThat(NAMES).as("or this proves nothing").allMatch(unredacted::contains);

        Map<String, byte[]> entries = written(peers);
        String json = text(entries, "doctor.json");
        String section = section(text(entries, "report.html"));

        assertThat(NAMES).noneMatch(json::contains).noneMatch(section::contains);
        assertThat(section).contains("press-line", "✕ failed", "It does not work: MQTT-0141.");
    }

    @Test
    void verdictCodeAndTimeOfEveryStepAreKept() throws IOException {
        JsonNode doctor = EvidenceJson.parse(bytes(written(peers()), "doctor.json"));

        JsonNode login = stepOf(doctor.at("/peers/2"), "login");
        assertThat(login.path("verdict").asText()).isEqualTo("failed");
        assertThat(login.path("code").asText()).isEqualTo("MQTT-0141");
        assertThat(login.path("millis").asDouble()).isEqualTo(1.5);
        assertThat(doctor.at("/peers/0/steps")).hasSameSizeAs(List.of(DoctorStep.values()));
    }

    /// Harm: a connector of somebody else's could name a host in a fact that ours use for a
    /// version.
    @Test
    void factsAreKeptByNameAndByShape() throws IOException {
        List<Property> facts =
                List.of(
                        new Property("protocol", "TLSv1.3"),
                        new Property("cipher", "TLS_AES_256_GCM_SHA384"),
                        new Property("serverVersion", "16.2"),
                        new Property("notLookedAt", "12"),
                        new Property("freeBytes", "88123"),
                        new Property("protocol", "plc-07"),
                        new Property("cipher", "TLS_plc-07"),
                        new Property("serverVersion", "10.1.2.3"),
                        new Property("freeBytes", "12 on plc-07"),
                        new Property("address", "10.1.2.3"),
                        new Property("hint", "fine"));
        DoctorReport report = report("tls", Map.of(DoctorStep.TLS, step(DoctorStep.TLS, facts)));

        JsonNode doctor =
                EvidenceJson.parse(bytes(written(List.of(PeerReport.of(report))), "doctor.json"));

        List<String> kept = new ArrayList<>();
        stepOf(doctor.at("/peers/0"), "tls")
                .path("facts")
                .forEach(each -> kept.add(each.get(0).asText() + "=" + each.get(1).asText()));
        assertThat(kept)
                .containsExactly(
                        "protocol=TLSv1.3",
                        "cipher=TLS_AES_256_GCM_SHA384",
                        "serverVersion=16.2",
                        "notLookedAt=12",
                        "freeBytes=88123");
    }

    private static List<PeerReport> peers() {
        return List.of(
                PeerReport.of(
                        report(
                                "press-line",
                                Map.of(
                                        DoctorStep.DNS,
                                        step(
                                                DoctorStep.DNS,
                                                "plc-07 is 10.1.2.3.",
                                                "address",
                                                "10.1.2.3"),
                                        DoctorStep.HELLO,
                                        step(
                                                DoctorStep.HELLO,
                                                "It speaks OPC UA.",
                                                "endpoint",
                                                "opc.tcp://plc-07:4840/x SignAndEncrypt"),
                                        DoctorStep.PERMISSION,
                                        step(
                                                DoctorStep.PERMISSION,
                                                "1 of 2 tags cannot be read: Oven.Temp (BadNodeId).",
                                                "unread",
                                                "Oven.Temp: BadNodeId"),
                                        DoctorStep.FIRST_VALUE,
                                        step(
                                                DoctorStep.FIRST_VALUE,
                                                "Oven.Temp is 4711.25.",
                                                "value",
                                                "4711.25")))),
                PeerReport.of(
                        report(
                                "stream",
                                Map.of(
                                        DoctorStep.TCP,
                                        step(
                                                DoctorStep.TCP,
                                                "kafka-1.plant.example:9092 answers.",
                                                "servers",
                                                "kafka-1.plant.example:9092,kafka-2.plant.example:9092"),
                                        DoctorStep.PERMISSION,
                                        step(
                                                DoctorStep.PERMISSION,
                                                "The topic recipes may be written.",
                                                "topic",
                                                "recipes")))),
                PeerReport.of(
                        report(
                                "broker",
                                Map.of(
                                        DoctorStep.TLS,
                                        step(
                                                DoctorStep.TLS,
                                                "It shows CN=press-hmi.",
                                                "acceptsIssuer",
                                                "CN=Mill Root CA"),
                                        DoctorStep.LOGIN,
                                        refused(),
                                        DoctorStep.PERMISSION,
                                        step(
                                                DoctorStep.PERMISSION,
                                                "hall-2/press/# is granted.",
                                                "filter",
                                                "hall-2/press/#")))));
    }

    /// A user of three letters, which no search for known values would dare to look for.
    private static StepResult refused() {
        Problem why =
                Problem.error(
                        "MQTT-0141",
                        "connection broker",
                        "The broker refuses op1.",
                        "Let op1 in at plc-07.");
        return new StepResult(DoctorStep.LOGIN, 1.5, new StepVerdict.Failed(why), List.of());
    }

    private static StepResult step(DoctorStep step, String said, String fact, String value) {
        return new StepResult(
                step, 1.5, new StepVerdict.Passed(said), List.of(new Property(fact, value)));
    }

    private static StepResult step(DoctorStep step, List<Property> facts) {
        return new StepResult(step, 1.5, new StepVerdict.Passed("Fine."), facts);
    }

    private static DoctorReport report(String id, Map<DoctorStep, StepResult> said) {
        return new DoctorReport(
                id,
                "x",
                SampleEvidence.START,
                12,
                Arrays.stream(DoctorStep.values())
                        .map(each -> said.getOrDefault(each, step(each, List.of())))
                        .toList(),
                "It left a table named recipes.");
    }

    private Map<String, byte[]> written(List<PeerReport> peers) throws IOException {
        return EvidenceVerifierTest.entries(
                EvidenceWriter.write(SampleEvidence.with(peers), new TestSigner(), folder));
    }

    private static JsonNode stepOf(JsonNode peer, String step) {
        for (JsonNode each : peer.path("steps")) {
            if (each.path("step").asText().equals(step)) {
                return each;
            }
        }
        throw new AssertionError("no step " + step + " in " + peer);
    }

    private static String section(String page) {
        int from = page.indexOf("as the doctor found them");
        int to = page.indexOf("<h2", from);
        assertThat(to).isGreaterThan(from);
        return page.substring(from, to);
    }

    private static String text(Map<String, byte[]> entries, String name) {
        return new String(bytes(entries, name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Map<String, byte[]> entries, String name) {
        return Objects.requireNonNull(entries.get(name), name);
    }
}
