package org.fieldproof.app.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.buffer.DiskBuffer;
import org.fieldproof.log.io.StoreException;

/// `restart`: a process that writes is killed; how long it takes until its log, or its disk buffer,
/// has been checked and takes the next record. Beside a bare read of the same files with one
/// checksum, and beside the promise: 5 s, and 1 s for each GiB (G15).
///
/// Before each `cold` opening the files' pages leave the system's cache, where `dd` can ask for
/// that; otherwise these cases are left out.
final class RestartBench {
    private static final double PROMISED_MILLIS = 5_000;
    private static final double PROMISED_MILLIS_PER_BYTE = 1_000.0 / (1L << 30);

    private final BenchOptions options;
    private final GatewayClock clock = GatewayClock.system();

    RestartBench(BenchOptions options) {
        this.options = options;
    }

    void run(Consumer<BenchLine> lines) throws BenchException {
        for (RestartChild.Store store : RestartChild.Store.values()) {
            try (Scratch scratch = Scratch.in(options.directory())) {
                Path place = scratch.path().resolve(store.word());
                killedWriting(store, place);
                boolean forgets = forgotten(place);
                measure(store, place, false, lines);
                if (forgets) {
                    measure(store, place, true, lines);
                }
            } catch (IOException | StoreException e) {
                throw BenchException.failed("restart", e);
            }
        }
    }

    private void measure(
            RestartChild.Store store, Path place, boolean cold, Consumer<BenchLine> lines)
            throws IOException, StoreException, BenchException {
        int runs = options.runs();
        double[] ours = new double[runs];
        double[] raw = new double[runs];
        double[] promised = new double[runs];
        bareMillis(place);
        for (int run = 0; run < runs; run++) {
            killedWriting(store, place);
            promised[run] = PROMISED_MILLIS + bytes(place) * PROMISED_MILLIS_PER_BYTE;
            prepare(place, cold);
            raw[run] = bareMillis(place);
            prepare(place, cold);
            ours[run] = openMillis(store, place);
        }
        String name = store.word() + (cold ? "-cold-" : "-cached-") + options.records();
        lines.accept(line(name, ours, "raw", raw));
        lines.accept(line(name, ours, "promise", promised));
    }

    private static void prepare(Path place, boolean cold) throws IOException, BenchException {
        if (cold) {
            if (!forgotten(place)) {
                throw new IOException("the files stay in the system's cache");
            }
        } else {
            readAll(place);
        }
    }

    /// A process of its own writes until it is told to be killed, and is.
    private void killedWriting(RestartChild.Store store, Path place) throws IOException {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                RestartChild.class.getName(),
                                store.name(),
                                place.toString(),
                                Integer.toString(options.records()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader said = child.inputReader(StandardCharsets.US_ASCII)) {
            if (said.readLine() == null) {
                throw new IOException("the process that was to write ended");
            }
        } finally {
            child.destroyForcibly();
            child.onExit().join();
        }
    }

    private double openMillis(RestartChild.Store store, Path place) throws StoreException {
        long start = clock.nanoTime();
        return switch (store) {
            case LOG -> {
                try (DurableLog log = RestartChild.log(place)) {
                    LogGroup next = new LogGroup(RestartChild.record(), 1);
                    next.append(log);
                    yield found(log.recovery().records(), start);
                }
            }
            case BUFFER -> {
                try (DiskBuffer buffer = RestartChild.buffer(place)) {
                    long found = buffer.records();
                    buffer.append(buffer.lastSeq() + 1, RestartChild.line());
                    buffer.sync();
                    yield found(found, start);
                }
            }
        };
    }

    private double found(long records, long start) {
        double millis = (clock.nanoTime() - start) / 1e6;
        if (records < options.records()) {
            throw new IllegalStateException(
                    "found " + records + " of " + options.records() + " that were durable");
        }
        return millis;
    }

    private double bareMillis(Path place) throws IOException {
        long start = clock.nanoTime();
        readAll(place);
        return (clock.nanoTime() - start) / 1e6;
    }

    /// Their checksum.
    private static long readAll(Path place) throws IOException {
        ByteBuffer window = ByteBuffer.allocateDirect(1 << 20);
        CRC32C crc = new CRC32C();
        for (Path file : files(place)) {
            try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
                while (from.read(window.clear()) >= 0) {
                    crc.update(window.flip());
                }
            }
        }
        return crc.getValue();
    }

    private static List<Path> files(Path place) throws IOException {
        try (Stream<Path> all = Files.list(place)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static long bytes(Path place) throws IOException {
        long bytes = 0;
        for (Path file : files(place)) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    /// Asks the system to forget the pages of these files and no others.
    private static boolean forgotten(Path place) throws IOException {
        for (Path file : files(place)) {
            try {
                Process dd =
                        new ProcessBuilder(
                                        "dd",
                                        "if=" + file,
                                        "iflag=nocache",
                                        "count=0",
                                        "of=/dev/null")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start();
                if (dd.onExit().join().exitValue() != 0) {
                    return false;
                }
            } catch (IOException _) {
                return false;
            }
        }
        return true;
    }

    private static BenchLine line(String name, double[] ours, String baseline, double[] theirs) {
        double[] own = ours.clone();
        double[] other = theirs.clone();
        Arrays.sort(own);
        Arrays.sort(other);
        return new BenchLine(
                "restart",
                name,
                "ms",
                Pair.median(own),
                own[0],
                own[own.length - 1],
                own.length,
                baseline,
                Pair.median(other));
    }
}
