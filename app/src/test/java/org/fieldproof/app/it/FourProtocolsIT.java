package org.fieldproof.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.fieldproof.testkit.store.KafkaBroker;
import org.fieldproof.testkit.store.ObjectServer;
import org.fieldproof.testkit.store.SeriesServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All four kinds of source into all six stores, with every line cut once and the store that has
/// none closed. If this breaks, an
/// outage costs data of the protocols or at the stores that the first sample does not have.
class FourProtocolsIT {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final List<String> COUNTING = List.of("pump-02", "mixer-03");
    private static final List<String> MACHINES = List.of("turbine", "unit-1", "unit-2", "plc");
    private static final List<String> STORES =
            List.of("archive", "local", "series", "stream", "upstream", "warehouse");
    private static final String OUT_OF_TIME = "DOCT-0101";

    @TempDir static Path servers;
    private static @Nullable StoreServers stores;

    @TempDir Path folder;
    private Distribution fieldproof;
    private Path project;
    private Path data;

    @BeforeAll
    static void startTheStores() throws Exception {
        stores = StoreServers.start(servers);
    }

    @AfterAll
    static void stopTheStores() throws IOException {
        if (stores != null) {
            stores.close();
        }
    }

    @BeforeEach
    void shortenTheSample() throws IOException {
        fieldproof = new Distribution(folder);
        project = SampleCopy.of(fieldproof.sample("four-protocols"), folder.resolve("project"));
        data = folder.resolve("data");
        StoreServers started = stores;
        if (started != null) {
            started.writeSecrets(data);
            started.putPorts(project.resolve("project.yaml"));
        }
        try (var drills = Files.list(project.resolve("drills"))) {
            for (Path drill : drills.toList()) {
                // A Kafka broker may take its answerTimeout of 15 s before its lane is away.
                String hold = drill.endsWith("stream-outage.yaml") ? "hold: 22s" : "hold: 5s";
                Files.writeString(
                        drill,
                        Files.readString(drill)
                                .replaceAll("(?m)^baseline:.*$", "baseline: 3s")
                                .replaceAll("(?m)^hold:.*$", hold)
                                .replaceAll("(?m)^settle:.*$", "settle: 2s"));
            }
        }
    }

    @Test
    void itIsWithoutFaultsAndItsTestsPass() {
        var check = fieldproof.run(LIMIT, "check", project.toString());
        assertThat(check.exit()).as(check.toString()).isZero();
        var test = fieldproof.run(LIMIT, "test", project.toString());
        assertThat(test.exit()).as(test.toString()).isZero();
    }

    @Test
    void anOutageOfEachDestinationLosesNothing() throws IOException {
        for (String destination : STORES) {
            JsonNode found = passed(destination + "-outage");
            assertThat(found.path("peakBufferRecords").asLong())
                    .as("the outage of " + destination + " was real: the backlog rose")
                    .isGreaterThan(200);
            everythingArrived(found);
            assertThat(found.path("notTested").toString().contains("closed between two writes"))
                    .as("the store without a line is not said to have one: " + destination)
                    .isEqualTo(destination.equals("local"));
            assertThat(found.toString().contains("line to " + destination))
                    .as("one with a line is: " + destination)
                    .isNotEqualTo(destination.equals("local"));
        }
    }

    @Test
    void anOutageOfEachMachineCostsTheOthersNothing() throws IOException {
        for (String machine : List.of("turbine", "boiler", "press")) {
            JsonNode found = passed(machine + "-outage");
            everythingArrived(found);
            assertThat(found.path("notTested").toString())
                    .as("what was not counted is said")
                    .contains("turbine", "does not count its own messages");
        }
    }

    /// The three machines that have a peer and all six stores: each was examined, or it is said
    /// why not. A machine under load may need longer than a drill gives its doctor.
    private static void everythingWasExamined(JsonNode doctor) {
        var told = new TreeSet<String>();
        for (JsonNode each : doctor.path("peers")) {
            String peer = each.path("connector").asText();
            told.add(peer);
            assertThat(each.path("steps").isEmpty())
                    .as(peer + ": a report or a reason: " + each)
                    .isEqualTo(!each.path("notExamined").asText().isEmpty());
        }
        assertThat(told).containsAll(STORES).contains("turbine", "boiler", "press");
    }

    /// No step failed at any peer, except by running out of time.
    private static void nothingFailed(JsonNode doctor) {
        for (JsonNode peer : doctor.path("peers")) {
            for (JsonNode step : peer.path("steps")) {
                boolean failed = step.path("verdict").asText().equals("failed");
                assertThat(failed && !step.path("code").asText().equals(OUT_OF_TIME))
                        .as(peer.path("connector").asText() + ": " + step)
                        .isFalse();
            }
        }
    }

