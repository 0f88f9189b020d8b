package org.fieldproof.connector.mqtt.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Counter;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.connector.mqtt.client.ArrivalDesk.Loss;
import org.fieldproof.connector.mqtt.client.ArrivalDesk.Losses;
import org.fieldproof.connector.mqtt.client.BrokerLine.Subscription;
import org.fieldproof.connector.mqtt.payload.MessageDecoder;
import org.fieldproof.connector.mqtt.payload.PayloadConfig;
import org.fieldproof.connector.mqtt.payload.StrictText;
import org.jspecify.annotations.Nullable;

/// Subscribes at a broker. Its thread `fp-source-<id>` dials, watches, and dials again; each line
/// is a new client with a loop of its own, so that nothing of a broken one lives on.
final class MqttSource implements Source {
    private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long AFTER_LOOP_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final Duration RETRY_FIRST = Duration.ofSeconds(1);
    private static final Duration RETRY_MAX = Duration.ofSeconds(60);
    /// A stall that a new connection does not mend is not mended by many.
    private static final int STALL_DOUBLINGS_MAX = 5;

    private final SourceHost host;
    private final RandomGenerator random;
    private final MqttSourceConfig config;
    private final MessageDecoder decoder;
    private final ConnectProblems problems;
    private final BrokerDialer dialer;
    private final Backoff backoff;
    private final TakeoverWatch takeovers = new TakeoverWatch();
    private final CountDownLatch done = new CountDownLatch(1);
    private int stalls;
    private final Losses losses = new Losses();
    // Set by the engine's thread, read by ours; the desk the other way round.
    private volatile boolean stopping;
    private volatile long stopByNanos;
    private volatile @Nullable ArrivalDesk desk;
    private boolean started;
    private final Counter connects;

    MqttSource(SourceHost host, RandomGenerator random) {
        this.host = host;
        this.random = random;
        config = MqttSourceConfig.of(host.config());
        decoder =
                PayloadConfig.decoder(
                        host.config(),
                        new MessageDecoder.Codes(MqttCodes.UNDECODED, MqttCodes.SEQUENCE_GAP));
        problems = new ConnectProblems("connection " + host.id(), config.line().tls().isPresent());
        dialer = new BrokerDialer(host, config.line(), problems, true);
        backoff = new Backoff(RETRY_FIRST, RETRY_MAX, random);
        connects = host.meters().counter("connects", "lines");
        host.meters().gauge("unacknowledged", "messages", this::unacknowledged);
    }

    @Override
    public void start() {
        started = true;
        host.state(ConnectorState.STARTING, null);
        host.startThread("fp-source-" + host.id(), this::run);
    }

    private void run() {
        try {
            while (!stopping) {
                long pauseNanos = oneLine();
                long from = host.clock().nanoTime();
                while (!stopping
                        && (host.clock().nanoTime() - from < pauseNanos || waitingForRoom())) {
                    tellLosses(false);
                    LockSupport.parkNanos(WATCH_NANOS);
                }
            }
        } finally {
            tellLosses(true);
            host.state(ConnectorState.STOPPED, null);
            done.countDown();
        }
    }

    private boolean waitingForRoom() {
        ArrivalDesk last = desk;
        return last != null && last.waiting();
    }

    /// One connection, from dialling to its end.
    ///
    /// @return how long to wait before the next one
    private long oneLine() {
        LineLoop loop = new LineLoop(host.id());
        BrokerLine line = null;
        try {
            LineSettings settings =
                    dialer.prepare(
                            ClientIds.of(host, config.line(), random),
                            new LineSettings.Session(
                                    config.cleanStart(), config.sessionExpiry().toSeconds()),
                            config.receiveMaximum(),
                            16,
                            loop.group());
            decoder.lineIsNew();
            ArrivalDesk taking =
                    new ArrivalDesk(host, config, decoder, loop, problems.target(), losses);
            desk = taking;
            line = settings.line(taking);
            boolean sessionPresent = await(line.connect());
            connects.increment();
            loop.gatherWrites();
            loop.gatherReads(taking.gate());
            tellSession(sessionPresent, settings.clientId());
            tellGranted(await(line.subscribe(config.subscriptions())));
            return watch(taking);
        } catch (ConnectorException e) {
            return failed(e.problem());
        } finally {
            end(loop, line);
        }
    }

