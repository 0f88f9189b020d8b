package org.fieldproof.jmh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.fieldproof.log.frame.FrameCursor;
import org.fieldproof.log.frame.FrameFormat;
import org.fieldproof.log.frame.FrameRead;
import org.fieldproof.log.io.LogFile;
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
import org.openjdk.jmh.annotations.Warmup;

/// A frame of the log with its checksum: made, and read back with the checksum looked at.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FrameBench {
    private static final int WINDOW_BYTES = 256 << 10;

    private final CRC32C crc = new CRC32C();
    private final int salt = FrameFormat.salt(Samples.EPOCH);
    private final byte[] record = new byte[200];
    private final ByteBuffer written =
            ByteBuffer.allocateDirect(Samples.BATCH * (FrameFormat.OVERHEAD_BYTES + record.length));
    private final FrameCursor cursor =
            new FrameCursor(new MemoryFile(written.duplicate()), salt, WINDOW_BYTES);

    @Setup
    public void fill() {
        encode();
    }

    @Benchmark
    @OperationsPerInvocation(Samples.BATCH)
    public int encode() {
        written.clear();
        for (int i = 0; i < Samples.BATCH; i++) {
            int start = written.position();
            written.position(start + FrameFormat.OVERHEAD_BYTES).put(record);
            int type = i == 0 ? FrameFormat.TYPE_FIRST : FrameFormat.TYPE_FURTHER;
            FrameFormat.complete(written, start, type, 1L + i, salt, crc);
        }
        return written.position();
    }

    @Benchmark
    @OperationsPerInvocation(Samples.BATCH)
    public long read() throws IOException {
        cursor.seek(0, written.capacity());
        long bytes = 0;
        while (cursor.next() == FrameRead.VALID) {
            bytes += cursor.payloadBytes();
        }
        if (bytes != (long) Samples.BATCH * record.length) {
            throw new IllegalStateException("bytes: " + bytes);
        }
        return bytes;
    }

    /// A file that is read from memory.
    private record MemoryFile(ByteBuffer bytes) implements LogFile {
        @Override
        public int write(ByteBuffer source, long position) {
            throw new UnsupportedOperationException("only read");
        }

        @Override
        public int read(ByteBuffer target, long position) {
            int count = (int) Math.min(target.remaining(), bytes.capacity() - position);
            if (count <= 0) {
                return -1;
            }
            target.put(target.position(), bytes, (int) position, count);
            target.position(target.position() + count);
            return count;
        }

        @Override
        public void force() {}

        @Override
        public void truncate(long sizeBytes) {
            throw new UnsupportedOperationException("only read");
        }

        @Override
        public long sizeBytes() {
            return bytes.capacity();
        }

        @Override
        public void close() {}
    }
}