    /// Every device, counted by itself or not, and each of them read back from every store.
    private static void everythingArrived(JsonNode found) {
        Map<String, JsonNode> devices = new HashMap<>();
        found.path("devices").forEach(each -> devices.put(each.path("id").asText(), each));
        assertThat(devices.keySet()).containsAll(COUNTING).containsAll(MACHINES);
        for (Map.Entry<String, JsonNode> device : devices.entrySet()) {
            JsonNode ledger = device.getValue();
            long accepted = ledger.path("accepted").asLong();
            assertThat(accepted).as(device.getKey()).isGreaterThan(5);
            assertThat(ledger.path("counted").asBoolean())
                    .as(device.getKey())
                    .isEqualTo(COUNTING.contains(device.getKey()));
            var lanes = new TreeSet<String>();
            for (JsonNode lane : ledger.path("lanes")) {
                String what = device.getKey() + " at " + lane.path("id").asText();
                lanes.add(lane.path("id").asText());
                assertThat(lane.path("delivered").asLong()).as(what).isEqualTo(accepted);
                assertThat(lane.path("lost")).as(what).isEmpty();
                assertThat(lane.path("outOfOrder")).as(what).isEmpty();
                assertThat(lane.path("pending").asLong()).as(what).isZero();
            }
            assertThat(lanes).as(device.getKey()).containsExactlyElementsOf(STORES);
        }
    }

    private JsonNode passed(String drill) throws IOException {
        Path out = folder.resolve("out-" + drill);
        var run =
                fieldproof.run(
                        LIMIT,
                        "drill",
                        project.toString(),
                        drill,
                        "--data",
                        data.toString(),
                        "--out",
                        out.toString(),
                        "--json");
        assertThat(run.exit()).as(drill + ": " + run).isZero();
        Path evidence = FoundEvidence.in(out);
        assertThat(fieldproof.run(LIMIT, "verify", evidence.toString()).exit()).isZero();
        JsonNode found = FoundEvidence.entry(evidence, "evidence.json");
        assertThat(found.path("verdict").asText()).isEqualToIgnoringCase("passed");
        JsonNode doctor = FoundEvidence.entry(evidence, "doctor.json");
        everythingWasExamined(doctor);
        if (drill.equals(STORES.getFirst() + "-outage")) {
            nothingFailed(doctor);
        }
        return found;
    }

    /// The four servers that a bare machine lacks, with what the sample's README says to make
    /// there.
    private record StoreServers(
            EmbeddedPostgres warehouse,
            SeriesServer series,
            ObjectServer archive,
            KafkaBroker stream)
            implements AutoCloseable {

        static StoreServers start(Path folder) throws Exception {
            SeriesServer series = SeriesServer.influx(folder.resolve("influx"));
            series.create("CREATE DATABASE fieldproof");
            EmbeddedPostgres warehouse = Stores.postgres();
            try (Connection connection = warehouse.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE ROLE fieldproof LOGIN");
                statement.execute("CREATE DATABASE fieldproof OWNER fieldproof");
            }
            return new StoreServers(
                    warehouse,
                    series,
                    ObjectServer.start(folder.resolve("s3"), "fieldproof"),
                    KafkaBroker.start(folder.resolve("kafka"), "PLAINTEXT", Map.of()));
        }

        void putPorts(Path file) throws IOException {
            String text = Files.readString(file);
            for (Map.Entry<String, String> each :
                    Map.of(
                                    "port: 5432", "port: " + warehouse.getPort(),
                                    "port: 8086", "port: " + series.port(),
                                    "port: 9000", "port: " + archive.port(),
                                    "accessKey: fieldproof", "accessKey: access",
                                    "127.0.0.1:9092", "127.0.0.1:" + stream.port())
                            .entrySet()) {
                assertThat(text).contains(each.getKey());
                text = text.replace(each.getKey(), each.getValue());
            }
            Files.writeString(file, text);
        }

        void writeSecrets(Path data) throws IOException {
            Path secrets = Files.createDirectories(data.resolve("secrets"));
            for (String name : List.of("pg-main", "s3-main")) {
                Path file = Files.writeString(secrets.resolve(name), "key");
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        }

        @Override
        public void close() throws IOException {
            stream.close();
            archive.close();
            series.close();
            warehouse.close();
        }
    }
}
