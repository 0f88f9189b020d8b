package org.fieldproof.connector.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.connector.opcua.testing.OpcHost;
import org.fieldproof.connector.opcua.testing.Plant;
import org.fieldproof.connector.stores.HeldMemory;
import org.fieldproof.testkit.FreePorts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Row 43: a server that is away for a week must not cost the gateway its threads, its files or its
/// memory.
class FailedConnectsTest {
    private static final int WARM_UP = 20;
    private static final int SLACK = 8;
    private static final long HELD_SLACK_BYTES = 1L << 20;

    /// What the host under test remembers of an attempt.
    private static final long REMEMBERED_BYTES_MAX = 2L << 10;

    @TempDir Path folder;

    @Test
    void twoHundredFailedConnectsLeaveThreadsFilesAndMemoryFlat() throws IOException {
        fail(200);
    }

    @Test
    @Tag("soak")
    void tenThousandFailedConnectsLeaveThreadsFilesAndMemoryFlat() throws IOException {
        fail(10_000);
    }

    private void fail(int times) throws IOException {
        try (ServerSocket rude = new ServerSocket(0);
                Plant plant = new Plant(folder)) {
            // Every other attempt gets a socket that closes in its face, the others nobody.
            Thread.ofVirtual().start(() -> closeEach(rude));
            int nobody = FreePorts.next();
            plant.source("url", "opc.tcp://127.0.0.1:" + rude.getLocalPort());
            OpcHost first = plant.makeSourceHost();
            plant.source("url", "opc.tcp://127.0.0.1:" + nobody);
            OpcHost second = plant.makeSourceHost();
            UaLoops loops = new UaLoops("fails");
            try {
                UaDialer[] dialers = {dialer(first, loops), dialer(second, loops)};
                attempt(dialers, WARM_UP);
                long threads = Thread.activeCount();
                long files = openFiles();
                long held = HeldMemory.bytes();
                attempt(dialers, times);
                assertThat((long) Thread.activeCount()).isLessThanOrEqualTo(threads + SLACK);
                assertThat(openFiles()).isLessThanOrEqualTo(files + SLACK);
                assertThat(HeldMemory.bytes())
                        .isLessThanOrEqualTo(
                                held + HELD_SLACK_BYTES + times * REMEMBERED_BYTES_MAX);
            } finally {
                loops.close();
            }
        }
    }

    private static UaDialer dialer(OpcHost host, UaLoops loops) {
        return UaDialer.of(
                host, OpcUaSourceConfig.of(host.config()), new OpcProblems("test", ""), loops);
    }

    private static void attempt(UaDialer[] dialers, int times) {
        int failed = 0;
        for (int i = 0; i < times; i++) {
            try {
                dialers[i % dialers.length].dial(null);
            } catch (ConnectorException _) {
                failed++;
            }
        }
        assertThat(failed).isEqualTo(times);
    }

    private static void closeEach(ServerSocket rude) {
        try {
            while (true) {
                rude.accept().close();
            }
        } catch (IOException _) {
            // closed by the test
        }
    }

    /// Zero where the system does not tell.
    private static long openFiles() throws IOException {
        Path own = Path.of("/proc/self/fd");
        if (!Files.isDirectory(own)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(own)) {
            return files.count();
        }
    }
}
