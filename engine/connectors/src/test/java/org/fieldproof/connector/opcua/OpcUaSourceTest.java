package org.fieldproof.connector.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The source against the simulator, over a secured line on loopback. If one of these breaks,
/// values from a plant are lost, changed or taken for what they are not, or a plant is written
/// to.
class OpcUaSourceTest {
    private static final Duration LIMIT = Plant.LIMIT;

    @TempDir Path folder;

    @SuppressWarnings("NullAway.Init")
    private Plant plant;

    @BeforeEach
    void build() {
        plant = new Plant(folder);
    }

    /// `UA-1` is checked after every test of this class.
    @AfterEach
    void nothingWasEverWritten() {
        try {
            Map<String, Long> services = plant.server().services().all();
            assertThat(services.keySet())
                    .as("UA-1: services that the source has called")
                    .doesNotContain("Write", "Call", "HistoryUpdate", "AddNodes", "DeleteNodes");
            assertThat(services).as("the log is alive").containsKey("CreateSession");
        } finally {
            plant.close();
        }
    }

    @Test
    void valuesArriveInOrderWithTypeQualityAndTime() {
        plant.tag("Speed").startSimulator();
        OpcHost host = plant.startAndWaitUp();

        Await.until(LIMIT, () -> host.door().count() >= 20, "20 records");

        List<InboundRecord> records = host.door().of("plc/Speed");
        double last = -1;
        for (InboundRecord record : records) {
            assertThat(record.encoding()).isEqualTo(PayloadEncoding.TYPED);
            assertThat(record.quality()).isEqualTo(Quality.GOOD);
            assertThat(record.sourceTimeEpochNanos()).isPositive();
            double value = number(record);
            assertThat(value).isGreaterThan(last);
            last = value;
        }
        assertThat(TypedValue.decode(records.getFirst().payload()))
                .isInstanceOf(TypedValue.Float64.class);
        assertThat(host.peers).anyMatch(peer -> peer.startsWith("plc opc.tcp://127.0.0.1"));
    }

    private static double number(InboundRecord record) {
        return TypedValue.decode(record.payload()).number().orElseThrow();
    }

    /// The server is told one thing, the gateway another: a message is durable when its record is.
    @Test
    void tagsOfAGroupAreOneRecordForEachMessage() {
        plant.simulator(
                "variables",
                List.of(
                        Map.of("name", "Speed", "shape", "counter", "interval", "50ms"),
                        Map.of("name", "Load", "shape", "counter", "interval", "1h")));
        plant.tag("Speed").with("group", "drive").tag("Load").with("group", "drive");
        plant.tagAt("drive/Missing", Plant.NODE + "Missing").with("group", "drive");
        plant.startSimulator();
        OpcHost host = plant.startAndWaitUp();
        Await.until(LIMIT, () -> host.door().of("plc/drive").size() >= 10, "10 records");

        assertThat(host.door().records()).allMatch(each -> each.address().equals("plc/drive"));
        double last = -1;
        for (InboundRecord record : host.door().of("plc/drive").reversed().subList(0, 5)) {
            String json = new String(record.payload(), StandardCharsets.UTF_8);
            assertThat(json)
                    .matches(
                            "\\{\"Speed\":[0-9.]+,\"Load\":[0-9.]+,\"Missing\":null,"
                                    + "\"quality\":\\{\"Missing\":\"bad: Bad_NodeIdUnknown\"}}");
            assertThat(record.quality()).isEqualTo(Quality.UNCERTAIN);
            assertThat(record.encoding()).isEqualTo(PayloadEncoding.TEXT);
            double speed = Double.parseDouble(json.replaceAll("\\{\"Speed\":([0-9.]+),.*", "$1"));
            assertThat(speed).isLessThan(last < 0 ? Double.MAX_VALUE : last);
            last = speed;
        }
    }

