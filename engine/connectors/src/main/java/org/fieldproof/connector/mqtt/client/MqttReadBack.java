package org.fieldproof.connector.mqtt.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ReadBack;
import org.fieldproof.api.spi.SinkHost;
import org.fieldproof.connector.mqtt.client.BrokerLine.ArrivedPublish;
import org.fieldproof.connector.mqtt.client.BrokerLine.Subscription;
import org.jspecify.annotations.Nullable;

/// Watches a broker as a subscriber of its own, never through a link, and keeps account of what
/// arrives. If its own line fails while it watches, or its table is full, it has no account to
/// give: [#arrivals] then fails, and the drill reports UNKNOWN rather than a guess.
final class MqttReadBack implements ReadBack {
    /// 32 bytes each: 128 MB, three hours at 300 messages a second.
    private static final int ROWS_MAX = 4_000_000;

    private static final int RECEIVE_MAXIMUM = 65_535;

    private final SinkHost host;
    private final MqttSinkConfig config;
    private final ConnectProblems problems;
    private final BrokerDialer dialer;
    private final RandomGenerator random;
    private final ArrivalTable table;
    private final AtomicLong unmarked = new AtomicLong();

    // `synchronized` methods guard these: begin and close come from the drill, loss from the loop.
    private @Nullable LineLoop loop;
    private @Nullable BrokerLine line;
    private @Nullable Problem broken;

    MqttReadBack(SinkHost host, RandomGenerator random) {
        this(host, random, ROWS_MAX);
    }

    MqttReadBack(SinkHost host, RandomGenerator random, int rowsMax) {
        this.host = host;
        this.random = random;
        config = MqttSinkConfig.of(host.config());
        problems =
                new ConnectProblems(
                        "reader of destination " + host.id(), config.line().tls().isPresent());
        dialer = new BrokerDialer(host, config.line(), problems, false);
        table = new ArrivalTable(rowsMax);
    }

    @Override
    public void begin() throws ConnectorException {
        LineLoop fresh = new LineLoop(host.id() + "-reader");
        if (!started(fresh)) {
            var _ = fresh.close();
            return;
        }
        try {
            LineSettings settings =
                    dialer.prepare(
                            ClientIds.of(host, config.line(), random) + "-reader",
                            LineSettings.Session.NONE,
                            RECEIVE_MAXIMUM,
                            16,
                            fresh.group());
            BrokerLine made = settings.line(new Watcher());
            await(made.connect(), settings);
            watching(made);
            Subscription everything = new Subscription(config.topic().filter(), 1, false);
            List<Integer> granted = await(made.subscribe(List.of(everything)), settings);
            if (granted.getFirst() >= 0x80) {
                throw new ConnectorException(notAllowed());
            }
        } catch (ConnectorException e) {
            close();
            throw e;
        }
    }

    private synchronized boolean started(LineLoop fresh) {
        if (loop != null) {
            return false;
        }
        loop = fresh;
        return true;
    }

    private synchronized void watching(BrokerLine made) {
        line = made;
    }

    private Problem notAllowed() {
        return Problem.error(
                MqttCodes.SUBSCRIPTION,
                problems.object(),
                "The broker does not let the reader subscribe to " + config.topic().filter() + ".",
                "Allow this user to subscribe there, or the drill cannot say what arrived.");
    }

    private <T> T await(CompletionStage<T> stage, LineSettings settings) throws ConnectorException {
        long limitMillis = settings.connectTimeout().toMillis() * 3;
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

    @Override
    public void arrivals(UUID epoch, long fromSeq, long toSeq, Consumer<Arrival> each)
            throws ConnectorException {
        Problem why = noAccount();
        if (why != null) {
            throw new ConnectorException(why);
        }
        table.forEach(epoch, fromSeq, toSeq, each);
    }

    private synchronized @Nullable Problem noAccount() {
        if (broken != null) {
            return broken;
        }
        if (line == null) {
            return Problem.error(
                    MqttCodes.READER_NOT_WATCHING,
                    problems.object(),
                    "The reader has not watched.",
                    "Begin watching before records are delivered.");
        }
        return table.full()
                ? Problem.error(
                        MqttCodes.READER_FULL,
                        problems.object(),
                        "More than "
                                + table.rows()
                                + " messages arrived: the account is not whole.",
                        "Make the drill shorter.")
                : null;
    }

    @Override
    public void close() {
        BrokerLine last;
        LineLoop ending;
        synchronized (this) {
            last = line;
            ending = loop;
            line = null;
            loop = null;
        }
        if (ending != null) {
            var _ = ending.closeAfter(last);
        }
    }

    private synchronized void broke(Throwable cause) {
        if (line != null && broken == null) {
            Problem loss = problems.ofLoss(cause);
            broken =
                    Problem.error(
                            MqttCodes.READER_LOST,
                            problems.object(),
                            "The reader's own line failed while it watched: " + loss.message(),
                            "Repeat the drill; what arrived meanwhile is not known.");
        }
    }

    /// What came without our identity: other people's messages on the same topics.
    long unmarked() {
        return unmarked.get();
    }

    private final class Watcher implements BrokerLine.Listener {
        @Override
        public void arrived(ArrivedPublish publish) {
            Map<String, String> values = HashMap.newHashMap(publish.properties().size());
            for (Property property : publish.properties()) {
                values.putIfAbsent(property.name(), property.value());
            }
            try {
                table.add(
                        new Arrival(
                                UUID.fromString(values.getOrDefault(MqttCodec.EPOCH, "")),
                                Long.parseLong(values.getOrDefault(MqttCodec.SEQ, "")),
                                values.getOrDefault(MqttCodec.DEVICE, ""),
                                values.getOrDefault(MqttCodec.ADDRESS, ""),
                                crc32c(publish.payload()),
                                host.clock().epochNanos()));
            } catch (IllegalArgumentException _) {
                unmarked.incrementAndGet();
            }
            publish.acknowledge().run();
        }

        @Override
        public void lost(Throwable cause, boolean byPeer) {
            broke(cause);
        }
    }

    private static int crc32c(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        return (int) crc.getValue();
    }
}
