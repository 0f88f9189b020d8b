package org.fieldproof.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All four kinds of source into a broker, the local database and a PostgreSQL server, with every
/// line cut once. If this breaks, an outage costs data of the protocols that the first sample does
/// not have.
class FourProtocolsIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final List<String> COUNTING = List.of("pump-02", "mixer-03");
    private static final List<String> MACHINES = List.of("turbine", "unit-1", "unit-2", "plc");

    @TempDir Path folder;
    private Distribution fieldproof;
    private Path project;

    @BeforeEach
    void shortenTheSample() throws IOException {
        fieldproof = new Distribution(folder);
        project = SampleCopy.of(fieldproof.sample("four-protocols"), folder.resolve("project"));
        try (var drills = Files.list(project.resolve("drills"))) {
            for (Path drill : drills.toList()) {
                Files.writeString(
                        drill,
                        Files.readString(drill)
                                .replaceAll("(?m)^baseline:.*$", "baseline: 3s")
                                .replaceAll("(?m)^hold:.*$", "hold: 5s")
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
    void anOutageOfEachDestinationWithALineLosesNothing() throws IOException {
        try (EmbeddedPostgres postgres = Stores.postgres()) {
            addWarehouse(postgres.getPort());
            for (String destination : List.of("upstream", "warehouse")) {
                JsonNode found = passed(destination + "-outage");
                assertThat(found.path("peakBufferRecords").asLong())
                        .as("the outage of " + destination + " was real: the backlog rose")
                        .isGreaterThan(200);
                everythingArrived(found, 3);
            }
        }
    }

    @Test
    void anOutageOfEachMachineCostsTheOthersNothing() throws IOException {
        for (String machine : List.of("turbine", "boiler", "press")) {
            JsonNode found = passed(machine + "-outage");
            everythingArrived(found, 2);
            assertThat(found.path("notTested").toString())
                    .as("what was not counted is said")
                    .contains("turbine", "does not count its own messages");
        }
    }

    /// Every device, counted by itself or not, and each of them at every destination.
    private static void everythingArrived(JsonNode found, int destinations) {
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
            assertThat(ledger.path("lanes")).as(device.getKey()).hasSize(destinations);
            for (JsonNode lane : ledger.path("lanes")) {
                assertThat(lane.path("delivered").asLong()).isEqualTo(accepted);
                assertThat(lane.path("lost")).isEmpty();
                assertThat(lane.path("outOfOrder")).isEmpty();
                assertThat(lane.path("pending").asLong()).isZero();
            }
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
                        folder.resolve("data").toString(),
                        "--out",
                        out.toString(),
                        "--json");
        assertThat(run.exit()).as(drill + ": " + run).isZero();
        Path evidence = FoundEvidence.in(out);
        assertThat(fieldproof.run(LIMIT, "verify", evidence.toString()).exit()).isZero();
        JsonNode found = FoundEvidence.entry(evidence, "evidence.json");
        assertThat(found.path("verdict").asText()).isEqualToIgnoringCase("passed");
        return found;
    }

    /// A PostgreSQL server, which a bare machine lacks, and the drill of it.
    private void addWarehouse(int port) throws IOException {
        Path file = project.resolve("project.yaml");
        String text =
                Files.readString(file)
                        .replace("to: [upstream, local]", "to: [upstream, local, warehouse]");
        Files.writeString(
                file,
                text
                        + """

                          - id: warehouse
                            type: postgresql
                            title: Plant database
                            link: proxied
                            host: 127.0.0.1
                            port: %d
                            database: postgres
                            user: postgres
                            table: readings
                        """
                                .formatted(port));
        Path drill = project.resolve("drills/upstream-outage.yaml");
        Files.writeString(
                project.resolve("drills/warehouse-outage.yaml"),
                Files.readString(drill).replace("link: upstream", "link: warehouse"));
    }
}