    /// One misspelt tag must not silence a plant (`UA-3`, row 24).
    @Test
    void aBadNodeFailsAloneAndIsTold() {
        plant.tag("Speed").tag("Missing").tagAt("other", "nsu=urn:elsewhere;s=x");
        plant.startSimulator();
        OpcHost host = plant.startAndWaitUp();

        Await.until(LIMIT, () -> host.door().of("plc/Speed").size() >= 3, "the good tag's values");
        Await.until(LIMIT, () -> host.door().of("plc/other").size() == 1, "the bad tag's record");

        assertThat(host.state()).isEqualTo(ConnectorState.DEGRADED);
        assertThat(host.told("OPC-0301")).isTrue();
        assertThat(java.util.Objects.requireNonNull(host.why()).message())
                .contains("2 of 3", "Missing (Bad_NodeIdUnknown)");
        InboundRecord bad = host.door().of("plc/Missing").getFirst();
        assertThat(bad.quality()).isEqualTo(Quality.BAD);
        assertThat(bad.properties()).contains(new Property("status", "Bad_NodeIdUnknown"));
        assertThat(TypedValue.decode(bad.payload())).isEqualTo(new TypedValue.None());
    }

    /// An old value under a bad status must never look like a new one (row 23).
    @Test
    void aBadStatusCarriesNoValueAndAnUncertainOneKeepsItsOwn() {
        SimulatorServer server = plant.tag("Odd").startSimulator();
        server.set("Odd", value(7.0, StatusCodes.Bad_SensorFailure));
        OpcHost host = plant.startAndWaitUp();
        Await.until(LIMIT, () -> host.door().of("plc/Odd").size() == 1, "the bad value");
        server.set("Odd", value(8.0, StatusCodes.Uncertain_LastUsableValue));
        Await.until(LIMIT, () -> host.door().of("plc/Odd").size() == 2, "the uncertain value");

        InboundRecord bad = host.door().of("plc/Odd").getFirst();
        assertThat(bad.quality()).isEqualTo(Quality.BAD);
        assertThat(new String(bad.payload(), StandardCharsets.UTF_8)).doesNotContain("7");
        assertThat(bad.properties()).contains(new Property("status", "Bad_SensorFailure"));
        InboundRecord uncertain = host.door().of("plc/Odd").getLast();
        assertThat(uncertain.quality()).isEqualTo(Quality.UNCERTAIN);
        assertThat(number(uncertain)).isEqualTo(8.0);
    }

    private static DataValue value(Object value, long status) {
        DateTime now = new DateTime(Instant.now());
        return new DataValue(Variant.of(value), new StatusCode(status), now, now);
    }

    /// A queue of ten and fifty changes between two sends: the loss is at the server, and it
    /// must be told as such (row 28).
    @Test
    void whatTheServersQueueCouldNotHoldIsTold() {
        plant.simulator(
                "variables",
                List.of(Map.of("name", "Speed", "shape", "counter", "interval", "20ms")));
        plant.source("publishing", "3s").tag("Speed").with("sampling", "50ms");
        plant.startSimulator();
        OpcHost host = plant.startAndWaitUp();

        Await.until(LIMIT, () -> host.told("OPC-0303"), "the loss to be told");

        assertThat(host.door().records())
                .anyMatch(record -> record.properties().contains(new Property("overflow", "true")));
        assertThat(host.meter("lostAtServer")).isPositive();
    }

