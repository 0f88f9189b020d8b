package org.fieldproof.connector.mqtt.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Counter;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.SinkHost;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.connector.mqtt.client.BrokerLine.PublishAnswer;
import org.fieldproof.connector.mqtt.client.MqttCodec.Encoded;
import org.fieldproof.connector.mqtt.client.PublishPace.Waiting;
import org.fieldproof.connector.mqtt.client.PublishProblems.Meaning;
import org.jspecify.annotations.Nullable;

/// Publishes to a broker. Every message of a batch goes out at once; the batch is durable when
/// all are acknowledged (MQ-4). While the line is down nothing is kept here (MQ-5): the batch is
/// Unavailable at once and the lane opens the sink again.
///
/// It may publish over several connections; they are up and down as one, see [SeveralLines].
///
/// A broker's acknowledgement is the end of our custody, not proof of its disk: many brokers
/// acknowledge from memory. The evidence says so.
final class MqttSink implements Sink {
    private static final int OUTSTANDING_BATCHES = 4;

    private final SinkHost host;
    private final MqttSinkConfig config;
    private final ConnectProblems problems;
    private final PublishProblems publishProblems;
    private final MqttCodec codec;
    private final BrokerDialer dialer;
    private final RandomGenerator random;
    private final Counter connects;

    // `synchronized` methods guard the pair: open and close come from the lane, loss from the loop.
    private @Nullable LineLoop loop;
    private @Nullable BrokerLine line;
    private @Nullable PublishPace pace;
    // Written by the lane, asked by it; the longest batch so far at the configured rate.
    private volatile long holdNanos;
    private Problem lastProblem;

    MqttSink(SinkHost host, RandomGenerator random) {
        this.host = host;
        this.random = random;
        config = MqttSinkConfig.of(host.config());
        String object = "destination " + host.id();
        problems = new ConnectProblems(object, config.line().tls().isPresent());
        publishProblems = new PublishProblems(object);
        codec =
                new MqttCodec(
                        object,
                        config.topic(),
                        config.qos(),
                        config.keepRetain(),
                        config.line().version() == MqttVersionChoice.V5);
        dialer = new BrokerDialer(host, config.line(), problems, true);
        connects = host.meters().counter("connects", "lines");
        lastProblem =
                Problem.error(
                        MqttCodes.LINE_LOST,
                        object,
                        "The line to the broker is not open.",
                        "It is opened by itself.");
    }

    @Override
    public CompletionStage<Void> open() {
        CompletableFuture<Void> opened = new CompletableFuture<>();
        host.worker().execute(() -> open(opened));
        return opened;
    }

    private void open(CompletableFuture<Void> opened) {
        host.state(ConnectorState.STARTING, null);
        try {
            List<LineSettings> settings = prepare(freshLoop());
            BrokerLine made =
                    SeveralLines.of(
                            settings.size(),
                            (number, listener) -> settings.get(number).line(listener),
                            this::lost);
            made.connect()
                    .whenComplete(
                            (_, failure) -> {
                                if (failure == null) {
                                    up(made);
                                    opened.complete(null);
                                } else {
                                    opened.completeExceptionally(failed(failure));
                                }
                            });
        } catch (ConnectorException e) {
            down(e.problem());
            opened.completeExceptionally(e);
        } catch (RuntimeException | Error bug) {
            // A bug of ours, or a class that is not there, is an answer too.
            opened.completeExceptionally(bug);
        }
    }

    /// One for each connection; the further ones have a number after the client id.
    private List<LineSettings> prepare(LineLoop loop) throws ConnectorException {
        String id = ClientIds.of(host, config.line(), random);
        List<LineSettings> settings = new ArrayList<>();
        for (int number = 1; number <= config.connections(); number++) {
            settings.add(
                    dialer.prepare(
                            number == 1 ? id : id + "-" + number,
                            LineSettings.Session.NONE,
                            65_535,
                            config.window(),
                            loop.group()));
        }
        return settings;
    }

    /// A loop per opening: closing the last one is what ends a socket that hangs.
    private synchronized LineLoop freshLoop() {
        LineLoop old = loop;
        line = null;
        endPace();
        if (old != null) {
            var _ = old.close();
        }
        LineLoop made = new LineLoop(host.id());
        loop = made;
        return made;
    }

    private synchronized void up(BrokerLine made) {
        line = made;
        connects.add(config.connections());
        LineLoop current = loop;
        if (current != null) {
            current.gatherWrites();
        }
        pace =
                current == null || config.messagesPerSecond() == 0
                        ? null
                        : new PublishPace(current, host.clock(), config.messagesPerSecond());
        host.state(ConnectorState.UP, null);
    }

    private ConnectorException failed(Throwable failure) {
        Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
        Problem problem = problems.ofConnecting(cause == null ? failure : cause);
        down(problem);
        return new ConnectorException(problem, failure);
    }

