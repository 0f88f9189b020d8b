package org.fieldproof.connector.influx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.SinkHost;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.spi.WriteOutcome.RefusedRecord;
import org.fieldproof.connector.work.OneAhead;
import org.fieldproof.connector.work.SinkTasks;
import org.jspecify.annotations.Nullable;

/// Writes points to a time-series server: one request after the other, in the order of the calls.
/// The worker makes the lines of the next one while one is under way; small batches that wait
/// share a request.
///
/// A batch that the server has answered for waits out its hold while later ones are sent, so the
/// hold costs memory and not throughput; how much may wait is bounded in bytes. When the first of
/// a second's batches is due, the server is asked whether it is still the same process; only then
/// are they durable (law INFL-L3).
final class InfluxSink implements Sink {
    private static final int OUTSTANDING_MAX = 4_096;
    private static final long VERIFY_EVERY_NANOS = 1_000_000_000L;

    private final SinkHost host;
    private final SinkTasks tasks;
    private final OneAhead ahead;
    private final InfluxConfig config;
    private final InfluxProblems problems;
    private final HeldBatches held = new HeldBatches();

    // Read by the lane at a call, changed by the worker as well.
    private final AtomicLong outstandingBytes = new AtomicLong();
    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicLong failures = new AtomicLong();

    // The lane adds, the worker takes.
    private final Queue<Call> waiting = new ConcurrentLinkedQueue<>();

    // All below belong to the worker; `other` is lent to the request under way.
    private final PointWriter writer;
    private RequestLines spare;
    private RequestLines other;
    private @Nullable InfluxHttp http;
    private @Nullable LineSender sender;
    private ServerMark mark = ServerMark.UNKNOWN;
    private @Nullable Problem lastFailure;
    private long verifiedNanos;
    private boolean closed;
    private boolean tickPending;

    private record Call(
            RecordBatch batch, CompletableFuture<WriteOutcome> told, long failuresAtCall) {}

    InfluxSink(SinkHost host, InfluxConfig config) {
        this.host = host;
        this.tasks = new SinkTasks(host.worker(), this::dropAfterBug);
        this.config = config;
        this.problems = new InfluxProblems(host.id(), config);
        this.ahead = new OneAhead(host.id(), tasks);
        this.writer = new PointWriter(config.points());
        this.spare = new RequestLines(problems);
        this.other = new RequestLines(problems);
    }

    @Override
    public CompletionStage<Void> open() {
        return tasks.ask(
                () -> {
                    host.state(ConnectorState.STARTING, null);
                    require(whyNotOpen());
                },
                _ -> {},
                problems::closed);
    }

    private static void require(@Nullable Problem why) throws ConnectorException {
        if (why != null) {
            throw new ConnectorException(why);
        }
    }

    @Override
    public CompletionStage<WriteOutcome> write(RecordBatch batch) {
        CompletableFuture<WriteOutcome> told = new CompletableFuture<>();
        long bytes = 0;
        for (FieldRecord record : batch.records()) {
            bytes += 100L + record.address().length() + record.payload().length;
        }
        long cost = bytes;
        outstandingBytes.addAndGet(cost);
        outstanding.incrementAndGet();
        var _ =
                told.whenComplete(
                        (_, _) -> {
                            outstandingBytes.addAndGet(-cost);
                            outstanding.decrementAndGet();
                        });
        ahead.called();
        waiting.add(new Call(batch, told, failures.get()));
        if (!tasks.run(told, this::storeWaiting)) {
            told.complete(new WriteOutcome.Unavailable(problems.closed()));
        }
        return told;
    }

    /// As many as fit into the bytes that may wait in hold.
    @Override
    public int outstandingBatchesMax() {
        return outstandingBytes.get() < config.holdBytesMax()
                ? OUTSTANDING_MAX
                : Math.max(1, outstanding.get());
    }

    @Override
    public long holdNanos() {
        return config.hold().toNanos() + 2 * VERIFY_EVERY_NANOS;
    }

