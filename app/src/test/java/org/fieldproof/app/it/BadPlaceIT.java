package org.fieldproof.app.it;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A data directory that cannot be written, on small file systems of its own: permissions alone
/// would not stop a test that runs as root. Needs the right to mount; where it is missing, that
/// is printed.
class BadPlaceIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int LOOKS_MAX = 5;

    @TempDir Path folder;
    private Distribution fieldproof;
    private Path place;

    @BeforeEach
    void mountASmallFileSystem() throws Exception {
        fieldproof = new Distribution(folder);
        place = Files.createDirectories(folder.resolve("small"));
        boolean mounted =
                Files.isExecutable(Path.of("/usr/bin/mount"))
                        && command("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", at()) == 0;
        if (!mounted) {
            System.out.println("SKIPPED: no right to mount; a bad place was not tested");
        }
        Assumptions.assumeTrue(mounted, "no right to mount");
    }

    @AfterEach
    void unmount() throws Exception {
        assertThat(command("umount", "-l", at())).isNotNegative();
    }

    @Test
    void aReadOnlyDataDirectoryIsNamed() throws Exception {
        assertThat(command("mount", "-o", "remount,ro", at())).isZero();
        Path data = place.resolve("data");
        var run =
                fieldproof.run(
                        LIMIT, "run", project(1).toString(), "--data", data.toString(), "--json");
        assertThat(run.exit()).as(run.toString()).isOne();
        JsonNode problem = run.json().getFirst();
        assertThat(problem.path("code").asText()).as(run.toString()).isEqualTo("DATA-0103");
        assertThat(problem.path("message").asText()).contains(data.toString());
        assertThat(problem.path("message").asText()).contains("read-only");
        assertThat(problem.path("remedy").asText()).isNotBlank();
    }

    /// The disk fills while a device publishes: nothing is acknowledged that is not on it, the
    /// fault is told, and it goes on by itself when there is room. What was acknowledged is at
    /// the broker in the end.
    @Test
    void aFullDiskIsToldAcknowledgesNothingAndGoesOnByItself() throws Exception {
        Assumptions.assumeTrue(Mosquitto.present(), "mosquitto is not installed");
        Path seen = Files.createFile(folder.resolve("upstream.txt"));
        Path filler = place.resolve("filler");
        Path data = place.resolve("data");
        try (Mosquitto upstream = Mosquitto.start(folder)) {
            upstream.subscribe(seen);
            try (Distribution.Running gateway =
                    fieldproof.start(
                            "run",
                            project(upstream.port()).toString(),
                            "--data",
                            data.toString(),
                            "--json")) {
                int port = gateway.port("devices");
                LedgerPublisher device =
                        LedgerPublisher.endless("tank", "plant/tank/level", () -> port);
                Thread publishing = Thread.ofVirtual().start(device::publishAll);
                Await.until(LIMIT, () -> device.ackedCount() > 500, "publishing goes on");
                fill(filler);
                JsonNode status =
                        gateway.await("the full disk is told", LIMIT, BadPlaceIT::logFault);
                assertThat(status.path("state").asText()).isEqualTo("FAULTED");
                assertFault(status);
                assertNothingIsAcknowledged(gateway, device);

                Files.delete(filler);
                gateway.await("it goes on by itself", LIMIT, line -> !logFault(line));
                int before = device.ackedCount();
                Await.until(LIMIT, () -> device.ackedCount() > before + 500, "it publishes on");
                device.enough();
                assertThat(publishing.join(LIMIT)).as("all were acknowledged").isTrue();
                gateway.awaitFresh("all delivered", LIMIT, Distribution::isDrained);
                gateway.stop(LIMIT);
                assertEverythingArrived(device, seen);
            }
        }
        var verify = fieldproof.run(LIMIT, "log", "verify", data.toString());
        assertThat(verify.exit()).as(verify.toString()).isZero();
    }

    private static void assertFault(JsonNode status) {
        for (JsonNode fault : status.path("faults")) {
            if (fault.path("code").asText().equals("LOG-0101")) {
                assertThat(fault.path("object").asText()).contains("log");
                assertThat(fault.path("message").asText()).isNotBlank();
                assertThat(fault.path("remedy").asText()).containsIgnoringCase("space");
                return;
            }
        }
        throw new AssertionError("no LOG-0101 in " + status);
    }

    private static void assertNothingIsAcknowledged(
            Distribution.Running gateway, LedgerPublisher device) {
        int acked = device.ackedCount();
        for (int looks = 0; looks < LOOKS_MAX; looks++) {
            // What was acknowledged before the disk was full may still be on its way.
            acked = device.ackedCount();
            twoSecondsPass(gateway);
            if (device.ackedCount() == acked) {
                break;
            }
        }
        assertThat(device.ackedCount()).as("no acknowledgement on a full disk").isEqualTo(acked);
    }

    private static void twoSecondsPass(Distribution.Running gateway) {
        Instant first = time(gateway.await("a status", LIMIT, _ -> true));
        gateway.await("two seconds pass", LIMIT, line -> time(line).isAfter(first.plusSeconds(2)));
    }

    private static Instant time(JsonNode status) {
        return Instant.parse(status.path("time").asText());
    }

    private static void assertEverythingArrived(LedgerPublisher device, Path seen)
            throws IOException {
        Set<String> due = device.ackedPayloads().collect(toSet());
        Set<String> arrived = Set.copyOf(Mosquitto.seen(seen, due));
        assertThat(due).hasSizeGreaterThan(1_000);
        assertThat(due.stream().filter(each -> !arrived.contains(each)))
                .as("acknowledged and not delivered")
                .isEmpty();
    }

    private static boolean logFault(JsonNode status) {
        for (JsonNode fault : status.path("faults")) {
            if (fault.path("code").asText().startsWith("LOG-01")) {
                return true;
            }
        }
        return false;
    }

    private static void fill(Path filler) throws IOException {
        byte[] block = new byte[4_096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (int i = 0; i < 4_096; i++) {
                out.write(block);
            }
            throw new AssertionError("the file system is larger than expected");
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("space");
        }
    }

    private String at() {
        return place.toString();
    }

    private static int command(String... words) throws Exception {
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private Path project(int upstreamPort) throws IOException {
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(
                project.resolve("project.yaml"),
                """
                fieldproof: 1
                name: bad-place
                title: A bad place
                limits: {logBytes: 64MiB, segmentBytes: 256KiB}
                connections:
                  - {id: devices, type: mqtt-listener, host: 127.0.0.1, port: 0}
                pipelines:
                  - {id: main, from: [devices], match: ["plant/#"], to: [upstream]}
                destinations:
                  - {id: upstream, type: mqtt, host: 127.0.0.1, port: %d, topic: "up/{topic}"}
                """
                        .formatted(upstreamPort));
        return project;
    }
}
