package org.fieldproof.connector.mqtt.client;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.MqttEncodeException;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserPropertiesBuilder;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubRecException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAck;
import io.reactivex.disposables.SerialDisposable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.fieldproof.api.record.Property;
import org.jspecify.annotations.Nullable;

/// A line that speaks MQTT 5.
final class Mqtt5Line implements BrokerLine {
    /// One below the protocol's default, so that the client says it aloud: where it is not said,
    /// mosquitto keeps 20 in flight and 1,000 waiting, and drops what a reader has not taken yet.
    private static final int RECEIVE_MAXIMUM_SAID = 65_534;

    /// Below what the log takes as one record (16 MiB). A broker keeps a larger message from us
    /// (MQTT 5, 3.1.2.11.4); without it, one would come again and again, and nothing behind it.
    private static final int PACKET_BYTES_MAX = 15 << 20;

    private final LineSettings settings;
    private final Mqtt5AsyncClient client;
    // Set on the event loop, read by the disconnect callback there and by tests elsewhere.
    private final AtomicBoolean up = new AtomicBoolean();

    /// Ended with the line. The library keeps the event loop of whoever waits for messages, and of
    /// a line that never came up nobody would wait any less: some KiB for each failed attempt.
    private final SerialDisposable arrivals = new SerialDisposable();

    Mqtt5Line(LineSettings settings, Listener listener) {
        this.settings = settings;
        client =
                Mqtt5Client.builder()
                        .identifier(settings.clientId())
                        .transportConfig(settings.transport())
                        .executorConfig(settings.executor())
                        .addConnectedListener(_ -> up.set(true))
                        .addDisconnectedListener(
                                context -> {
                                    if (up.compareAndSet(true, false)) {
                                        listener.lost(
                                                context.getCause(),
                                                context.getSource() == MqttDisconnectSource.SERVER);
                                    }
                                    arrivals.dispose();
                                })
                        .buildAsync();
        // MQ-1: before CONNECT, or what the broker has queued for us is acknowledged unseen.
        arrivals.set(
                client.toRx()
                        .publishes(MqttGlobalPublishFilter.ALL, true)
                        .subscribe(
                                publish -> listener.arrived(arrived(publish)),
                                _ -> {
                                    // The line has ended, which the listener above has told.
                                }));
    }

    @Override
    public CompletionStage<Boolean> connect() {
        return client.connect(connectMessage()).thenApply(ack -> ack.isSessionPresent());
    }

    private Mqtt5Connect connectMessage() {
        Mqtt5ConnectBuilder connect =
                Mqtt5Connect.builder()
                        .keepAlive(settings.keepAliveSeconds())
                        .cleanStart(settings.session().cleanStart())
                        .sessionExpiryInterval(settings.session().expirySeconds())
                        .restrictions()
                        .receiveMaximum(Math.min(settings.receiveMaximum(), RECEIVE_MAXIMUM_SAID))
                        .maximumPacketSize(PACKET_BYTES_MAX)
                        .sendMaximum(settings.sendMaximum())
                        .sendTopicAliasMaximum(0)
                        .applyRestrictions();
        return settings.login()
                .map(
                        login ->
                                connect.simpleAuth()
                                        .username(login.user())
                                        .password(login.password())
                                        .applySimpleAuth()
                                        .build())
                .orElseGet(connect::build);
    }

    @Override
    public CompletionStage<List<Integer>> subscribe(List<Subscription> subscriptions) {
        List<Mqtt5Subscription> wanted =
                subscriptions.stream()
                        .map(
                                subscription ->
                                        Mqtt5Subscription.builder()
                                                .topicFilter(subscription.filter())
                                                .qos(qos(subscription.qos()))
                                                .retainHandling(retainHandling(subscription))
                                                .retainAsPublished(true)
                                                .build())
                        .toList();
        return client.subscribe(Mqtt5Subscribe.builder().addSubscriptions(wanted).build())
                .handle(Mqtt5Line::granted);
    }

