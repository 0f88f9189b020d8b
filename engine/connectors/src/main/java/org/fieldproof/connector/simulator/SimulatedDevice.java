package org.fieldproof.connector.simulator;

import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.netty.channel.EventLoopGroup;
import io.reactivex.schedulers.Schedulers;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.time.GatewayClock;
import org.jspecify.annotations.Nullable;

/// One device: a client, a counter, a schedule, and what is not acknowledged yet.
///
/// Its schedule never bends to the answers (no coordinated omission): a message that is due while
/// the window is full or the line is down is sent, late, as soon as that is over. What was not
/// acknowledged is sent again after a reconnect, in order and before anything new: by the client
/// itself with the DUP flag where the session survived, by us as a new PUBLISH where it did not.
///
/// Owned by the event loop; fields that others read are volatile.
final class SimulatedDevice {
    private static final long SESSION_SECONDS = 3_600;
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final int TIMEOUT_SECONDS = 10;
    /// A device that was away for longer does not make up for more than this.
    private static final long CATCH_UP_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long RETRY_FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long RETRY_MAX_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final SimulatorConfig.Device config;
    private final GatewayClock clock;
    private final EventLoopGroup loop;
    private final PayloadTemplate payload;
    private final SplittableRandom random;
    private final DeviceAccount account;
    private final ArrayDeque<Unacknowledged> window = new ArrayDeque<>();

    private @Nullable Mqtt5AsyncClient client;
    /// Counts clients, so that a late answer to an old one is told from one to this.
    private int generation;
    private @Nullable InetSocketAddress clientAddress;
    private boolean sessionMade;
    private long dueNanos;
    private boolean scheduled;
    private long counter;
    private long retryDelayNanos = RETRY_FIRST_NANOS;
    private boolean stopping;

    // Written on the loop, read by the thread that prepares lines and keeps counters.
    private volatile Line line = Line.DOWN;
    private volatile long retryAtNanos;
    private volatile long lastCounter;
    private volatile int unacknowledged;
    private volatile String trouble = "";
    // Written by the thread that keeps counters, read on the loop.
    private volatile long reservedThrough;

    /// Where the device's line stands.
    enum Line {
        DOWN,
        DIALLING,
        UP
    }

    private static final class Unacknowledged {
        final byte[] payload;
        boolean acknowledged;
        boolean unsent;

        Unacknowledged(byte[] payload) {
            this.payload = payload;
        }
    }

    SimulatedDevice(
            SimulatorConfig.Device config, GatewayClock clock, EventLoopGroup loop, long counter) {
        this.config = config;
        this.clock = clock;
        this.loop = loop;
        this.counter = counter;
        lastCounter = counter;
        reservedThrough = counter;
        retryAtNanos = clock.nanoTime();
        payload = PayloadTemplate.of(config.payload(), config.id());
        random = new SplittableRandom(config.id().hashCode());
        account = new DeviceAccount(config.id());
    }

    String id() {
        return config.id();
    }

    DeviceAccount account() {
        return account;
    }

    Line line() {
        return line;
    }

    String trouble() {
        return trouble;
    }

    int unacknowledged() {
        return unacknowledged;
    }

    long lastCounter() {
        return lastCounter;
    }

    long reservedThrough() {
        return reservedThrough;
    }

    /// Counters up to here are on disk as used and may be sent.
    void reserve(long through) {
        reservedThrough = through;
    }

    double ratePerSecond() {
        return config.ratePerSecond();
    }

    boolean wantsALine(long nowNanos) {
        return line == Line.DOWN && nowNanos - retryAtNanos >= 0;
    }

    /// No line could even be planned.
    void planFailed(String why) {
        lineDown(why);
    }

    /// Dials. On the loop.
    void connect(LinePlan plan) {
        if (stopping || line != Line.DOWN) {
            return;
        }
        line = Line.DIALLING;
        account.identity(plan.identity());
        Mqtt5AsyncClient dialling = clientFor(plan);
        int asked = generation;
        Mqtt5Connect connect =
                Mqtt5Connect.builder()
                        .cleanStart(!sessionMade)
                        .sessionExpiryInterval(SESSION_SECONDS)
                        .keepAlive(KEEP_ALIVE_SECONDS)
                        .build();
        var _ =
                dialling.connect(connect)
                        .whenComplete(
                                (_, failure) -> {
                                    if (asked == generation) {
                                        connected(failure);
                                    }
                                });
    }

