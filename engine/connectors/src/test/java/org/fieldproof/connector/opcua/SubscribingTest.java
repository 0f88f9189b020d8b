package org.fieldproof.connector.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.fieldproof.connector.opcua.simulator.SimulatorServer;
import org.fieldproof.connector.opcua.testing.OpcHost;
import org.fieldproof.connector.opcua.testing.Plant;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a server grants of what is asked for.
class SubscribingTest {
    @TempDir Path folder;

    @SuppressWarnings("NullAway.Init")
    private Plant plant;

    @BeforeEach
    void build() {
        plant = new Plant(folder);
    }

    @AfterEach
    void close() {
        plant.close();
    }

    /// A server that keeps one value where ten were asked for loses the nine without any flag.
    @Test
    void whatTheServerGrantsLessOfIsToldOnceWithCountsAndWorstValues() {
        plant.source("queueSize", 10).tag("Speed").tag("Load").with("sampling", "2s");
        SimulatorServer server = plant.startSimulator();
        server.set("Load", new DataValue(Variant.ofInt32(7)));
        server.limitItems(500, 1);
        OpcHost host = plant.startAndWaitUp();

        Await.until(Plant.LIMIT, () -> host.told("OPC-0312"), "the warning");
        assertThat(host.events)
                .filteredOn(each -> each.contains("OPC-0312"))
                .singleElement()
                .asString()
                .contains(
                        "2 of 2 tags (least 1 in place of 10)",
                        "without a sign",
                        "1 of 2 tags (at most every 500 ms in place of 100 ms)");
    }

    /// The control of the one above.
    @Test
    void aServerThatGrantsWhatIsAskedForIsNotWarnedAbout() {
        plant.source("queueSize", 10).tag("Speed").startSimulator();
        OpcHost host = plant.startAndWaitUp();
        Await.until(Plant.LIMIT, () -> host.door().count() >= 5, "5 records");
        assertThat(host.told("OPC-0312")).isFalse();
    }

    @Test
    void aTickMoreThanAskedForIsNoneAndTheFastestThereIsIsAlwaysGranted() {
        assertThat(Revisions.NONE.with(10, 10, 100, 100.9).isEmpty()).isTrue();
        assertThat(Revisions.NONE.with(10, 20, 0, 1_000).isEmpty()).isTrue();
        Revisions worse = Revisions.NONE.with(10, 3, 100, 250).with(10, 2, 50, 200);
        assertThat(worse.words(4))
                .contains("2 of 4 tags (least 2 in place of 10)", "every 250 ms in place of 100 ms")
                .doesNotContain("without a sign");
    }
}