    @Override
    public CompletionStage<Void> close() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Runnable task =
                () -> {
                    if (!closed) {
                        closed = true;
                        ahead.settle();
                        drop(problems.closed());
                        host.state(ConnectorState.STOPPED, null);
                    }
                    done.complete(null);
                };
        if (!tasks.close(done, task)) {
            done.complete(null);
        }
        var _ = done.whenComplete((_, _) -> ahead.close());
        return done;
    }

    @Override
    public CompletionStage<Void> probe() {
        return tasks.ask(
                () -> {
                    ahead.settle();
                    require(whyNoSignOfLife());
                },
                this::lose,
                problems::closed);
    }

    private @Nullable Problem whyNoSignOfLife() {
        @Nullable Problem why = whyNotOpen();
        InfluxHttp open = http;
        if (why != null || open == null) {
            return why == null ? problems.closed() : why;
        }
        try {
            InfluxHttp.Answer ping = ping(open);
            return ping.status() == 204 || ping.status() == 200 ? null : problems.of(ping);
        } catch (IOException e) {
            return problems.of(e);
        }
    }

    /// As for [#markAgain], a kept connection may have died while nobody used it.
    private static InfluxHttp.Answer ping(InfluxHttp open) throws IOException {
        try {
            return open.get("ping");
        } catch (IOException _) {
            open.close();
            return open.get("ping");
        }
    }

    /// Makes one request of everything that waits and fits into one, while the one before is still
    /// under way.
    private void storeWaiting() {
        RequestLines lines = spare;
        List<Call> calls = new ArrayList<>();
        Call next;
        while (lines.hasRoom() && (next = waiting.poll()) != null) {
            ahead.begun();
            if (!isStale(next)) {
                lines.add(next.batch().records(), writer);
                calls.add(next);
            }
        }
        if (calls.isEmpty()) {
            return;
        }
        ahead.settle();
        calls.removeIf(this::isStale);
        if (calls.isEmpty()) {
            lines.clear();
            return;
        }
        @Nullable Problem why = whyNotOpen();
        LineSender open = sender;
        if (why != null || open == null) {
            lines.clear();
            giveUp(why == null ? problems.closed() : why, calls);
            return;
        }
        spare = other;
        other = lines;
        ahead.start(
                () -> sent(open, lines),
                oneFor(calls),
                answer -> {
                    settled(answer, lines, calls);
                    lines.clear();
                });
    }

    /// True, and told, where something has failed since the lane handed it over. All that wait
    /// were handed over before a failure, or none of those that are drained together were.
    private boolean isStale(Call call) {
        Problem before = lastFailure;
        if (call.failuresAtCall() == failures.get() || before == null) {
            return false;
        }
        call.told().complete(new WriteOutcome.Unavailable(before));
        return true;
    }

    /// A bug in a request is the answer of each of its batches.
    private static CompletableFuture<WriteOutcome> oneFor(List<Call> calls) {
        CompletableFuture<WriteOutcome> all = new CompletableFuture<>();
        var _ =
                all.whenComplete(
                        (_, bug) -> {
                            if (bug != null) {
                                calls.forEach(each -> each.told().completeExceptionally(bug));
                            }
                        });
        return all;
    }

    /// Runs on the thread that sends, or on the worker.
    private WriteOutcome sent(LineSender open, RequestLines lines) {
        try {
            @Nullable Problem why = open.send(lines);
            return why == null ? new WriteOutcome.Durable() : new WriteOutcome.Unavailable(why);
        } catch (IOException e) {
            return new WriteOutcome.Unavailable(problems.of(e));
        }
    }

    private void settled(WriteOutcome answer, RequestLines lines, List<Call> calls) {
        if (answer instanceof WriteOutcome.Unavailable(Problem why)) {
            giveUp(why, calls);
            return;
        }
        tellOfTooOld(lines.tooOld());
        long due = host.clock().nanoTime() + config.hold().toNanos();
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            if (isStale(call)) {
                // Lost while it was under way: what was before it comes again, so it must too.
                continue;
            }
            WriteOutcome outcome = outcomeOf(lines.refusedOf(i));
            if (config.hold().isZero()) {
                call.told().complete(outcome);
            } else {
                held.add(call.told(), outcome, due);
            }
        }
        tickLater();
    }

    private void giveUp(Problem why, List<Call> calls) {
        lose(why);
        calls.forEach(each -> each.told().complete(new WriteOutcome.Unavailable(why)));
    }

    private void tellOfTooOld(long points) {
        if (points == 0) {
            return;
        }
        host.event(
                GatewayEvent.Level.WARNING,
                "INFL-0303",
                "destination " + host.id(),
                points
                        + " points are older than the server's retention; they are "
                        + (config.dropBeyondRetention() ? "dropped." : "in quarantine."),
                Map.of("points", Long.toString(points)));
    }

    private WriteOutcome outcomeOf(List<RefusedRecord> refused) {
        List<RefusedRecord> kept = new ArrayList<>(refused);
        if (config.dropBeyondRetention()) {
            kept.removeIf(each -> each.why().code().equals("INFL-0303"));
        }
        return kept.isEmpty() ? new WriteOutcome.Durable() : new WriteOutcome.Refused(kept);
    }

    /// One look is pending at a time; it comes when the oldest is due, and at most once a second.
    private void tickLater() {
        if (tickPending || held.isEmpty()) {
            return;
        }
        tickPending = true;
        long now = host.clock().nanoTime();
        long wait = Math.max(held.firstDueNanos() - now, verifiedNanos + VERIFY_EVERY_NANOS - now);
        Executor later =
                CompletableFuture.delayedExecutor(
                        Math.max(1, wait), TimeUnit.NANOSECONDS, host.worker());
        later.execute(tasks.guarded(this::tick));
    }

    private void tick() {
        tickPending = false;
        InfluxHttp open = http;
        if (held.isEmpty() || open == null) {
            return;
        }
        // Taken before the question: what was due then is what the answer covers.
        long due = host.clock().nanoTime();
        @Nullable Problem why = whyNotTheSame(open);
        if (why != null) {
            lose(why);
            return;
        }
        verifiedNanos = due;
        held.release(due);
        tickLater();
    }

    private @Nullable Problem whyNotTheSame(InfluxHttp open) {
        if (!mark.isKnown()) {
            return null;
        }
        try {
            ServerMark now = markAgain(open);
            if (!now.started().equals(mark.started())) {
                return problems.startedAnew();
            }
            if (now.ignoredRows() > mark.ignoredRows()) {
                host.event(
                        GatewayEvent.Level.WARNING,
                        "INFL-0304",
                        "destination " + host.id(),
                        "The server has ignored "
                                + (now.ignoredRows() - mark.ignoredRows())
                                + " points of its clients, too old, too new or malformed.",
                        Map.of());
            }
            mark = now;
            return null;
        } catch (IOException e) {
            return problems.of(e);
        }
    }

    /// A kept connection may have died with the process before; a question may be asked twice.
    private static ServerMark markAgain(InfluxHttp open) throws IOException {
        try {
            return ServerMark.read(open);
        } catch (IOException _) {
            open.close();
            return ServerMark.read(open);
        }
    }

    /// Everything that the server has not kept long enough goes back to the lane.
    private void lose(Problem why) {
        lastFailure = why;
        failures.incrementAndGet();
        host.state(
                InfluxProblems.needsPerson(why) ? ConnectorState.FAULTED : ConnectorState.DOWN,
                why);
        drop(why);
    }

    /// What is held is answered as what waits behind it: with the bug.
    private void dropAfterBug(Throwable bug) {
        ahead.fail(bug);
        held.fail(bug);
        disconnect();
    }

    private void drop(Problem why) {
        held.lose(why);
        disconnect();
    }

    private void disconnect() {
        if (http != null) {
            http.close();
            http = null;
            sender = null;
        }
    }

    /// Opens what is not open; null when it is now.
    private @Nullable Problem whyNotOpen() {
        if (closed) {
            return problems.closed();
        }
        if (http != null) {
            return null;
        }
        try {
            InfluxHttp fresh = InfluxHttp.of(host, config, host.links());
            @Nullable Problem why;
            boolean kept = false;
            try {
                why = greet(fresh);
                if (why == null) {
                    sender = new LineSender(fresh, problems);
                    http = fresh;
                    kept = true;
                    return null;
                }
            } finally {
                if (!kept) {
                    fresh.close();
                }
            }
            host.state(
                    InfluxProblems.needsPerson(why) ? ConnectorState.FAULTED : ConnectorState.DOWN,
                    why);
            return why;
        } catch (ConnectorException e) {
            host.state(ConnectorState.FAULTED, e.problem());
            return e.problem();
        }
    }

    /// Says hello, and reads who answers.
    private @Nullable Problem greet(InfluxHttp fresh) {
        try {
            InfluxHttp.Answer ping = fresh.get("ping");
            if (ping.status() != 204 && ping.status() != 200) {
                return problems.of(ping);
            }
            mark = ServerMark.read(fresh);
            boolean victoria = config.kind() == ServerKind.VICTORIAMETRICS;
            if (mark.isKnown() && mark.victoria() != victoria) {
                return problems.otherKind(mark.victoria() ? "VictoriaMetrics" : "InfluxDB");
            }
            @Nullable Problem warning = mark.isKnown() ? null : problems.noMark();
            if (victoria && !dedups(fresh)) {
                warning = problems.noDedup();
            }
            host.state(warning == null ? ConnectorState.UP : ConnectorState.DEGRADED, warning);
            return null;
        } catch (IOException e) {
            return problems.of(e);
        }
    }

    /// False where VictoriaMetrics says that it keeps a point that is written twice.
    private static boolean dedups(InfluxHttp fresh) throws IOException {
        InfluxHttp.Answer flags = fresh.get("flags");
        String flag = "-dedup.minScrapeInterval=";
        // Only flags that were set are listed.
        return flags.status() != 200
                || (flags.body().contains(flag) && !flags.body().contains(flag + "\"0s\""));
    }
}