    private Mqtt5AsyncClient clientFor(LinePlan plan) {
        Mqtt5AsyncClient known = client;
        if (known != null && plan.address().equals(clientAddress)) {
            return known;
        }
        Mqtt5AsyncClient made =
                Mqtt5Client.builder()
                        .identifier(config.id())
                        .transportConfig(
                                MqttClientTransportConfig.builder()
                                        .serverAddress(plan.address())
                                        .sslConfig(plan.tls())
                                        .socketConnectTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                                        .mqttConnectTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                                        .build())
                        .executorConfig(
                                MqttClientExecutorConfig.builder()
                                        .nettyExecutor(loop)
                                        .applicationScheduler(Schedulers.trampoline())
                                        .build())
                        .addDisconnectedListener(
                                context -> {
                                    if (line == Line.UP) {
                                        lineDown(words(context.getCause()));
                                    }
                                })
                        .buildAsync();
        // Another place knows nothing of the old session: everything is sent again by us.
        window.forEach(each -> each.unsent = true);
        client = made;
        generation++;
        clientAddress = plan.address();
        sessionMade = false;
        return made;
    }

    private void connected(@Nullable Throwable failure) {
        if (failure != null) {
            lineDown(words(failure));
            return;
        }
        sessionMade = true;
        line = Line.UP;
        trouble = "";
        retryDelayNanos = RETRY_FIRST_NANOS;
        if (!scheduled) {
            scheduled = true;
            // Devices do not start in step.
            dueNanos = clock.nanoTime() + (long) (random.nextDouble() * intervalNanos());
        }
        for (Unacknowledged each : window) {
            if (each.unsent) {
                publish(each);
            }
        }
    }

    private void lineDown(String why) {
        trouble = why;
        retryAtNanos =
                clock.nanoTime() + (long) (retryDelayNanos * (0.5 + random.nextDouble() / 2));
        retryDelayNanos = Math.min(retryDelayNanos * 2, RETRY_MAX_NANOS);
        line = Line.DOWN;
    }

    /// Sends what is due. On the loop.
    void tick(long nowNanos) {
        if (line != Line.UP || stopping) {
            return;
        }
        if (nowNanos - dueNanos > CATCH_UP_NANOS) {
            dueNanos = nowNanos - CATCH_UP_NANOS;
        }
        while (nowNanos - dueNanos >= 0
                && window.size() < config.window()
                && counter < reservedThrough) {
            sendNext();
            double off = (random.nextDouble() * 2 - 1) * config.jitterPercent() / 100;
            dueNanos += (long) (intervalNanos() * (1 + off));
        }
    }

    private double intervalNanos() {
        return 1e9 / config.ratePerSecond();
    }

    private void sendNext() {
        long next = counter + 1;
        byte[] bytes = payload.expand(next, clock.epochNanos() / 1_000_000);
        counter = next;
        lastCounter = next;
        Unacknowledged message = new Unacknowledged(bytes);
        window.add(message);
        unacknowledged = window.size();
        account.sent(next);
        publish(message);
    }

    private void publish(Unacknowledged message) {
        message.unsent = false;
        int asked = generation;
        Mqtt5AsyncClient sending = Objects.requireNonNull(client, "a line is up without a client");
        Mqtt5Publish publish =
                Mqtt5Publish.builder()
                        .topic(config.topic())
                        .qos(Objects.requireNonNull(MqttQos.fromCode(config.qos())))
                        .retain(config.retain())
                        .payload(message.payload)
                        .build();
        var _ =
                sending.publish(publish)
                        .whenComplete(
                                (_, failure) -> {
                                    if (asked != generation) {
                                        return;
                                    }
                                    if (failure == null) {
                                        acknowledged(message);
                                    } else {
                                        message.unsent = true;
                                    }
                                });
    }

    private void acknowledged(Unacknowledged message) {
        if (message.acknowledged) {
            return;
        }
        message.acknowledged = true;
        account.acknowledgedOne();
        while (!window.isEmpty() && window.getFirst().acknowledged) {
            window.removeFirst();
        }
        unacknowledged = window.size();
    }

    /// Sends nothing new from now on. On the loop.
    void stop() {
        stopping = true;
    }

    /// Hangs up. On the loop.
    void hangUp() {
        stopping = true;
        Mqtt5AsyncClient last = client;
        if (last != null && last.getState().isConnected()) {
            var _ = last.disconnect();
        }
    }

    private static String words(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < 10 && cause.getCause() != null; i++) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