    private <T> T await(CompletionStage<T> stage) throws ConnectorException {
        // Socket, handshake and CONNACK have a timeout each.
        long limitMillis = config.line().connectTimeout().toMillis() * 3 + 1_000;
        try {
            return stage.toCompletableFuture().get(limitMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ConnectorException(problems.ofConnecting(cause), e);
        } catch (TimeoutException e) {
            throw new ConnectorException(problems.ofConnecting(e), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts threads here", e);
        }
    }

    /// A session that the broker should have had, and has not, may have held messages for us.
    private void tellSession(boolean present, String clientId) {
        if (config.cleanStart()) {
            return;
        }
        Path marker = host.dataDirectory().resolve("session");
        try {
            boolean expected =
                    Files.exists(marker) && Files.readString(marker).trim().equals(clientId);
            if (expected && !present) {
                event(
                        MqttCodes.SESSION_LOST,
                        "The broker no longer knows our session: what it received for us while"
                                + " we were away may be lost. Raise its session expiry, and check"
                                + " that it keeps sessions over a restart.");
            }
            if (!expected) {
                Files.writeString(marker, clientId + "\n");
            }
        } catch (IOException e) {
            event(MqttCodes.SESSION_LOST, "Whether the session was kept is not known: " + e + ".");
        }
    }

    private void tellGranted(List<Integer> granted) {
        List<String> shortfalls = new ArrayList<>();
        List<Subscription> wanted = config.subscriptions();
        for (int i = 0; i < wanted.size(); i++) {
            int code = i < granted.size() ? granted.get(i) : 0x80;
            if (code >= 0x80) {
                shortfalls.add(
                        wanted.get(i).filter() + " refused (0x" + Integer.toHexString(code) + ")");
            } else if (code < wanted.get(i).qos()) {
                shortfalls.add(wanted.get(i).filter() + " with QoS " + code + " only");
            }
        }
        if (shortfalls.isEmpty()) {
            host.state(ConnectorState.UP, null);
        } else {
            host.state(
                    ConnectorState.DEGRADED,
                    Problem.warning(
                            MqttCodes.SUBSCRIPTION,
                            problems.object(),
                            "The broker does not grant what was subscribed to: "
                                    + String.join(", ", shortfalls)
                                    + ".",
                            "Allow this client to subscribe there, or change subscriptions."));
        }
    }

    /// Returns when the line is of no use any more.
    private long watch(ArrivalDesk taking) {
        long upNanos = host.clock().nanoTime();
        while (true) {
            long now = host.clock().nanoTime();
            Loss loss = taking.loss();
            if (loss != null) {
                return lost(loss, now - upNanos);
            }
            if (stopping) {
                taking.close();
                if (taking.settled() || now - stopByNanos >= 0) {
                    return 0;
                }
            } else {
                long pauseNanos = stalled(taking, now);
                if (pauseNanos > 0) {
                    return pauseNanos;
                }
            }
            if (now - upNanos > STEADY_NANOS) {
                backoff.reset();
            }
            tellLosses(false);
            LockSupport.parkNanos(WATCH_NANOS);
        }
    }

    /// MQ-3: only a new connection makes a broker deliver again what was not acknowledged.
    private long stalled(ArrivalDesk taking, long now) {
        String refusal = taking.refusal();
        if (refusal != null) {
            return redial(
                    MqttCodes.HANDLER,
                    "A message was not taken in (" + refusal + ").",
                    "The line is dialled again, so that the broker delivers it again.");
        }
        if (taking.overfull()) {
            taking.close();
            host.state(ConnectorState.DEGRADED, full());
            return WATCH_NANOS;
        }
        long limitNanos = config.stallTimeout().toNanos() << Math.min(stalls, STALL_DOUBLINGS_MAX);
        long stalledNanos = taking.stalledNanos(now);
        if (stalledNanos < limitNanos) {
            stalls = taking.unacknowledged() == 0 ? 0 : stalls;
            return 0;
        }
        stalls++;
        return redial(
                MqttCodes.STALLED,
                taking.unacknowledged()
                        + " messages wait and none was acknowledged for "
                        + TimeUnit.NANOSECONDS.toSeconds(stalledNanos)
                        + " s.",
                "The line is dialled again; see whether the log can write.");
    }

    private long redial(String code, String message, String remedy) {
        host.state(ConnectorState.DOWN, Problem.warning(code, problems.object(), message, remedy));
        return backoff.nextDelayNanos();
    }

    private Problem full() {
        return Problem.warning(
                MqttCodes.WAITING,
                problems.object(),
                "The gateway is full, and the broker goes on sending: the line is closed until"
                        + " there is room.",
                "The broker keeps the messages; see which destination does not take its records.");
    }

    /// At most once a minute each, and what is left when the source ends.
    private void tellLosses(boolean ends) {
        long now = host.clock().nanoTime();
        long large = losses.tooLarge().due(now, ends);
        if (large > 0) {
            event(
                    MqttCodes.ARRIVED_TOO_LARGE,
                    counted(large, losses.tooLarge())
                            + " larger than payloadLimit: a BAD record with length and SHA-256"
                            + " was taken in instead. Raise payloadLimit, or send less.",
                    losses.tooLarge());
        }
        long unheld = losses.unheld().due(now, ends);
        if (unheld > 0) {
            event(
                    MqttCodes.QOS_0_DROPPED,
                    counted(unheld, losses.unheld())
                            + " dropped: QoS 0 cannot be asked to wait, and the gateway was full,"
                            + " could not take it in (MQTT-0224) or the line was being closed."
                            + " Use QoS 1 for what must not be lost.",
                    losses.unheld());
        }
    }

    private static String counted(long more, SeldomTold told) {
        return more
                + (more == 1 ? " message (" : " messages (the last: ")
                + StrictText.shown(told.last())
                + "; since the start "
                + told.total()
                + (more == 1 ? ") was" : ") were");
    }

    private void event(String code, String message, SeldomTold told) {
        host.event(
                GatewayEvent.Level.WARNING,
                code,
                problems.object(),
                message,
                Map.of("countTotal", Long.toString(told.total())));
    }

    private long lost(Loss loss, long upNanos) {
        boolean told = ConnectProblems.takenOver(loss.cause());
        // MQTT 3.1.1 gives no reason, nor does every MQTT 5 broker.
        boolean suspected = loss.byPeer() && upNanos < STEADY_NANOS;
        if ((told || suspected) && takeovers.isLoop(host.clock().nanoTime())) {
            host.state(ConnectorState.FAULTED, takenOver(told));
            return told ? AFTER_LOOP_NANOS : RETRY_MAX.toNanos();
        }
        if (upNanos > STEADY_NANOS) {
            backoff.reset();
            stalls = 0;
        }
        host.state(ConnectorState.DOWN, problems.ofLoss(loss.cause()));
        return backoff.nextDelayNanos();
    }

    private Problem takenOver(boolean told) {
        return Problem.error(
                MqttCodes.TAKEN_OVER,
                problems.object(),
                told
                        ? "Another client uses the same client id: each throws the other out."
                        : "The broker let us in and hung up three times within 30 s: most likely"
                                + " another client uses the same client id.",
                "Give each client an id of its own in clientId.");
    }

    private long failed(Problem why) {
        boolean person = ConnectProblems.needsAPerson(why);
        host.state(person ? ConnectorState.FAULTED : ConnectorState.DOWN, why);
        return person ? backoff.longestDelayNanos() : backoff.nextDelayNanos();
    }

    private void end(LineLoop loop, @Nullable BrokerLine line) {
        var closing = loop.closeAfter(line).toCompletableFuture();
        try {
            closing.get(5, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            event(MqttCodes.LINE_LOST, "A broken line did not close in time: " + e + ".");
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts threads here", e);
        }
        ArrivalDesk last = desk;
        if (last != null) {
            last.tellDevicesDown("the line to the broker is down");
        }
    }

    private void event(String code, String message) {
        host.event(GatewayEvent.Level.WARNING, code, problems.object(), message, Map.of());
    }

    @Override
    public void stop(long graceMillis) {
        if (!started) {
            return;
        }
        stopByNanos = host.clock().nanoTime() + TimeUnit.MILLISECONDS.toNanos(graceMillis);
        stopping = true;
        try {
            if (!done.await(graceMillis + 10_000, TimeUnit.MILLISECONDS)) {
                event(MqttCodes.LINE_LOST, "The source did not stop in time.");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts threads here", e);
        }
    }

    private long unacknowledged() {
        ArrivalDesk current = desk;
        return current == null ? 0 : current.unacknowledged();
    }

    @Override
    public long inFlight() {
        ArrivalDesk current = desk;
        return current == null ? 0 : current.inFlight();
    }
}
