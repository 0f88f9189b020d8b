package org.fieldproof.connector.opcua;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.connector.opcua.testing.OpcHost;
import org.fieldproof.connector.opcua.testing.Plant;
import org.fieldproof.testkit.Await;

/// Values per second and core from the wire to the intake, beside Milo's bare client that only
/// counts them, both by subscription to one server without encryption:
/// `java -cp <test class path> org.fieldproof.connector.opcua.UaRates [seconds per run]`. Processor
/// time is that of the client's own threads; the server runs in the same process and is not in it.
final class UaRates {
    private static final int ITEMS = 2_000;
    private static final int RUNS = 5;
    private static final double INTERVAL_MILLIS = 100;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final GatewayClock CLOCK = GatewayClock.system();

    private UaRates() {}

    public static void main(String[] args) throws Exception {
        double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 5;
        try (Plant plant = new Plant(Files.createTempDirectory(Path.of("/tmp"), "ua-rates"))) {
            plant.simulator("unprotected", true);
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
                                    "100ms")));
            plant.source("policy", "None").source("mode", "None");
            for (int i = 1; i <= ITEMS; i++) {
                plant.tag("V-" + i).with("sampling", "100ms");
            }
            String url = plant.startSimulator().url();
            ours(plant, seconds / 2);
            bare(url, seconds / 2);
            double[] ours = new double[RUNS];
            double[] bare = new double[RUNS];
            for (int run = 0; run < RUNS; run++) {
                ours[run] = ours(plant, seconds);
                bare[run] = bare(url, seconds);
            }
            Arrays.sort(ours);
            Arrays.sort(bare);
            System.out.printf(
                    Locale.ROOT,
                    "opcua, %,d items each 100 ms: %,.0f values/s of a core (%,.0f to %,.0f), bare"
                            + " Milo client %,.0f (%,.0f to %,.0f), ratio %.2f%n",
                    ITEMS,
                    ours[RUNS / 2],
                    ours[0],
                    ours[RUNS - 1],
                    bare[RUNS / 2],
                    bare[0],
                    bare[RUNS - 1],
                    ours[RUNS / 2] / bare[RUNS / 2]);
        }
        System.exit(0);
    }

    private static double ours(Plant plant, double seconds) {
        OpcHost host = plant.startAndWaitUp();
        try {
            return rate(
                    () -> host.door().count(), "fp-source-plc|fp-opcua-(io-|timer-)?plc", seconds);
        } finally {
            plant.stopSource();
        }
    }

    private static double bare(String url, double seconds) throws Exception {
        ExecutorService executor =
                Executors.newFixedThreadPool(2, new DefaultThreadFactory("bare-milo", true));
        NioEventLoopGroup loop =
                new NioEventLoopGroup(1, new DefaultThreadFactory("bare-milo-io", true));
        LongAdder values = new LongAdder();
        OpcUaClient client =
                OpcUaClient.create(
                        url,
                        endpoints -> endpoints.stream().filter(UaRates::isPlain).findFirst(),
                        transport -> transport.setExecutor(executor).setEventLoop(loop),
                        config -> {});
        try {
            client.connect();
            OpcUaSubscription subscription = new OpcUaSubscription(client, INTERVAL_MILLIS);
            subscription.setSubscriptionListener(new Counting(values));
            subscription.create();
            List<OpcUaMonitoredItem> items = new ArrayList<>();
            for (int i = 1; i <= ITEMS; i++) {
                OpcUaMonitoredItem item =
                        OpcUaMonitoredItem.newDataItem(NodeId.parse("ns=2;s=V-" + i));
                item.setSamplingInterval(INTERVAL_MILLIS);
                item.setQueueSize(Unsigned.uint(10));
                items.add(item);
            }
            subscription.addMonitoredItems(items);
            subscription.synchronizeMonitoredItems();
            return rate(values::sum, "bare-milo", seconds);
        } finally {
            client.disconnect();
            loop.shutdownGracefully().await(10_000);
            executor.shutdown();
        }
    }

    private static boolean isPlain(EndpointDescription endpoint) {
        return SecurityPolicy.None.getUri().equals(endpoint.getSecurityPolicyUri());
    }

    private record Counting(LongAdder values) implements OpcUaSubscription.SubscriptionListener {
        @Override
        public void onDataReceived(
                OpcUaSubscription subscription,
                List<OpcUaMonitoredItem> items,
                List<DataValue> received) {
            values.add(received.size());
        }
    }

    /// Counts once all items have come a few times.
    private static double rate(LongSupplier values, String threads, double seconds) {
        Await.until(LIMIT, () -> values.getAsLong() > 20L * ITEMS, "all items");
        long before = values.getAsLong();
        double busy = busySeconds(threads);
        long from = CLOCK.nanoTime();
        while (CLOCK.nanoTime() - from < seconds * 1e9) {
            LockSupport.parkNanos(10_000_000);
        }
        busy = busySeconds(threads) - busy;
        return (values.getAsLong() - before) / busy;
    }

    private static double busySeconds(String threads) {
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        double busy = 0;
        for (ThreadInfo info : bean.getThreadInfo(bean.getAllThreadIds())) {
            if (info != null && info.getThreadName().matches("(" + threads + ").*")) {
                busy += bean.getThreadCpuTime(info.getThreadId()) / 1e9;
            }
        }
        return busy;
    }
}
