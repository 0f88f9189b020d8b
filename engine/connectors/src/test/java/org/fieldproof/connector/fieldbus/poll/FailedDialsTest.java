package org.fieldproof.connector.fieldbus.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.connector.fieldbus.modbus.ModbusDials;
import org.fieldproof.connector.fieldbus.s7.S7Dials;
import org.fieldproof.connector.fieldbus.signal.FrameServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Row 43: a device that is switched off for a week must not take the gateway with it. Other
/// drivers lost a thread or a descriptor with each failed dial.
class FailedDialsTest {
    private static final long HEAP_GROWTH_MAX = 8L << 20;

    @TempDir Path temp;

    @Test
    void failedDialsLeaveNothingBehind() throws Exception {
        assertFlat(500);
    }

    @Test
    @Tag("soak")
    void tenThousandFailedDialsLeaveNothingBehind() throws Exception {
        assertFlat(10_000);
    }

    private void assertFlat(int dials) throws Exception {
        // Nothing listens on port 1; a port of the system's own choice could dial itself.
        int dead = 1;
        // Takes the line and ends it at once, which is a failed handshake for S7.
        try (FrameServer rude = FrameServer.open("rude", new Endpoint("127.0.0.1", 0), _ -> {})) {
            dial(ModbusDials.to(dead, temp), 20);
            dial(S7Dials.to(rude.port(), temp), 20);
            long threads = Thread.getAllStackTraces().size();
            long descriptors = descriptors();
            long heap = heap();
            int failed = dial(ModbusDials.to(dead, temp), dials);
            failed += dial(S7Dials.to(dead, temp), dials);
            failed += dial(S7Dials.to(rude.port(), temp), dials);
            assertThat(failed).as("control: every dial failed").isEqualTo(3 * dials);
            assertThat(Thread.getAllStackTraces().size()).isLessThan((int) threads + 10);
            assertThat(descriptors()).isLessThan(descriptors + 20);
            assertThat(heap() - heap).isLessThan(HEAP_GROWTH_MAX);
        }
    }

    private static int dial(FieldDevice<?> device, int times) {
        int failed = 0;
        for (int i = 0; i < times; i++) {
            try {
                device.open();
            } catch (LineLostException lost) {
                failed++;
            }
            device.close();
        }
        return failed;
    }

    /// 0 where the system does not tell.
    private static long descriptors() throws IOException {
        Path self = Path.of("/proc/self/fd");
        if (!Files.isDirectory(self)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(self)) {
            return open.count();
        }
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
