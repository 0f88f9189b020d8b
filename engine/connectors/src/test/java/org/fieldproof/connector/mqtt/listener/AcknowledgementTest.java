package org.fieldproof.connector.mqtt.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.fieldproof.api.spi.Source;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The endpoint's promise to devices: an acknowledgement means that the record was accepted.
final class AcknowledgementTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final FakeGateway gateway = new FakeGateway(Map.of("inFlight", 8));
    private final Source listener = new MqttListenerFactory().create(gateway);

    @BeforeEach
    void start() throws Exception {
        listener.start();
    }

    @AfterEach
    void stop() {
        listener.stop(500);
    }

    private TinyClient client(boolean version5) throws IOException {
        return new TinyClient(gateway.port(), version5);
    }

    /// `MQL-1`. An early PUBACK makes a device forget what a power cut then takes.
    private static void assertNoAckBeforeAcceptance(FakeGateway gateway, TinyClient device)
            throws IOException {
        device.connect("press-01");
        device.publish("plant/press-01", 1, 7, "one");
        Await.until(
                SOON,
                () ->
                        gateway.offered.size() == 1
                                && (gateway.acceptAtOnce || gateway.undecided.size() == 1),
                "the record at the door");
        assertThat(device.silentFor(150)).as("MQL-1: no PUBACK before acceptance").isTrue();
        gateway.acceptAll();
        assertThat(device.read().hex()).isEqualTo("40 0007");
    }

    @Test
    void aPubAckComesOnlyAfterAcceptance() throws Exception {
        for (boolean version5 : new boolean[] {false, true}) {
            gateway.acceptAtOnce = false;
            gateway.offered.clear();
            try (TinyClient device = client(version5)) {
                assertNoAckBeforeAcceptance(gateway, device);
            }
        }
    }

    /// Control: the check above sees an early acknowledgement where there is one.
    @Test
    void theCheckForEarlyAcknowledgementsCanFail() throws Exception {
        gateway.acceptAtOnce = true; // the mutant: acceptance is claimed before anything is stored
        try (TinyClient device = client(false)) {
            assertThatThrownBy(() -> assertNoAckBeforeAcceptance(gateway, device))
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void aRecordCarriesWhatTheDeviceSent() throws Exception {
        try (TinyClient device = client(false)) {
            assertThat(device.connect("press-01").hex()).isEqualTo("20 0000");
            device.publish(0x31, "a//b/ü", 0, new byte[0], new byte[] {0, -1, 10});
            device.publish("a", 1, 1, "");
            assertThat(device.read().hex()).isEqualTo("40 0001");
        }
        var first = gateway.offered.element().record();
        assertThat(first.address()).isEqualTo("a//b/ü");
        assertThat(first.payload()).containsExactly(0, -1, 10);
        assertThat(first.device().id()).isEqualTo("press-01");
        assertThat(first.retained()).isTrue();
        assertThat(first.qos()).isZero();
    }

    /// `MQL-2`.
    @Test
    void acknowledgementsComeInOrderOfArrivalWhateverTheOrderOfAcceptance() throws Exception {
        gateway.acceptAtOnce = false;
        try (TinyClient device = client(true)) {
            device.connect("press-01");
            for (int id = 1; id <= 3; id++) {
                device.publish("t", 1, id, "x");
            }
            Await.until(SOON, () -> gateway.undecided.size() == 3, "three records");
            var first = gateway.undecided.remove();
            gateway.acceptAll();
            assertThat(device.silentFor(100)).isTrue();
            first.acceptance().accepted(9);
            for (int id = 1; id <= 3; id++) {
                assertThat(device.read().packetId()).as("MQL-2").isEqualTo(id);
            }
        }
    }

    /// `MQL-3`. The device must send it again, so it must not believe it is stored.
    @Test
    void aRefusedRecordClosesTheConnectionWithoutAcknowledgement() throws Exception {
        gateway.acceptAtOnce = false;
        try (TinyClient device = client(true)) {
            device.connect("press-01");
            device.publish("t", 1, 1, "x");
            Await.until(SOON, () -> gateway.undecided.size() == 1, "the record");
            gateway.refuseNext("disk failed");
            TinyClient.Packet last = device.read();
            assertThat(last.hex()).startsWith("e0 83");
            assertThat(last.text()).contains("disk failed");
            assertThat(device.read()).isEqualTo(TinyClient.GONE);
        }
        assertThat(listener.inFlight()).isZero();
    }

    @Test
    void aClosedIntakeClosesTheConnectionWithoutAcknowledgement() throws Exception {
        gateway.closed = true;
        try (TinyClient device = client(false)) {
            device.connect("press-01");
            device.publish("t", 1, 1, "x");
            assertThat(device.read()).isEqualTo(TinyClient.GONE);
        }
        assertThat(listener.inFlight()).isZero();
    }

    /// `MQL-5`. Otherwise a slow disk fills the memory.
    @Test
    void aFullIntakeStopsReadingUntilThereIsRoom() throws Exception {
        gateway.waitFrom = 3;
        try (TinyClient one = client(false);
                TinyClient other = client(false)) {
            one.connect("one");
            other.connect("other");
            for (int id = 1; id <= 10; id++) {
                one.publish("t", 1, id, "x");
            }
            for (int id = 1; id <= 3; id++) {
                assertThat(one.read().packetId()).isEqualTo(id);
            }
            other.publish("t", 1, 1, "y");
            assertThat(other.silentFor(150)).isTrue();
            assertThat(gateway.offered).as("MQL-5").hasSize(3);
            gateway.giveRoom();
            for (int id = 4; id <= 10; id++) {
                assertThat(one.read().packetId()).isEqualTo(id);
            }
            assertThat(other.read().hex()).isEqualTo("40 0001");
            assertThat(gateway.offered).hasSize(11);
        }
    }

    @Test
    void aDeviceThatIgnoresItsWindowIsHeldBack() throws Exception {
        gateway.acceptAtOnce = false;
        try (TinyClient device = client(false)) {
            device.connect("press-01");
            for (int id = 1; id <= 40; id++) {
                device.publish("t", 1, id, "x");
            }
            Await.until(SOON, () -> gateway.offered.size() == 16, "twice the window of 8");
            assertThat(device.silentFor(100)).isTrue();
            assertThat(gateway.offered).hasSize(16);
            assertThat(listener.inFlight()).isEqualTo(16);
            Await.until(
                    SOON,
                    () -> {
                        gateway.acceptAll();
                        return gateway.offered.size() == 40 && gateway.undecided.isEmpty();
                    },
                    "all records");
            for (int id = 1; id <= 40; id++) {
                assertThat(device.read().packetId()).isEqualTo(id);
            }
        }
        assertThat(listener.inFlight()).isZero();
    }

    @Test
    void aVersion5DeviceThatExceedsReceiveMaximumIsDisconnected() throws Exception {
        gateway.acceptAtOnce = false;
        try (TinyClient device = client(true)) {
            assertThat(device.connect("press-01").hex()).contains("210008"); // Receive Maximum 8
            for (int id = 1; id <= 9; id++) {
                device.publish("t", 1, id, "x");
            }
            assertThat(device.read().hex()).startsWith("e0 93");
        }
        Await.until(SOON, () -> gateway.codes().contains("MQTT-0138"), "MQTT-0138");
        assertThat(gateway.offered).hasSize(8);
    }

    /// Row 13: whether it is the same message nobody can know; that it may be is kept.
    @Test
    void aMessageThatIsSentAgainIsARecordThatSaysSo() throws Exception {
        try (TinyClient device = client(true)) {
            device.connect("press-01");
            device.publish(0x32, "t", 5, new byte[0], new byte[] {'x'});
            device.read();
            device.publish(0x3A, "t", 5, new byte[0], new byte[] {'x'}); // DUP, PUBACK lost
            device.read();
        }
        assertThat(gateway.offered)
                .extracting(each -> each.record().duplicateFlagged())
                .containsExactly(false, true);
    }

    /// `MQL-7`.
    @Test
    void aQos2MessageSentTwiceIsTakenInOnce() throws Exception {
        gateway.acceptAtOnce = false;
        try (TinyClient device = client(true)) {
            device.connect("press-01");
            device.publish("t", 2, 5, "x");
            Await.until(SOON, () -> gateway.undecided.size() == 1, "the record");
            device.publish(0x3C, "t", 5, new byte[0], new byte[] {'x'}); // DUP, still undecided
            assertThat(device.silentFor(100)).as("MQL-1: no PUBREC before acceptance").isTrue();
            gateway.acceptAll();
            assertThat(device.read().hex()).isEqualTo("50 0005");
            device.publish(0x3C, "t", 5, new byte[0], new byte[] {'x'}); // DUP, PUBREC lost
            assertThat(device.read().hex()).isEqualTo("50 0005");
            device.acknowledge(0x62, 5);
            assertThat(device.read().hex()).isEqualTo("70 0005");
            device.acknowledge(0x62, 5);
            assertThat(device.read().hex()).isEqualTo("70 000592");
            assertThat(gateway.offered).as("MQL-7").hasSize(1);
            device.publish("t", 2, 5, "next");
            Await.until(SOON, () -> gateway.offered.size() == 2, "the id is free again");
        }
    }

    /// `MQL-7` across a reconnect, with the acceptance falling in between.
    @Test
    void aQos2MessageIsTakenInOnceAcrossAReconnect() throws Exception {
        gateway.acceptAtOnce = false;
        try (TinyClient device = client(false)) {
            device.connect("press-01", false, 0, new byte[0]);
            device.publish("t", 2, 5, "x");
            Await.until(SOON, () -> gateway.undecided.size() == 1, "the record");
            device.cut();
        }
        try (TinyClient device = client(false)) {
            assertThat(device.connect("press-01", false, 0, new byte[0]).hex())
                    .isEqualTo("20 0100");
            device.publish(0x3C, "t", 5, new byte[0], new byte[] {'x'});
            assertThat(device.silentFor(100)).isTrue();
            gateway.acceptAll();
            assertThat(device.read().hex()).isEqualTo("50 0005");
            device.acknowledge(0x62, 5);
            assertThat(device.read().hex()).isEqualTo("70 0005");
        }
        assertThat(gateway.offered).as("MQL-7").hasSize(1);
    }

    @Test
    void stoppingAcknowledgesWhatIsStillAccepted() throws Exception {
        gateway.acceptAtOnce = false;
        try (TinyClient device = client(true)) {
            device.connect("press-01");
            device.publish("t", 1, 1, "x");
            Await.until(SOON, () -> gateway.undecided.size() == 1, "one in flight");
            Thread stopping = Thread.ofPlatform().start(() -> listener.stop(30_000));
            Await.until(SOON, () -> refusesConnections(), "the port to close");
            gateway.acceptAll();
            assertThat(device.read().hex()).isEqualTo("40 0001");
            assertThat(device.read().hex()).startsWith("e0 8b");
            assertThat(device.read()).isEqualTo(TinyClient.GONE);
            stopping.join(60_000);
            assertThat(stopping.isAlive()).isFalse();
        }
    }

    /// The log's thread tells acceptances; an exception there would stop the whole gateway.
    @Test
    void newsAfterTheStopHurtNobody() throws Exception {
        gateway.acceptAtOnce = false;
        gateway.waitFrom = 1;
        try (TinyClient device = client(true)) {
            device.connect("press-01");
            device.publish("t", 1, 1, "x");
            Await.until(SOON, () -> gateway.waitingForRoom.get() != null, "a full intake");
            listener.stop(50);
            gateway.giveRoom();
            gateway.acceptAll();
            assertThat(device.read().hex()).as("no PUBACK").startsWith("e0 8b");
        }
    }

    private boolean refusesConnections() {
        try (TinyClient _ = client(false)) {
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    @Test
    void tenThousandPipelinedMessagesAreAcknowledgedInOrder() throws Exception {
        try (TinyClient device = client(false)) {
            device.connect("press-01");
            Thread sender =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try {
                                            for (int id = 1; id <= 10_000; id++) {
                                                device.publish("plant/press-01", 1, id, "n" + id);
                                            }
                                        } catch (IOException failed) {
                                            throw new java.io.UncheckedIOException(failed);
                                        }
                                    });
            for (int id = 1; id <= 10_000; id++) {
                assertThat(device.read().packetId()).isEqualTo(id);
            }
            sender.join(60_000);
        }
        assertThat(gateway.offered).hasSize(10_000);
        assertThat(listener.inFlight()).isZero();
    }
}
