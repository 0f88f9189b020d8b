package org.fieldproof.connector.mqtt.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.spi.Source;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A client library of somebody else's against the endpoint.
final class HiveMqClientTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final FakeGateway gateway = new FakeGateway(Map.of());
    private final Source listener = new MqttListenerFactory().create(gateway);

    @BeforeEach
    void start() throws Exception {
        listener.start();
    }

    @AfterEach
    void stop() {
        listener.stop(500);
    }

    private Mqtt5BlockingClient client5(String id) {
        return MqttClient.builder()
                .useMqttVersion5()
                .identifier(id)
                .serverHost("127.0.0.1")
                .serverPort(gateway.port())
                .buildBlocking();
    }

    private Mqtt3BlockingClient client3(String id) {
        return MqttClient.builder()
                .useMqttVersion3()
                .identifier(id)
                .serverHost("127.0.0.1")
                .serverPort(gateway.port())
                .buildBlocking();
    }

    @Test
    void eachQosOfVersion5IsAcknowledgedAndDelivered() {
        Mqtt5BlockingClient device = client5("press-01");
        Mqtt5BlockingClient phone = client5("phone");
        Queue<Mqtt5Publish> seen = new ConcurrentLinkedQueue<>();
        phone.toAsync().publishes(MqttGlobalPublishFilter.ALL, seen::add);
        Mqtt5ConnAck agreed = device.connect();
        assertThat(agreed.getRestrictions().getReceiveMaximum()).isEqualTo(1_024);
        phone.connect();
        phone.subscribeWith().topicFilter("plant/#").qos(MqttQos.AT_LEAST_ONCE).send();
        for (MqttQos qos : MqttQos.values()) {
            Mqtt5PublishResult result =
                    device.publishWith()
                            .topic("plant/" + qos.getCode())
                            .qos(qos)
                            .payload("x".getBytes(StandardCharsets.UTF_8))
                            .contentType("text")
                            .userProperties()
                            .add("fp-seq", "7")
                            .applyUserProperties()
                            .send();
            assertThat(result.getError()).isEmpty();
        }
        Await.until(SOON, () -> seen.size() == 3, "three messages");
        for (Mqtt5Publish one : seen) {
            assertThat(one.getUserProperties().asList().get(0).getValue()).hasToString("7");
            assertThat(one.getContentType().orElseThrow()).hasToString("text");
        }
        device.disconnect();
        phone.disconnect();
        assertThat(gateway.topics()).containsExactly("plant/0", "plant/1", "plant/2");
    }

    @Test
    void eachQosOfVersion3IsAcknowledgedAndDelivered() {
        Mqtt3BlockingClient device = client3("press-01");
        Mqtt3BlockingClient phone = client3("phone");
        Queue<Mqtt3Publish> seen = new ConcurrentLinkedQueue<>();
        phone.toAsync().publishes(MqttGlobalPublishFilter.ALL, seen::add);
        device.connect();
        phone.connect();
        phone.subscribeWith().topicFilter("plant/+").qos(MqttQos.EXACTLY_ONCE).send();
        for (MqttQos qos : MqttQos.values()) {
            device.publishWith().topic("plant/" + qos.getCode()).qos(qos).send();
        }
        Await.until(SOON, () -> seen.size() == 3, "three messages");
        device.disconnect();
        phone.disconnect();
        assertThat(gateway.offered).hasSize(3);
    }

    /// G17: what waits for a subscriber that is away is there when it comes back.
    @Test
    void aSessionKeepsWhatCameWhileItsClientWasAway() {
        Mqtt5BlockingClient phone = client5("phone");
        phone.connectWith().cleanStart(false).sessionExpiryInterval(600).send();
        phone.subscribeWith().topicFilter("t").qos(MqttQos.AT_LEAST_ONCE).send();
        phone.disconnect();
        Mqtt5BlockingClient device = client5("press-01");
        device.connect();
        for (int i = 0; i < 3_000; i++) {
            device.toAsync()
                    .publishWith()
                    .topic("t")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(Integer.toString(i).getBytes(StandardCharsets.UTF_8))
                    .send();
        }
        Await.until(SOON, () -> gateway.offered.size() == 3_000, "3,000 records");
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        Mqtt5BlockingClient again = client5("phone");
        again.toAsync()
                .publishes(
                        MqttGlobalPublishFilter.ALL,
                        one ->
                                seen.add(
                                        new String(
                                                one.getPayloadAsBytes(), StandardCharsets.UTF_8)));
        Mqtt5ConnAck resumed =
                again.connectWith().cleanStart(false).sessionExpiryInterval(600).send();
        assertThat(resumed.isSessionPresent()).isTrue();
        Await.until(SOON, () -> seen.size() == 3_000, "3,000 messages");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            expected.add(Integer.toString(i));
        }
        assertThat(seen).as("in order, none lost, none twice").containsExactlyElementsOf(expected);
        again.disconnect();
        device.disconnect();
    }

    @Test
    void thousandsInFlightAreAllAcknowledgedAfterDelayedAcceptance() throws Exception {
        gateway.acceptAtOnce = false;
        Mqtt5AsyncClient device = client5("press-01").toAsync();
        device.connect().get(60, TimeUnit.SECONDS);
        List<CompletableFuture<Mqtt5PublishResult>> sent = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            sent.add(device.publishWith().topic("t").qos(MqttQos.AT_LEAST_ONCE).send());
        }
        Await.until(SOON, () -> gateway.undecided.size() == 1_024, "the window to fill");
        assertThat(sent).noneMatch(CompletableFuture::isDone);
        Await.until(
                SOON,
                () -> {
                    gateway.acceptAll();
                    return sent.stream().allMatch(CompletableFuture::isDone);
                },
                "all acknowledged");
        assertThat(gateway.offered).hasSize(5_000);
        device.disconnect().get(60, TimeUnit.SECONDS);
    }

    @Test
    void aRefusedClientLearnsTheReason() {
        Mqtt5BlockingClient client = client5("x".repeat(300));
        assertThatThrownBy(client::connect)
                .isInstanceOfSatisfying(
                        Mqtt5ConnAckException.class,
                        refused ->
                                assertThat(refused.getMqttMessage().getReasonCode())
                                        .isEqualTo(
                                                Mqtt5ConnAckReasonCode
                                                        .CLIENT_IDENTIFIER_NOT_VALID));
    }
}