    /// A new session brings the retained messages once, a resumed one not again. Shared
    /// subscriptions bring none by the protocol's rule.
    private static Mqtt5RetainHandling retainHandling(Subscription subscription) {
        return subscription.retained() && !subscription.filter().startsWith("$share/")
                ? Mqtt5RetainHandling.SEND_IF_SUBSCRIPTION_DOES_NOT_EXIST
                : Mqtt5RetainHandling.DO_NOT_SEND;
    }

    private static List<Integer> granted(@Nullable Mqtt5SubAck ack, @Nullable Throwable failure) {
        if (ack != null) {
            return codes(ack);
        }
        Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
        if (cause instanceof Mqtt5SubAckException refused) {
            return codes(refused.getMqttMessage());
        }
        throw new CompletionException(cause);
    }

    private static List<Integer> codes(Mqtt5SubAck ack) {
        return ack.getReasonCodes().stream().map(code -> code.getCode()).toList();
    }

    @Override
    public void publish(OutgoingPublish publish, Consumer<PublishAnswer> answer) {
        Mqtt5Publish message;
        try {
            message = message(publish);
        } catch (IllegalArgumentException e) {
            answer.accept(new PublishAnswer.Unsendable(e));
            return;
        }
        var _ =
                client.publish(message)
                        .whenComplete(
                                (_, failure) ->
                                        answer.accept(
                                                failure == null
                                                        ? new PublishAnswer.Acknowledged()
                                                        : answerTo(failure)));
    }

    private static Mqtt5Publish message(OutgoingPublish publish) {
        Mqtt5UserPropertiesBuilder properties = Mqtt5UserProperties.builder();
        for (Property property : publish.properties()) {
            var _ = properties.add(property.name(), property.value());
        }
        return Mqtt5Publish.builder()
                .topic(publish.topic())
                .payload(publish.payload())
                .qos(qos(publish.qos()))
                .retain(publish.retain())
                .payloadFormatIndicator(publish.text() ? Mqtt5PayloadFormatIndicator.UTF_8 : null)
                .userProperties(properties.build())
                .build();
    }

    private static PublishAnswer answerTo(Throwable failure) {
        Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
        return switch (cause) {
            case Mqtt5PubAckException refused ->
                    new PublishAnswer.Refused(
                            refused.getMqttMessage().getReasonCode().getCode(),
                            refused.getMqttMessage().getReasonCode().name());
            case Mqtt5PubRecException refused ->
                    new PublishAnswer.Refused(
                            refused.getMqttMessage().getReasonCode().getCode(),
                            refused.getMqttMessage().getReasonCode().name());
            case MqttEncodeException unsendable -> new PublishAnswer.Unsendable(unsendable);
            case null -> new PublishAnswer.Unknown(failure);
            default -> new PublishAnswer.Unknown(cause);
        };
    }

    @Override
    public boolean connected() {
        return client.getState().isConnected();
    }

    @Override
    public CompletionStage<Void> disconnect() {
        if (!connected()) {
            return CompletableFuture.completedFuture(null);
        }
        return client.disconnect().handle((_, _) -> null);
    }

    private static ArrivedPublish arrived(Mqtt5Publish publish) {
        return new ArrivedPublish(
                publish.getTopic().toString(),
                publish.getPayloadAsBytes(),
                publish.getQos().getCode(),
                publish.isRetain(),
                publish.getPayloadFormatIndicator().orElse(Mqtt5PayloadFormatIndicator.UNSPECIFIED)
                        == Mqtt5PayloadFormatIndicator.UTF_8,
                publish.getUserProperties().asList().stream()
                        .map(p -> new Property(p.getName().toString(), p.getValue().toString()))
                        .toList(),
                publish::acknowledge);
    }

    private static MqttQos qos(int code) {
        MqttQos qos = MqttQos.fromCode(code);
        if (qos == null) {
            throw new IllegalArgumentException("qos: " + code + " (expected: 0 to 2)");
        }
        return qos;
    }
}
