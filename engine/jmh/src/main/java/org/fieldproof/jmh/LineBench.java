package org.fieldproof.jmh;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.engine.record.RecordJson;
import org.fieldproof.log.buffer.BufferConfig;
import org.fieldproof.log.buffer.BufferLine;
import org.fieldproof.log.buffer.DiskBuffer;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// A record as a line of a disk buffer: into JSON, to the file with its checksum (synced once in
/// 1,024), and back into a record.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LineBench {
    private static final BufferConfig CONFIG = new BufferConfig(1L << 40, 16L << 20);

    private final RecordJson json = new RecordJson();
    private final FieldRecord record = Samples.record(1);
    private final byte[] line = json.write(record);
    private @Nullable Path folder;
    private @Nullable DiskBuffer writing;
    private @Nullable DiskBuffer reading;

    @Setup
    public void open() throws IOException, StoreException {
        Path place = Samples.folder();
        folder = place;
        writing = DiskBuffer.open(place.resolve("writing"), CONFIG, LogFiles.nio());
        DiskBuffer full = DiskBuffer.open(place.resolve("reading"), CONFIG, LogFiles.nio());
        for (int i = 0; i < Samples.BATCH; i++) {
            full.append(1L + i, line);
        }
        full.sync();
        reading = full;
    }

    @TearDown
    public void close() throws IOException {
        DiskBuffer written = writing;
        DiskBuffer read = reading;
        Path place = folder;
        if (written != null && read != null && place != null) {
            written.close();
            read.close();
            Samples.delete(place);
        }
    }

    @Benchmark
    public byte[] toJson() {
        return json.write(record);
    }

    @Benchmark
    public Object fromJson() throws IOException {
        return json.read(line);
    }

    @Benchmark
    @OperationsPerInvocation(Samples.BATCH)
    public long append() throws StoreException {
        DiskBuffer buffer = opened(writing);
        for (int i = 0; i < Samples.BATCH; i++) {
            buffer.append(buffer.lastSeq() + 1, line);
        }
        buffer.sync();
        return buffer.lastSeq();
    }

    @Benchmark
    @OperationsPerInvocation(Samples.BATCH)
    public int peek() throws StoreException {
        List<BufferLine> lines = opened(reading).peek(Samples.BATCH, Long.MAX_VALUE);
        if (lines.size() != Samples.BATCH) {
            throw new IllegalStateException("lines: " + lines.size());
        }
        return lines.size();
    }

    private static DiskBuffer opened(@Nullable DiskBuffer buffer) {
        if (buffer == null) {
            throw new IllegalStateException("not set up");
        }
        return buffer;
    }
}
