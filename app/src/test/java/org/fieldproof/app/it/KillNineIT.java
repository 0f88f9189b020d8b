package org.fieldproof.app.it;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The promise itself (G1, G2): every message that was PUBACKed is in every destination, though
/// the gateway is killed with SIGKILL five times on the way. The publishers' ledgers, PostgreSQL,
/// H2's file and a foreign broker's foreign subscriber say so; none of the product's own counters
/// is asked.
class KillNineIT {
    private static final int MESSAGES = 50_000;
    private static final int KILLS = 5;
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(2);

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(ints = {3, 300})
    void everyAcknowledgedMessageIsInEveryDestinationAfterFiveKills(int clients) throws Exception {
        Assumptions.assumeTrue(Mosquitto.present(), "mosquitto is not installed");
        Distribution fieldproof = new Distribution(folder);
        Path seen = Files.createFile(folder.resolve("upstream.txt"));
        try (EmbeddedPostgres postgres = Stores.postgres();
                Mosquitto upstream = Mosquitto.start(folder)) {
            upstream.subscribe(seen);
            Path project = project(postgres.getPort(), upstream.port());
            Path data = folder.resolve("data");
            List<LedgerPublisher> publishers =
                    publishThroughKills(fieldproof, project, data, clients);
            String[] dump = {"log", "verify", data.toString()};
            assertThat(fieldproof.run(Duration.ofMinutes(1), dump).exit()).isZero();

            Map<String, Integer> inPostgres =
                    Stores.payloads(postgres.getJdbcUrl("postgres", "postgres"));
            Map<String, Integer> inH2 = Stores.payloads(Stores.h2Url(data));
            Set<String> atUpstream = Set.copyOf(Mosquitto.seen(seen, payloads(publishers)));
            int acked = 0;
            List<String> lost = new ArrayList<>();
            for (LedgerPublisher publisher : publishers) {
                for (int n : publisher.acked().stream().toArray()) {
                    acked++;
                    String payload = Mosquitto.hex(publisher.payload(n));
                    if (!inPostgres.containsKey(payload)) {
                        lost.add("postgresql: " + publisher.id() + " " + n);
                    }
                    if (!inH2.containsKey(payload)) {
                        lost.add("h2: " + publisher.id() + " " + n);
                    }
                    if (!atUpstream.contains(payload)) {
                        lost.add("upstream: " + publisher.id() + " " + n);
                    }
                }
            }
            assertThat(acked)
                    .as("all were acknowledged in the end")
                    .isGreaterThanOrEqualTo(MESSAGES);
            assertThat(lost).as("acknowledged and not delivered").isEmpty();
        }
    }

    /// What was acknowledged, as the subscriber writes it.
    private static Set<String> payloads(List<LedgerPublisher> publishers) {
        return publishers.stream().flatMap(LedgerPublisher::ackedPayloads).collect(toSet());
    }

    private List<LedgerPublisher> publishThroughKills(
            Distribution fieldproof, Path project, Path data, int clients) throws Exception {
        AtomicInteger port = new AtomicInteger(1);
        List<LedgerPublisher> publishers = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            int share = (MESSAGES + clients - 1) / clients;
            String id = "dev-" + i;
            publishers.add(new LedgerPublisher(id, "plant/" + id + "/telemetry", share, port::get));
        }
        Distribution.Running gateway = start(fieldproof, project, data);
        port.set(gateway.port("devices"));
        List<Thread> threads = new ArrayList<>();
        for (LedgerPublisher publisher : publishers) {
            threads.add(Thread.ofVirtual().start(publisher::publishAll));
        }
        try {
            long seed = 20_261_120L + clients;
            System.out.println("KillNineIT seed " + seed);
            SplittableRandom random = new SplittableRandom(seed);
            for (int kill = 1; kill <= KILLS; kill++) {
                long from = (long) MESSAGES * kill / (KILLS + 2);
                long until = from + random.nextLong(MESSAGES / (KILLS + 2));
                LedgerPublisher.awaitAcked(publishers, until);
                gateway.kill();
                gateway = start(fieldproof, project, data);
                port.set(gateway.port("devices"));
            }
            for (Thread thread : threads) {
                assertThat(thread.join(DRAIN_LIMIT)).as("publishers finished").isTrue();
            }
            gateway.awaitFresh("all lanes empty", DRAIN_LIMIT, Distribution::isDrained);
            gateway.stop(Duration.ofMinutes(1));
        } finally {
            gateway.close();
        }
        return publishers;
    }

    private static Distribution.Running start(Distribution fieldproof, Path project, Path data) {
        return fieldproof.start("run", project.toString(), "--data", data.toString(), "--json");
    }

    private Path project(int postgresPort, int upstreamPort) throws IOException {
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(
                project.resolve("project.yaml"),
                """
                fieldproof: 1
                name: kill-nine
                title: Kill nine
                connections:
                  - id: devices
                    type: mqtt-listener
                    host: 127.0.0.1
                    port: 0
                    identity: client-id
                pipelines:
                  - {id: main, from: [devices], match: ["plant/#"], to: [local, postgres, upstream]}
                destinations:
                  - {id: local, type: h2, table: readings}
                  - {id: postgres, type: postgresql, host: 127.0.0.1, port: %d, database: postgres,
                     user: postgres, table: readings}
                  - {id: upstream, type: mqtt, host: 127.0.0.1, port: %d, topic: "up/{topic}"}
                """
                        .formatted(postgresPort, upstreamPort));
        return project;
    }
}