    private void lost(Throwable cause) {
        down(problems.ofLoss(cause));
    }

    private synchronized void down(Problem why) {
        line = null;
        lastProblem = why;
        endPace();
        host.state(
                ConnectProblems.needsAPerson(why) ? ConnectorState.FAULTED : ConnectorState.DOWN,
                why);
    }

    /// Called where the lock is held.
    private void endPace() {
        PublishPace ending = pace;
        if (ending != null) {
            ending.end();
            pace = null;
        }
    }

    private synchronized @Nullable PublishPace pace() {
        return pace;
    }

    private synchronized @Nullable BrokerLine line() {
        return line;
    }

    private synchronized Problem lastProblem() {
        return lastProblem;
    }

    @Override
    public CompletionStage<WriteOutcome> write(RecordBatch batch) {
        BrokerLine current = line();
        if (current == null || !current.connected()) {
            return CompletableFuture.completedFuture(new WriteOutcome.Unavailable(lastProblem()));
        }
        PublishPace limit = pace();
        List<Waiting> waiting = new ArrayList<>(limit == null ? 0 : batch.size());
        BatchTally tally = new BatchTally(batch.size());
        for (FieldRecord record : batch.records()) {
            switch (codec.encode(record)) {
                case Encoded.Impossible(Problem why) -> tally.refused(record.seq(), why);
                case Encoded.Message(BrokerLine.OutgoingPublish publish) -> {
                    Runnable send =
                            () ->
                                    current.publish(
                                            publish, answer -> settle(tally, record.seq(), answer));
                    if (limit == null) {
                        send.run();
                    } else {
                        waiting.add(new Waiting(send, () -> tally.unavailable(lastProblem())));
                    }
                }
            }
        }
        if (limit != null) {
            holdNanos = Math.max(holdNanos, limit.nanosFor(batch.size()));
            limit.publish(waiting);
        }
        return tally.outcome();
    }

    /// A loss that the line has noticed is told at once; a broker that is silent is asked, since
    /// `keepAlive` would find it much later.
    @Override
    public CompletionStage<Void> probe() {
        LineLoop living = livingLoop();
        return living == null
                ? CompletableFuture.failedStage(new ConnectorException(lastProblem()))
                : living.ask(config.connections())
                        .exceptionallyCompose(
                                why ->
                                        CompletableFuture.failedStage(
                                                new ConnectorException(lossBy(why))));
    }

    private synchronized @Nullable LineLoop livingLoop() {
        return line != null && line.connected() ? loop : null;
    }

    private Problem lossBy(Throwable why) {
        Throwable cause =
                why instanceof CompletionException e && e.getCause() != null ? e.getCause() : why;
        return line() == null ? lastProblem() : problems.ofLoss(cause);
    }

    private void settle(BatchTally tally, long seq, PublishAnswer answer) {
        switch (answer) {
            case PublishAnswer.Acknowledged() -> tally.acknowledged();
            case PublishAnswer.Refused(int code, String reason) ->
                    settle(tally, seq, publishProblems.of(code, reason));
            case PublishAnswer.Unsendable(Throwable why) ->
                    settle(
                            tally,
                            seq,
                            why instanceof IllegalArgumentException
                                    ? publishProblems.unsendable(why)
                                    : publishProblems.tooLarge());
            case PublishAnswer.Unknown(Throwable why) -> tally.unavailable(lossBy(why));
        }
    }

    private static void settle(BatchTally tally, long seq, Meaning meaning) {
        switch (meaning) {
            case Meaning.ThisMessage(Problem why) -> tally.refused(seq, why);
            case Meaning.ThisMoment(Problem why) -> tally.unavailable(why);
        }
    }

    /// One line keeps the order of the calls, so several batches may be under way. Several lines
    /// do not: of two batches the second one could be acknowledged on one line while the first one
    /// is lost on another, and its return would bring an older value of a topic last. With a rate,
    /// more than one would only wait here instead of in the lane.
    @Override
    public int outstandingBatchesMax() {
        return config.messagesPerSecond() == 0 && config.connections() == 1
                ? OUTSTANDING_BATCHES
                : 1;
    }

    /// A batch takes as long as its rate says before the broker can answer.
    @Override
    public long holdNanos() {
        return holdNanos;
    }

    @Override
    public CompletionStage<Void> close() {
        BrokerLine last;
        LineLoop ending;
        synchronized (this) {
            last = line;
            ending = loop;
            line = null;
            endPace();
            loop = null;
        }
        if (ending == null) {
            return CompletableFuture.completedFuture(null);
        }
        return ending.closeAfter(last)
                .whenComplete((_, _) -> host.state(ConnectorState.STOPPED, null));
    }
}
