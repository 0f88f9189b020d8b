package org.fieldproof.connector.mqtt.client;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.MqttEncodeException;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3ConnectBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscribe;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscription;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.suback.Mqtt3SubAck;
import io.reactivex.disposables.SerialDisposable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A line that speaks MQTT 3.1.1: no user properties, no reasons, no receive maximum.
final class Mqtt3Line implements BrokerLine {
    private final LineSettings settings;
    private final Mqtt3AsyncClient client;
    // Set on the event loop, read by the disconnect callback there and by tests elsewhere.
    private final AtomicBoolean up = new AtomicBoolean();

    /// Ended with the line. The library keeps the event loop of whoever waits for messages, and of
    /// a line that never came up nobody would wait any less: some KiB for each failed attempt.
    private final SerialDisposable arrivals = new SerialDisposable();

    Mqtt3Line(LineSettings settings, Listener listener) {
        this.settings = settings;
        client =
                Mqtt3Client.builder()
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

    private Mqtt3Connect connectMessage() {
        Mqtt3ConnectBuilder connect =
                Mqtt3Connect.builder()
                        .keepAlive(settings.keepAliveSeconds())
                        .cleanSession(settings.session().expirySeconds() == 0)
                        .restrictions()
                        .sendMaximum(settings.sendMaximum())
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
        List<Mqtt3Subscription> wanted =
                subscriptions.stream()
                        .map(
                                subscription ->
                                        Mqtt3Subscription.builder()
                                                .topicFilter(subscription.filter())
                                                .qos(qos(subscription.qos()))
                                                .build())
                        .toList();
        return client.subscribe(Mqtt3Subscribe.builder().addSubscriptions(wanted).build())
                .handle(Mqtt3Line::granted);
    }

    private static List<Integer> granted(@Nullable Mqtt3SubAck ack, @Nullable Throwable failure) {
        if (ack != null) {
            return codes(ack);
        }
        Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
        if (cause instanceof Mqtt3SubAckException refused) {
            return codes(refused.getMqttMessage());
        }
        throw new CompletionException(cause);
    }

    private static List<Integer> codes(Mqtt3SubAck ack) {
        return ack.getReturnCodes().stream().map(code -> code.getCode()).toList();
    }

    @Override
    public void publish(OutgoingPublish publish, Consumer<PublishAnswer> answer) {
        Mqtt3Publish message;
        try {
            message =
                    Mqtt3Publish.builder()
                            .topic(publish.topic())
                            .payload(publish.payload())
                            .qos(qos(publish.qos()))
                            .retain(publish.retain())
                            .build();
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

    private static PublishAnswer answerTo(Throwable failure) {
        Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
        return switch (cause) {
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

    private static ArrivedPublish arrived(Mqtt3Publish publish) {
        return new ArrivedPublish(
                publish.getTopic().toString(),
                publish.getPayloadAsBytes(),
                publish.getQos().getCode(),
                publish.isRetain(),
                false,
                List.of(),
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
