package org.fieldproof.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Input from a foreign program: Debian's `mosquitto_pub` with a client certificate. What it
/// sends is in H2, in PostgreSQL and at the upstream broker, byte for byte, once.
class RealInputIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir Path folder;

    @Test
    void whatMosquittoPublishesArrivesEverywhereByteForByteOnce() throws Exception {
        Assumptions.assumeTrue(Mosquitto.present(), "mosquitto is not installed");
        Distribution fieldproof = new Distribution(folder);
        Path seen = Files.createFile(folder.resolve("upstream.txt"));
        byte[] payload = new byte[2_000];
        new SplittableRandom(7).nextBytes(payload);
        Path payloadFile = Files.write(folder.resolve("payload.bin"), payload);
        Path data = folder.resolve("data");
        try (EmbeddedPostgres postgres = Stores.postgres();
                Mosquitto upstream = Mosquitto.start(folder)) {
            upstream.subscribe(seen);
            Path project = project(postgres.getPort(), upstream.port());
            String[] certificate = certificate(fieldproof, project, data);
            try (Distribution.Running gateway =
                    fieldproof.start(
                            "run", project.toString(), "--data", data.toString(), "--json")) {
                int port = gateway.port("devices");
                assertThat(publish(port, certificate, payloadFile)).as("mosquitto_pub").isZero();
                JsonNode status =
                        gateway.await("delivered to all", LIMIT, RealInputIT::deliveredToAll);
                assertThat(status.path("acceptedTotal").asLong()).isOne();
                JsonNode device = status.path("connections").path(0).path("devices").path(0);
                assertThat(device.path("id").asText()).isEqualTo("meter-07");
                gateway.stop(LIMIT);
            }
            String sent = Mosquitto.hex(payload);
            assertThat(Stores.payloads(postgres.getJdbcUrl("postgres", "postgres")))
                    .isEqualTo(Map.of(sent, 1));
            assertThat(Stores.payloads(Stores.h2Url(data))).isEqualTo(Map.of(sent, 1));
            assertThat(Mosquitto.seen(seen, Set.of(sent))).isEqualTo(List.of(sent));
        }
    }

    private static boolean deliveredToAll(JsonNode status) {
        boolean all = !status.path("lanes").isEmpty();
        for (JsonNode lane : status.path("lanes")) {
            all &= lane.path("durableTotal").asLong() == 1;
        }
        return all;
    }

    private String[] certificate(Distribution fieldproof, Path project, Path data) {
        var made =
                fieldproof.run(
                        LIMIT,
                        "certificate",
                        project.toString(),
                        "meter-07",
                        "--data",
                        data.toString(),
                        "--json");
        assertThat(made.exit()).as(made.toString()).isZero();
        JsonNode paths = made.json().getFirst();
        return new String[] {
            paths.path("authority").asText(),
            paths.path("certificate").asText(),
            paths.path("key").asText(),
        };
    }

    private int publish(int port, String[] certificate, Path payload) throws Exception {
        Process process =
                new ProcessBuilder(
                                Mosquitto.program("mosquitto_pub").orElseThrow().toString(),
                                "-h",
                                "localhost",
                                "-p",
                                String.valueOf(port),
                                "--cafile",
                                certificate[0],
                                "--cert",
                                certificate[1],
                                "--key",
                                certificate[2],
                                "-V",
                                "mqttv5",
                                "-i",
                                "meter-07",
                                "-q",
                                "1",
                                "-t",
                                "plant/hall-2/meter-07/telemetry",
                                "-f",
                                payload.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("mosquitto_pub.log").toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private Path project(int postgresPort, int upstreamPort) throws Exception {
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(
                project.resolve("project.yaml"),
                """
                fieldproof: 1
                name: real-input
                title: Real input
                connections:
                  - id: devices
                    type: mqtt-listener
                    host: 127.0.0.1
                    port: 0
                    tls: {identity: installation, clientCertificates: required}
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
