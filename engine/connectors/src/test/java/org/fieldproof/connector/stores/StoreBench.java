package org.fieldproof.connector.stores;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ReadBack;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.SinkFactory;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.mqtt.testing.TestHost;
import org.fieldproof.testkit.MapConfig;
import org.jspecify.annotations.Nullable;

/// Holds one sink the way a lane does: a sink that was lost is closed and made anew.
public final class StoreBench implements AutoCloseable {
    /// What a host under test remembers of an attempt comes to less than 1 KiB; a sink that is
    /// never let go to more than 15.
    private static final long HELD_SLACK_BYTES = 1L << 20;

    private static final long REMEMBERED_BYTES_MAX = 2L << 10;

    private final SinkFactory factory;
    private final TestHost host;
    private @Nullable Sink sink;

    public StoreBench(
            SinkFactory factory,
            Path directory,
            Map<String, ?> fields,
            LinkTable links,
            TestAuthority authority) {
        this.factory = factory;
        this.host =
                new TestHost(
                        "store", new MapConfig(factory.schema(), fields), directory, authority);
        host.withLinks(links);
    }

    public TestHost host() {
        return host;
    }

    public Sink sink() {
        Sink open = sink;
        if (open == null) {
            try {
                open = factory.create(host);
            } catch (ConnectorException e) {
                throw new IllegalStateException(e);
            }
            sink = open;
        }
        return open;
    }

    /// Puts another sink in its place.
    public void sink(Sink other) {
        sink = other;
    }

    /// Opens the sink.
    public void open() throws ConnectorException {
        try {
            sink().open().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ConnectorException refused) {
                throw refused;
            }
            throw e;
        }
    }

    /// Opens the sink, again and again as a lane would: on a busy machine a first answer may come
    /// too late.
    public void openSoon() {
        for (int attempt = 0; attempt < 60; attempt++) {
            try {
                open();
                return;
            } catch (ConnectorException _) {
                drop();
            }
        }
        throw new AssertionError("never open");
    }

    /// Why the sink cannot be opened, once the peer has answered in time.
    ///
    /// @param late the code of an answer that came too late
    public Problem refusalOtherThan(String late) {
        for (int attempt = 0; attempt < 60; attempt++) {
            Problem why = refusal();
            if (!why.code().equals(late)) {
                return why;
            }
            drop();
        }
        throw new AssertionError("never an answer in time");
    }

    /// Why the sink cannot be opened.
    public Problem refusal() {
        try {
            open();
        } catch (ConnectorException e) {
            return e.problem();
        }
        throw new AssertionError("it opened");
    }

    /// Opens a sink whose peer never answers; what it says on the way is what counts.
    public void openOrNot() {
        try {
            open();
        } catch (ConnectorException | RuntimeException _) {
            // It waits for an answer that never comes.
        }
    }

    public CompletableFuture<WriteOutcome> begin(List<FieldRecord> records) {
        return sink().write(new RecordBatch(records, false)).toCompletableFuture();
    }

    public WriteOutcome write(List<FieldRecord> records) {
        return begin(records).orTimeout(120, TimeUnit.SECONDS).join();
    }

    /// Writes until it is durable, with a new sink after each failure, as a lane would.
    public void writeThrough(List<FieldRecord> records) {
        for (int attempt = 0; attempt < 200; attempt++) {
            if (write(records) instanceof WriteOutcome.Durable) {
                return;
            }
            drop();
        }
        throw new AssertionError("never durable");
    }

    public ReadBack readBack() throws ConnectorException {
        return factory.readBack(host).orElseThrow();
    }

    /// Everything of an epoch that is there.
    public List<ReadBack.Arrival> arrivals(UUID epoch) throws ConnectorException {
        List<ReadBack.Arrival> arrivals = new ArrayList<>();
        ReadBack reader = readBack();
        reader.arrivals(epoch, 1, Long.MAX_VALUE, arrivals::add);
        reader.close();
        return arrivals;
    }

    /// Fails to connect 200 times, 10,000 with `-Dsoak`, each time with a sink of its own, and
    /// looks at threads, open files and held memory after a warm-up and at the end.
    ///
    /// @param code what each refusal must be
    public static void failedConnectsStayFlat(Supplier<StoreBench> maker, String code) {
        failedConnectsStayFlat(maker, code, 1);
    }

    /// The same with several sinks at a time, where one alone takes its time to give up.
    public static void failedConnectsStayFlat(Supplier<StoreBench> maker, String code, int width) {
        int rounds = (Boolean.getBoolean("soak") ? 10_000 : 200) / width;
        refusals(maker, code, 20 / width + 1, width);
        int threads = Thread.activeCount();
        long files = openFiles();
        long held = HeldMemory.bytes();
        refusals(maker, code, rounds, width);
        // Other tests of this JVM may have left a few that end meanwhile; a leak has one each.
        int slack = 20;
        long heldNow = HeldMemory.bytes();
        long heldMax = held + HELD_SLACK_BYTES + rounds * REMEMBERED_BYTES_MAX * width;
        if (Thread.activeCount() > threads + slack
                || openFiles() > files + slack
                || heldNow > heldMax) {
            throw new AssertionError(
                    "threads "
                            + threads
                            + " -> "
                            + Thread.activeCount()
                            + ", files "
                            + files
                            + " -> "
                            + openFiles()
                            + ", bytes held "
                            + held
                            + " -> "
                            + heldNow);
        }
    }

    private static void refusals(Supplier<StoreBench> maker, String code, int rounds, int width) {
        List<StoreBench> benches = Stream.generate(maker).limit(width).toList();
        try (ExecutorService dialling = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < rounds; round++) {
                List<Future<Problem>> answers =
                        benches.stream().map(bench -> dialling.submit(bench::refusalOnce)).toList();
                for (Future<Problem> answer : answers) {
                    Problem why = answer.get();
                    if (!why.code().equals(code)) {
                        throw new AssertionError(why.oneLine());
                    }
                }
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Problem refusalOnce() {
        Problem why = refusal();
        drop();
        return why;
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    /// Why the sink has no sign of life of its destination.
    public Problem whyNoSignOfLife() {
        try {
            sink().probe().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ConnectorException refused) {
                return refused.problem();
            }
            throw e;
        }
        throw new AssertionError("it gave one");
    }

    /// Closes the sink; the next call makes a new one.
    public void drop() {
        if (sink != null) {
            sink.close().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
            sink = null;
        }
    }

    @Override
    public void close() {
        drop();
    }
}