    /// A server that restarts forgets its subscriptions; a gateway that then waits in silence
    /// is the worst failure there is (row 27, `UA-4`).
    @Test
    void afterARestartOfTheServerValuesComeAgainAndTheGapIsTold() {
        plant.tag("Speed").startSimulator();
        OpcHost host = plant.startAndWaitUp();
        Await.until(LIMIT, () -> host.door().count() >= 5, "values before");

        plant.stopSimulator();
        Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "the loss to be seen");
        int before = host.door().count();
        plant.startSimulator();

        Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "the line to be up again");
        Await.until(LIMIT, () -> host.door().count() > before + 5, "values after");
        assertThat(host.events)
                .anyMatch(event -> event.startsWith("OPC-0302") && event.contains("from="));
        assertThat(host.meter("connects")).isEqualTo(2);
        assertThat(host.meter("gaps")).isEqualTo(1);
    }

    /// A new subscription begins with the present values, which may be those of before; a tag that
    /// the server refuses makes a record ahead of them.
    @Test
    void afterARestartOfTheServerAGroupHoldsThePresentValuesAgain() {
        plant.simulator(
                "variables",
                List.of(
                        Map.of("name", "Speed", "shape", "counter", "interval", "1h"),
                        Map.of("name", "Load", "shape", "counter", "interval", "1h")));
        plant.tag("Speed").with("group", "drive").with("onChange", true);
        plant.tag("Load").with("group", "drive").with("onChange", true);
        plant.tag("Missing").with("group", "drive");
        plant.startSimulator();
        OpcHost host = plant.startAndWaitUp();
        Await.until(LIMIT, () -> lastOfDriveIsWhole(host), "the values before");

        plant.stopSimulator();
        Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "the loss to be seen");
        int before = host.door().count();
        plant.startSimulator();

        Await.until(
                LIMIT,
                () -> host.door().count() > before && lastOfDriveIsWhole(host),
                "the values after");
    }

    private static boolean lastOfDriveIsWhole(OpcHost host) {
        List<InboundRecord> records = host.door().of("plc/drive");
        return !records.isEmpty()
                && new String(records.getLast().payload(), StandardCharsets.UTF_8)
                        .matches("\\{\"Speed\":[0-9.]+,\"Load\":[0-9.]+,\"Missing\":null,.*");
    }

    /// A cut cable for a moment: the server still has everything, and nothing may be lost.
    @Test
    void aCutLineIsBridgedWithoutLossWhereTheServerKeptTheSubscription() throws Exception {
        plant.source("queueSize", 200).tag("Odd").with("sampling", "50ms");
        SimulatorServer server = plant.startSimulator();
        server.set("Odd", value(0.0, 0));
        AtomicBoolean counting = new AtomicBoolean(true);
        try (CuttableLine line = new CuttableLine(server.endpoint())) {
            var _ = Thread.ofVirtual().start(() -> countOn(server, counting));
            OpcHost host = plant.makeSourceHost().withLinks(line.table());
            plant.startAndWaitUp();
            Await.until(LIMIT, () -> host.door().count() >= 5, "values before");

            line.cut();
            Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "the cut to be seen");
            line.heal();
            Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "the line to be up again");
            int then = host.door().count();
            Await.until(LIMIT, () -> host.door().count() > then + 5, "values after");

            assertThat(host.told("OPC-0309")).as("bridged").isTrue();
            assertThat(host.told("OPC-0302")).as("gap").isFalse();
            List<Double> values =
                    host.door().of("plc/Odd").stream().map(OpcUaSourceTest::number).toList();
            for (int i = 1; i < values.size(); i++) {
                assertThat(values.get(i)).isEqualTo(values.get(i - 1) + 1);
            }
        } finally {
            counting.set(false);
        }
    }

    /// Slowly enough that the server samples every value. Eight short waits: a machine that stands
    /// still uses up one of them, where it would use up a long one whole.
    private static void countOn(SimulatorServer server, AtomicBoolean counting) {
        for (double value = 1; counting.get(); value++) {
            server.set("Odd", value(value, 0));
            for (int wait = 0; wait < 8; wait++) {
                LockSupport.parkNanos(50_000_000L);
            }
        }
    }

    /// What is not durable is not acknowledged (`UA-2`), and what was refused comes again.
    @Test
    void whatTheLogDidNotTakeIsAskedForAgain() {
        SimulatorServer server = plant.tag("Odd").startSimulator();
        server.set("Odd", value(1.0, 0));
        OpcHost host = plant.startAndWaitUp();
        Await.until(LIMIT, () -> host.door().count() == 1, "the first value");

        host.door().refuse(true);
        server.set("Odd", value(2.0, 0));
        Await.until(LIMIT, () -> host.told("OPC-0307"), "the refusal to be told");
        host.door().refuse(false);

        Await.until(LIMIT, () -> isThereAgain(host, 2.0), "the same value again");
    }

    /// What failed is the gateway, and whoever looks for it at the line finds nothing.
    @Test
    void whatTheDoorFailedAtIsAskedForAgainAndIsNotToldAsALostLine() {
        SimulatorServer server = plant.tag("Odd").startSimulator();
        server.set("Odd", value(1.0, 0));
        OpcHost host = plant.startAndWaitUp();
        Await.until(LIMIT, () -> host.door().count() == 1, "the first value");

        host.door().throwOnce();
        server.set("Odd", value(2.0, 0));
        Await.until(LIMIT, () -> isThereAgain(host, 2.0), "the value again");
        assertThat(host.told("OPC-0307")).as("not taken").isTrue();
    }

    /// The log answers when it can, and the line that a message came on may be another by then.
    @Test
    void whatIsRefusedWhenTheLineIsAnotherIsAskedForAgain() throws Exception {
        SimulatorServer server = plant.tag("Odd").startSimulator();
        server.set("Odd", value(1.0, 0));
        try (CuttableLine line = new CuttableLine(server.endpoint())) {
            OpcHost host = plant.makeSourceHost().withLinks(line.table());
            plant.startAndWaitUp();
            Await.until(LIMIT, () -> host.door().count() == 1, "the first value");
            host.door().hold();
            server.set("Odd", value(2.0, 0));
            Await.until(LIMIT, () -> host.door().count() == 2, "the second value");

            line.cut();
            Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "the cut to be seen");
            line.heal();
            Await.until(LIMIT, () -> host.told("OPC-0309"), "the cut to be bridged");
            Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "the line to be up again");
            host.door().refuseHeld();
            Await.until(LIMIT, () -> isThereAgain(host, 2.0), "the value again");
        }
    }

    /// The server starts anew and knows nothing of what it was to repeat: nobody else can say that
    /// it is lost.
    @Test
    void whatWasToBeRepeatedIsToldByNumberWhenTheServerForgetsTheSubscription() {
        SimulatorServer server = plant.tag("Odd").startSimulator();
        server.set("Odd", value(1.0, 0));
        OpcHost host = plant.startAndWaitUp();
        Await.until(LIMIT, () -> host.door().count() == 1, "the first value");
        host.door().hold();
        server.set("Odd", value(2.0, 0));
        Await.until(LIMIT, () -> host.door().count() == 2, "the second value");

        plant.stopSimulator();
        Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "the loss to be seen");
        plant.startSimulator();
        Await.until(LIMIT, () -> host.told("OPC-0302"), "the gap to be told");
        assertThat(host.told("OPC-0305")).as("the log has not answered").isFalse();
        host.door().refuseHeld();
        Await.until(LIMIT, () -> host.told("OPC-0305"), "the message to be told");
        assertThat(host.events)
                .anyMatch(event -> event.startsWith("OPC-0305") && event.contains("number 2: the"));
    }

    /// The library hangs up over what it cannot read, as if the server had. Harm: an answer that
    /// is the same each time is asked for without end.
    @Test
    void anAnswerThatCannotBeReadIsNotTakenForALineThatWasCut() throws Exception {
        SimulatorServer server = plant.tag("Speed").startSimulator();
        try (CuttableLine line = new CuttableLine(server.endpoint())) {
            OpcHost host = plant.makeSourceHost().withLinks(line.table());
            plant.startAndWaitUp();
            line.garble();
            Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "the answer to be met");
            assertThat(host.states.toString()).contains("Bad_DecodingError");

            Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "the line to be up again");
            int told = host.states.size();
            line.cut();
            Await.until(LIMIT, () -> host.states.size() > told, "the cut to be seen");
            assertThat(host.states.subList(told, host.states.size()).toString())
                    .doesNotContain("Bad_DecodingError");
        }
    }

    /// The library hangs up over these, too. Harm: a channel that is not renewed costs a message
    /// that the server still has, since nobody could read it three times.
    @ParameterizedTest
    @ValueSource(strings = {"ERR", "OPN"})
    void whatTheServerSaysOfTheChannelIsNotTakenForAnAnswerThatCannotBeRead(String kind)
            throws Exception {
        SimulatorServer server = plant.tag("Speed").startSimulator();
        try (CuttableLine line = new CuttableLine(server.endpoint())) {
            OpcHost host = plant.makeSourceHost().withLinks(line.table());
            plant.startAndWaitUp();
            line.forge(refusal(kind));
            Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "the refusal to be met");
            assertThat(host.states.toString()).doesNotContain("Bad_DecodingError");
            Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "the line to be up again");
        }
    }

    /// A chunk of this kind with a status and no words (Part 6 clause 7.1.2.5).
    private static byte[] refusal(String kind) {
        ByteBuffer chunk = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        chunk.put((kind + "F").getBytes(StandardCharsets.US_ASCII)).putInt(16);
        chunk.putInt((int) StatusCodes.Bad_SecureChannelTokenUnknown).putInt(-1);
        return chunk.array();
    }

    private static boolean isThereAgain(OpcHost host, double value) {
        return host.door().of("plc/Odd").stream()
                .anyMatch(record -> record.duplicateFlagged() && number(record) == value);
    }

    /// Pressure must reach the server; a gateway that buffers without bound dies of it (`UA-5`).
    @Test
    void aFullGatewayAsksForNothingMoreUntilThereIsRoom() {
        plant.simulator(
                "variables",
                List.of(Map.of("name", "Speed", "shape", "counter", "interval", "20ms")));
        plant.tag("Speed").with("sampling", "20ms");
        plant.startSimulator();
        OpcHost host = plant.startAndWaitUp();
        Await.until(LIMIT, () -> host.door().count() >= 3, "values before");

        host.door().fill();
        Await.until(LIMIT, () -> host.told("OPC-0306"), "the source to pause");
        // What was asked before the pause may still be on its way to the server.
        long read = plant.server().services().count("Read");
        Await.until(
                LIMIT,
                () -> plant.server().services().count("Read") >= read + 2,
                "the session to be kept alive by other means");
        long asked = plant.server().services().count("Publish");
        Await.until(
                LIMIT,
                () -> plant.server().services().count("Read") >= read + 4,
                "the session to be kept alive for longer");
        assertThat(plant.server().services().count("Publish")).isEqualTo(asked);

        int held = host.door().count();
        host.door().makeRoom();
        Await.until(LIMIT, () -> host.door().count() > held + 3, "values after");
        assertThat(host.state()).isEqualTo(ConnectorState.UP);
    }

    /// Behind a NAT, or with a name of its own, a server calls itself otherwise (row 30, `UA-6`).
    @Test
    void aServerThatCallsItselfOtherwiseIsUsedAsConfiguredAndStillChecked() {
        plant.simulator("host", "somewhere.invalid").tag("Speed");
        SimulatorServer server = plant.startSimulator();
        plant.source("url", "opc.tcp://127.0.0.1:" + server.endpoint().port() + "/fieldproof");
        OpcHost host = plant.startAndWaitUp();

        Await.until(LIMIT, () -> host.door().count() >= 3, "values");
        assertThat(host.told("OPC-0225")).isTrue();
    }

    @Test
    void stoppingClosesTheSessionAtTheServer() {
        SimulatorServer server = plant.tag("Speed").startSimulator();
        plant.startAndWaitUp();
        assertThat(server.sessions()).isEqualTo(1);

        plant.stopSource();

        Await.until(LIMIT, () -> server.sessions() == 0, "the session to be closed");
        assertThat(server.services().count("CloseSession")).isEqualTo(1);
    }

    /// Scaling and deadband of a tag count here as with every protocol.
    @Test
    void aTagIsScaledAndItsDeadbandHolds() {
        SimulatorServer server =
                plant.tag("Odd").with("scale", 0.1).with("deadband", "0.5").startSimulator();
        server.set("Odd", value(100.0, 0));
        OpcHost host = plant.startAndWaitUp();
        Await.until(LIMIT, () -> host.door().count() == 1, "the first value");
        server.set("Odd", value(103.0, 0));
        server.set("Odd", value(110.0, 0));
        Await.until(LIMIT, () -> host.door().count() == 2, "the second value");

        assertThat(host.door().records().stream().map(OpcUaSourceTest::number))
                .containsExactly(10.0, 11.0);
    }
}
