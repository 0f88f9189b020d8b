package org.fieldproof.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The sample's drill, run by the program as users get it, shortened in its waiting times only.
/// If this breaks, the product does not do what it is for.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DrillIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Path folder = Path.of(".");
    private Distribution fieldproof;
    private Path project;

    @BeforeAll
    void shortenTheSample(@TempDir Path scratch) throws IOException {
        folder = scratch;
        fieldproof = new Distribution(folder);
        project = SampleCopy.of(fieldproof.sample("field-demo"), folder.resolve("field-demo"));
        Path drill = project.resolve("drills/upstream-outage.yaml");
        String text =
                Files.readString(drill)
                        .replaceAll("(?m)^baseline:.*$", "baseline: 3s")
                        .replaceAll("(?m)^hold:.*$", "hold: 5s")
                        .replaceAll("(?m)^settle:.*$", "settle: 2s");
        Files.writeString(drill, text);
    }

    @Test
    void anOutageOfTheUpstreamBrokerLosesNothing() throws IOException {
        Path out = folder.resolve("out");
        var drill = drill("data", out);

        assertThat(drill.exit()).as(drill.toString()).isZero();
        Path evidence = FoundEvidence.in(out);
        JsonNode found = FoundEvidence.entry(evidence, "evidence.json");
        assertThat(found.path("verdict").asText()).isEqualToIgnoringCase("passed");
        assertThat(found.path("peakBufferRecords").asLong())
                .as("the outage was real: the backlog rose")
                .isGreaterThan(300);
        assertThat(found.path("devices")).hasSize(3);
        for (JsonNode device : found.path("devices")) {
            assertThat(device.path("sent").asLong()).isGreaterThan(300);
            assertThat(device.path("lanes")).hasSize(2);
            for (JsonNode lane : device.path("lanes")) {
                assertThat(lane.path("delivered").asLong())
                        .isEqualTo(device.path("accepted").asLong());
                assertThat(lane.path("lost")).isEmpty();
                assertThat(lane.path("outOfOrder")).isEmpty();
                assertThat(lane.path("pending").asLong()).isZero();
            }
        }
        assertThat(fieldproof.run(LIMIT, "verify", evidence.toString()).exit()).isZero();
        assertThat(fieldproof.run(LIMIT, "log", "verify", folder.resolve("data").toString()).exit())
                .isZero();
        everyTamperedEntryIsFound(evidence);
    }

    /// The mutant: one record in 500 vanishes between the log and the lanes.
    @Test
    void aRecordLostBetweenLogAndLaneFailsTheDrillAndIsNamed() throws IOException {
        Path out = folder.resolve("out-mutant");
        var drill = drill("data-mutant", out, "--plant", "lose:500");

        assertThat(drill.exit()).as(drill.toString()).isEqualTo(1);
        JsonNode found = FoundEvidence.entry(FoundEvidence.in(out), "evidence.json");
        assertThat(found.path("verdict").asText()).isEqualToIgnoringCase("failed");
        boolean named = false;
        for (JsonNode device : found.path("devices")) {
            for (JsonNode lane : device.path("lanes")) {
                for (JsonNode range : lane.path("lost")) {
                    assertThat(range.path("fromSeq").asLong() % 500).isZero();
                    named = true;
                }
            }
        }
        assertThat(named).as("a lost range names device and seq: " + found).isTrue();
    }

    private Distribution.Finished drill(String data, Path out, String... more) {
        return fieldproof.run(
                LIMIT,
                Stream.concat(
                                Stream.of(
                                        "drill",
                                        project.toString(),
                                        "upstream-outage",
                                        "--data",
                                        folder.resolve(data).toString(),
                                        "--out",
                                        out.toString(),
                                        "--json"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private void everyTamperedEntryIsFound(Path evidence) throws IOException {
        int checked = 0;
        try (ZipFile zip = new ZipFile(evidence.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                Path tampered = folder.resolve("tampered-" + checked + ".evidence.zip");
                Files.write(tampered, withFlippedByte(zip, entry.getName()));
                var verify = fieldproof.run(LIMIT, "verify", tampered.toString());
                assertThat(verify.exit()).as("flipped a byte of " + entry.getName()).isEqualTo(1);
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(8);
    }

    private static byte[] withFlippedByte(ZipFile zip, String victim) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream copy = new ZipOutputStream(bytes)) {
            for (ZipEntry entry : zip.stream().toList()) {
                byte[] content = zip.getInputStream(entry).readAllBytes();
                if (entry.getName().equals(victim) && content.length > 0) {
                    content[content.length / 2] ^= 1;
                }
                copy.putNextEntry(new ZipEntry(entry.getName()));
                copy.write(content);
                copy.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
