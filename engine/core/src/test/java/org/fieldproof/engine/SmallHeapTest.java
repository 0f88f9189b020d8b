package org.fieldproof.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fieldproof.engine.rig.SmallHeapChild;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// G11: memory does not grow with the backlog. A JVM with `-Xmx256m`, every destination down.
class SmallHeapTest {
    private static final long FLAT_BYTES = 24L << 20;

    @TempDir private Path folder;

    // Harm: the gateway dies in the outage that it was bought for.
    @Test
    void theHeapStaysFlatWhileEveryDestinationIsDown() throws Exception {
        assertFlat(300_000);
    }

    @Test
    @Tag("soak")
    void theHeapStaysFlatOverTenMillionRecords() throws Exception {
        assertFlat(10_000_000);
    }

    private void assertFlat(int records) throws IOException, InterruptedException {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SmallHeapChild.class.getName(),
                                folder.resolve("data").toString(),
                                Integer.toString(records))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        List<Long> heaps = new ArrayList<>();
        String last = "";
        try (var out = child.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                System.out.println("small heap: " + line);
                if (line.startsWith("heap ")) {
                    heaps.add(Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)));
                } else if (line.startsWith("done ")) {
                    last = line;
                }
            }
        } finally {
            if (!child.waitFor(1, TimeUnit.MINUTES)) {
                child.destroyForcibly();
            }
        }
        assertThat(child.exitValue()).isZero();
        assertThat(last).isEqualTo("done " + records + " " + records + " 0 0");
        assertThat(heaps).hasSizeGreaterThanOrEqualTo(12);
        // The first samples hold classes and caches that are still to come.
        long base = heaps.get(2);
        assertThat(heaps.subList(3, heaps.size()))
                .as("bytes after a collection: %s", heaps)
                .allMatch(heap -> heap < base + FLAT_BYTES);
    }
}
