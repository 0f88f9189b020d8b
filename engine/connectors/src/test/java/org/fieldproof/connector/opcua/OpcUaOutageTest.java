package org.fieldproof.connector.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.opcua.simulator.SimulatorServer;
import org.fieldproof.connector.opcua.testing.CuttableLine;
import org.fieldproof.connector.opcua.testing.OpcHost;
import org.fieldproof.connector.opcua.testing.Plant;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that hangs, forgets, is full or loses a node in mid-flow. Harm: the connection looks
/// up and nothing comes, or values are lost without a word.
class OpcUaOutageTest {
    private static final Duration LIMIT = Plant.LIMIT;

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

    /// Its sockets stay open, and nobody says so.
    @Test
    void aServerThatHangsIsNoticedInTimeAndValuesComeAgain() throws Exception {
        SimulatorServer server = plant.tag("Speed").startSimulator();
        try (CuttableLine line = new CuttableLine(server.endpoint())) {
            OpcHost host = plant.makeSourceHost().withLinks(line.table());
            plant.startAndWaitUp();
            Await.until(LIMIT, () -> host.door().count() >= 5, "values before");

            line.silence();
            long silentNanos = System.nanoTime();
            Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "DOWN");
            assertThat(Duration.ofNanos(System.nanoTime() - silentNanos))
                    .as("a probe and its limit, on a slow machine")
                    .isLessThan(Duration.ofSeconds(45));
            line.heal();
            Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "UP again");
            int before = host.door().count();
            Await.until(LIMIT, () -> host.door().count() > before + 5, "values after");
        }
    }

    /// It answers what it is asked, and publishes nothing, not even that nothing has changed.
    @Test
    void aServerThatOnlyPublishesNoMoreIsNoticedAndDialledAgain() {
        SimulatorServer server = plant.tag("Speed").startSimulator();
        OpcHost host = plant.startAndWaitUp();
        Await.until(LIMIT, () -> host.door().count() >= 5, "values before");

        server.withhold("Publish");
        Await.until(LIMIT, () -> told(host, "OPC-0223"), "the silence to be named");
        server.serve("Publish");
        Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "UP again");
        int before = host.door().count();
        Await.until(LIMIT, () -> host.door().count() > before + 5, "values after");
    }

    /// The session is gone and the subscription is not: it is handed over, with what it has queued.
    @Test
    void aSubscriptionIsHandedOverToANewSessionAndNoGapIsTold() throws Exception {
        afterANewSession(0);
    }

    private void afterANewSession(long refusal) throws Exception {
        plant.source("queueSize", 500).tag("Speed").with("sampling", "50ms");
        SimulatorServer server = plant.startSimulator();
        try (CuttableLine line = new CuttableLine(server.endpoint())) {
            OpcHost host = plant.makeSourceHost().withLinks(line.table());
            plant.startAndWaitUp();
            Await.until(LIMIT, () -> host.door().count() >= 5, "values before");
            server.refuse("ActivateSession", StatusCodes.Bad_SessionIdInvalid, 1);
            if (refusal != 0) {
                server.refuse("TransferSubscriptions", refusal, 1);
            }

            line.cut();
            Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "the cut to be seen");
            line.heal();
            Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "UP again");
            int before = host.door().count();
            Await.until(LIMIT, () -> host.door().count() > before + 5, "values after");
            assertThat(server.services().count("TransferSubscriptions")).isEqualTo(1);
            if (refusal == 0) {
                assertThat(host.told("OPC-0309")).as("bridged").isTrue();
                assertThat(host.told("OPC-0302")).as("gap").isFalse();
                assertThat(server.services().count("CreateSubscription")).isEqualTo(1);
            } else {
                assertThat(host.events)
                        .anyMatch(each -> each.startsWith("OPC-0302") && each.contains("from="));
                assertThat(server.services().count("CreateSubscription")).isEqualTo(2);
            }
        }
    }

    /// Row 27, and the control of the one above: what cannot be handed over is made anew, and the
    /// gap is told with its times.
    @Test
    void aSubscriptionThatIsNotHandedOverIsMadeAnewAndTheGapIsTold() throws Exception {
        afterANewSession(StatusCodes.Bad_SubscriptionIdInvalid);
    }

    /// Row 34.
    @Test
    void aServerWithoutRoomForASessionIsNamedAskedRarelyAndUsedWhenItHasRoom() {
        SimulatorServer server = plant.tag("Speed").startSimulator();
        server.refuse("CreateSession", StatusCodes.Bad_TooManySessions, 3);
        OpcHost host = plant.startSource();
        Await.until(LIMIT, () -> told(host, "OPC-0219"), "its name");
        long fromNanos = System.nanoTime();
        Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "UP when there is room");
        assertThat(Duration.ofNanos(System.nanoTime() - fromNanos))
                .as("waits grow: no storm of sessions")
                .isGreaterThan(Duration.ofSeconds(1));
        assertThat(server.services().count("CreateSession")).isEqualTo(4);
    }

    /// Row 29: the server's namespaces have other numbers after its restart. Whoever had kept the
    /// number, as the second tag does, asks for another's node, and says so.
    @Test
    void afterARestartWithOtherNamespacesATagIsFoundByItsUri() {
        plant.tag("Speed").tagAt("Numbered", "ns=2;s=Speed").startSimulator();
        OpcHost host = plant.startAndWaitUp();
        Await.until(
                LIMIT,
                () -> host.door().of("plc/Numbered").stream().anyMatch(OpcUaOutageTest::isGood),
                "the number means the same before");
        Await.until(LIMIT, () -> !host.door().of("plc/Speed").isEmpty(), "values before");

        plant.stopSimulator();
        Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "the loss to be seen");
        int speeds = host.door().of("plc/Speed").size();
        int numbered = host.door().of("plc/Numbered").size();
        plant.simulator("namespaces", List.of("urn:press", "urn:mixer")).startSimulator();

        Await.until(
                LIMIT,
                () ->
                        host.door().of("plc/Speed").stream()
                                        .skip(speeds)
                                        .filter(OpcUaOutageTest::isGood)
                                        .count()
                                > 5,
                "values after");
        assertThat(host.door().of("plc/Numbered").stream().skip(numbered))
                .as("control: the numbers did change")
                .isNotEmpty()
                .noneMatch(OpcUaOutageTest::isGood);
        assertThat(host.state()).isEqualTo(ConnectorState.DEGRADED);
    }

    private static boolean isGood(InboundRecord record) {
        return record.quality() == Quality.GOOD;
    }

    /// Row 29: an engineer loads another program while the gateway reads.
    @Test
    void aNodeThatIsTakenAwayIsBadAloneAndTheOthersFlow() {
        plant.tag("Speed").tag("Gone").startSimulator();
        plant.server().set("Gone", new DataValue(Variant.ofInt32(7)));
        OpcHost host = plant.startAndWaitUp();
        Await.until(LIMIT, () -> !host.door().of("plc/Gone").isEmpty(), "its value");

        plant.server().remove("Gone");
        Await.until(
                LIMIT,
                () -> host.door().of("plc/Gone").getLast().quality() == Quality.BAD,
                "its end");
        assertThat(host.door().of("plc/Gone").getLast().properties())
                .extracting(Property::value)
                .anyMatch(each -> each.contains("Bad_NodeId"));
        int before = host.door().of("plc/Speed").size();
        Await.until(LIMIT, () -> host.door().of("plc/Speed").size() > before + 5, "the other");
        assertThat(host.door().of("plc/Speed")).allMatch(each -> each.quality() == Quality.GOOD);
    }

    /// A percentage of the tag's own range, of the value where it has none, and of the node's where
    /// the server knows one: this one does not, and says so.
    @Test
    void aDeadbandInPercentHoldsWhateverTheServerMakesOfIt() {
        plant.tag("Ranged")
                .with("clampLow", 0)
                .with("clampHigh", 200)
                .with("deadband", "10%")
                .tag("Free")
                .with("deadband", "10%")
                .tag("Beat")
                .startSimulator();
        set(100, 100);
        beat(0);
        OpcHost host = plant.startAndWaitUp();
        Await.until(LIMIT, () -> host.door().count() == 3, "the first values");
        set(115, 109);
        for (int sampled = 1; sampled <= 2; sampled++) {
            beat(sampled);
            int wanted = sampled + 1;
            Await.until(LIMIT, () -> numbers(host, "Beat").size() == wanted, "a whole sampling");
        }
        set(121, 111);
        Await.until(LIMIT, () -> host.door().count() == 7, "the changes");
        assertThat(numbers(host, "Ranged")).containsExactly(100.0, 121.0);
        assertThat(numbers(host, "Free")).containsExactly(100.0, 111.0);
        assertThat(host.state()).isEqualTo(ConnectorState.UP);
    }

    private void set(double ranged, double free) {
        plant.server().set("Ranged", new DataValue(Variant.ofDouble(ranged)));
        plant.server().set("Free", new DataValue(Variant.ofDouble(free)));
    }

    /// A tag without a deadband: when its second change is there, all was sampled at least once.
    private void beat(double value) {
        plant.server().set("Beat", new DataValue(Variant.ofDouble(value)));
    }

    private static List<Double> numbers(OpcHost host, String tag) {
        return host.door().of("plc/" + tag).stream()
                .map(InboundRecord::payload)
                .map(each -> TypedValue.decode(each).number().orElseThrow())
                .toList();
    }

    private static boolean told(OpcHost host, String code) {
        return host.states.stream()
                .anyMatch(each -> each.why() != null && each.why().code().equals(code));
    }
}
