package org.fieldproof.jmh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.DeviceHandle;
import org.fieldproof.engine.record.RecordFrame;
import org.fieldproof.engine.record.RecordReader;
import org.fieldproof.log.frame.Epochs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// A record into the log's bytes, and out of them.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RecordBench {
    private final byte[] connection = "devices".getBytes(StandardCharsets.UTF_8);
    private final byte[] device = "press-01".getBytes(StandardCharsets.UTF_8);
    private final InboundRecord inbound =
            new InboundRecord(
                    new Press(),
                    "plant/press-01/telemetry",
                    Samples.payload(),
                    PayloadEncoding.BYTES,
                    Quality.GOOD,
                    0,
                    1,
                    false,
                    false,
                    List.of());
    private final RecordReader reader = new RecordReader(Epochs.only(Samples.EPOCH));
    private final ByteBuffer frame = ByteBuffer.allocateDirect(1_024);
    private int bytes;
    private long seq;

    private record Press() implements DeviceHandle {
        @Override
        public String id() {
            return "press-01";
        }

        @Override
        public void connected(String peer, String identity) {}

        @Override
        public void disconnected(String reason) {}
    }

    @Setup
    public void fill() {
        encode();
        bytes = frame.position();
    }

    @Benchmark
    public ByteBuffer encode() {
        new RecordFrame(connection, device, inbound, 7).encode(frame.clear());
        return frame;
    }

    @Benchmark
    public FieldRecord read() {
        return reader.read(++seq, frame.limit(bytes).position(0));
    }
}
