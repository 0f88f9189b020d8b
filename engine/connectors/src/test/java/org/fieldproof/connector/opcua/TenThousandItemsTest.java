package org.fieldproof.connector.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.connector.opcua.testing.OpcHost;
import org.fieldproof.connector.opcua.testing.Plant;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A plant of some size: 10,000 items that all change each
/// second. Prints what the source's own threads cost; fails only where values are missing.
@Tag("soak")
class TenThousandItemsTest {
    private static final int ITEMS = 10_000;
    private static final Duration MEASURED = Duration.ofSeconds(30);

    @TempDir Path folder;

    @Test
    void tenThousandItemsEachSecondArriveWithoutLoss() {
        try (Plant plant = new Plant(folder)) {
            plant.simulator(
                    "variables",
                    List.of(
                            Map.of(
                                    "name",
                                    "V",
                                    "count",
                                    ITEMS,
                                    "shape",
                                    "counter",
                                    "interval",
                                    "1s")));
            plant.source("publishing", "1s").source("connectTimeout", "60s");
            for (int i = 1; i <= ITEMS; i++) {
                plant.tag("V-" + i);
            }
            plant.startSimulator();
            GatewayClock clock = GatewayClock.system();
            long began = clock.nanoTime();
            OpcHost host = plant.startAndWaitUp();
            double upSeconds = (clock.nanoTime() - began) / 1e9;
            Await.until(Duration.ofMinutes(3), () -> host.door().count() >= 2 * ITEMS, "all items");

            Map<Long, Long> cpu = cpu();
            int before = host.door().count();
            long from = clock.nanoTime();
            while (clock.nanoTime() - from < MEASURED.toNanos()) {
                LockSupport.parkNanos(50_000_000);
            }
            double seconds = (clock.nanoTime() - from) / 1e9;
            int values = host.door().count() - before;
            double busySeconds = 0;
            for (Map.Entry<Long, Long> each : cpu().entrySet()) {
                busySeconds += (each.getValue() - cpu.getOrDefault(each.getKey(), 0L)) / 1e9;
            }
            System.out.printf(
                    Locale.ROOT,
                    "opcua %d items: up after %.1f s, %.0f values/s, source's threads %.1f %% of"
                            + " one core, lost at the server: %s%n",
                    ITEMS,
                    upSeconds,
                    values / seconds,
                    100 * busySeconds / seconds,
                    host.told("OPC-0303"));

            assertThat(host.told("OPC-0305")).isFalse();
            assertThat(host.told("OPC-0302")).isFalse();
            assertThat(values).isGreaterThan((int) (ITEMS * seconds / 2));
        }
    }

    /// CPU time of the source's own threads, by thread.
    private static Map<Long, Long> cpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<Long, Long> cpu = new HashMap<>();
        for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (info != null
                    && (info.getThreadName().startsWith("fp-source-plc")
                            || info.getThreadName().matches("fp-opcua-(io-|timer-)?plc.*"))) {
                cpu.put(info.getThreadId(), threads.getThreadCpuTime(info.getThreadId()));
            }
        }
        return cpu;
    }
}
