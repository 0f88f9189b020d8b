package org.fieldproof.app.it;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// G25 for the whole program: SIGTERM while devices publish at full speed, one destination takes
/// what comes, and the other hangs with a backlog. The publishers' ledgers, H2's file and a foreign
/// subscriber say what became of it.
class StopIT {
    private static final int CLIENTS = 3;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /// The promise is 10 s; machines that run tests stall.
    private static final Duration STOP_MAX = Duration.ofSeconds(30);

    @TempDir Path folder;

    private final AtomicInteger port = new AtomicInteger(1);
    private final List<LedgerPublisher> publishers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    // Harm: a system that shuts down kills the gateway before it has ended, or the end itself loses
    // what was acknowledged.
    @Test
    void aStopUnderLoadEndsInTimeAndLosesNothing() throws Exception {
        Assumptions.assumeTrue(Mosquitto.present(), "mosquitto is not installed");
        Distribution fieldproof = new Distribution(folder);
        Path data = folder.resolve("data");
        Path seen = Files.createFile(folder.resolve("upstream.txt"));
        try (Mosquitto upstream = Mosquitto.start(folder)) {
            upstream.subscribe(seen);
            Path project = project(upstream.port());
            try (Distribution.Running gateway = start(fieldproof, project, data)) {
                publish(gateway.port("devices"));
                LedgerPublisher.awaitAcked(publishers, 5_000);
                upstream.freeze();
                LedgerPublisher.awaitAcked(publishers, 20_000);
                gateway.await("a backlog", LIMIT, StopIT::hasBacklog);
                stop(gateway, "under load, one destination hanging");
            }
            assertThat(threads).as("the load went on").allMatch(Thread::isAlive);
            long before = acked();
            String[] verify = {"log", "verify", data.toString()};
            assertThat(fieldproof.run(Duration.ofMinutes(1), verify).exit()).isZero();
            upstream.thaw();
            try (Distribution.Running gateway = start(fieldproof, project, data)) {
                port.set(gateway.port("devices"));
                LedgerPublisher.awaitAcked(publishers, before + 5_000);
                publishers.forEach(LedgerPublisher::enough);
                for (Thread thread : threads) {
                    assertThat(thread.join(LIMIT)).as("publishers finished").isTrue();
                }
                gateway.awaitFresh("all lanes empty", LIMIT, Distribution::isDrained);
                stop(gateway, "idle");
            }
            assertAllArrived(Stores.payloads(Stores.h2Url(data)), seen);
        }
    }

    private static void stop(Distribution.Running gateway, String how) {
        long before = System.nanoTime();
        int exit = gateway.stop(Duration.ofMinutes(1));
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        System.out.println("StopIT: SIGTERM, " + how + ": " + took.toMillis() + " ms");
        assertThat(exit).as("it ended as it was asked to").isZero();
        assertThat(took).isLessThan(STOP_MAX);
        assertThat(gateway.errors()).doesNotContain("LANE-0111").doesNotContain("Exception");
    }

    private void publish(int listener) {
        port.set(listener);
        for (int i = 0; i < CLIENTS; i++) {
            String id = "dev-" + i;
            publishers.add(LedgerPublisher.endless(id, "plant/" + id + "/telemetry", port::get));
        }
        for (LedgerPublisher publisher : publishers) {
            threads.add(Thread.ofVirtual().start(publisher::publishAll));
        }
    }

    private long acked() {
        return publishers.stream().mapToLong(LedgerPublisher::ackedCount).sum();
    }

    private static boolean hasBacklog(JsonNode status) {
        JsonNode lane = Distribution.lane(status, "upstream");
        return lane.path("queued").asLong()
                        + lane.path("inFlight").asLong()
                        + lane.path("bufferRecords").asLong()
                > 1_000;
    }

    private void assertAllArrived(Map<String, Integer> inH2, Path seen) throws IOException {
        Set<String> due =
                publishers.stream().flatMap(LedgerPublisher::ackedPayloads).collect(toSet());
        Set<String> atUpstream = Set.copyOf(Mosquitto.seen(seen, due));
        List<String> lost = new ArrayList<>();
        for (LedgerPublisher publisher : publishers) {
            for (int n : publisher.acked().stream().toArray()) {
                String payload = Mosquitto.hex(publisher.payload(n));
                if (!inH2.containsKey(payload)) {
                    lost.add("h2: " + publisher.id() + " " + n);
                }
                if (!atUpstream.contains(payload)) {
                    lost.add("upstream: " + publisher.id() + " " + n);
                }
            }
        }
        assertThat(due).hasSizeGreaterThan(25_000);
        assertThat(lost).as("acknowledged and not delivered").isEmpty();
    }

    private static Distribution.Running start(Distribution fieldproof, Path project, Path data) {
        return fieldproof.start("run", project.toString(), "--data", data.toString(), "--json");
    }

    private Path project(int upstreamPort) throws IOException {
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(
                project.resolve("project.yaml"),
                """
                fieldproof: 1
                name: stop
                title: Stop
                connections:
                  - {id: devices, type: mqtt-listener, host: 127.0.0.1, port: 0,
                     identity: client-id}
                pipelines:
                  - {id: main, from: [devices], match: ["plant/#"], to: [local, upstream]}
                destinations:
                  - {id: local, type: h2, table: readings}
                  - {id: upstream, type: mqtt, host: 127.0.0.1, port: %d, topic: "up/{topic}"}
                """
                        .formatted(upstreamPort));
        return project;
    }
}
