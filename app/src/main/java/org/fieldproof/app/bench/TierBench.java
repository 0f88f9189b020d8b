package org.fieldproof.app.bench;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.fieldproof.api.time.GatewayClock;

/// `burst` and `sustained`: from a publisher at QoS 1 through listener, log and lane to an MQTT
/// endpoint upstream, in tiers; delivered, rates and percentiles of each, then what the process
/// used. The baseline is the same publisher at the same endpoint with nothing in between.
///
/// Load, gateway and endpoint share one process: memory and collector are those of all three.
final class TierBench {
    private static final int[] BURSTS = {1_000, 5_000, 10_000, 25_000, 50_000};
    private static final int[] RATES = {100, 200, 500, 1_000, 2_000, 5_000};
    private static final int WARM_UP_RECORDS = 20_000;
    private static final String BASELINE = "direct";
    private static final Path SELF = Path.of("/proc/self/status");

    private final String bench;
    private final BenchOptions options;
    private final List<Tier> tiers;

    /// @param perSecond 0 for as fast as it goes
    private record Tier(String name, int records, int perSecond) {}

    private TierBench(String bench, BenchOptions options, List<Tier> tiers) {
        this.bench = bench;
        this.options = options;
        this.tiers = tiers;
    }

    /// So many messages at once; at most as many as a run has records.
    static TierBench burst(BenchOptions options) {
        List<Tier> tiers = new ArrayList<>();
        for (int records : BURSTS) {
            if (records <= options.records()) {
                tiers.add(new Tier("burst-" + records, records, 0));
            }
        }
        return new TierBench("burst", options, tiers);
    }

    /// So many messages a second for as long as a run lasts.
    static TierBench sustained(BenchOptions options) {
        List<Tier> tiers = new ArrayList<>();
        for (int rate : RATES) {
            long records = Math.max(10, rate * options.perRun().toMillis() / 1_000);
            tiers.add(new Tier("at-" + rate, Math.toIntExact(records), rate));
        }
        return new TierBench("sustained", options, tiers);
    }

    void run(Consumer<BenchLine> lines) throws BenchException {
        TimedPayload payloads = new TimedPayload(GatewayClock.system());
        Collector collector = Collector.now();
        try (Scratch scratch = Scratch.in(options.directory());
                UpstreamEndpoint behind = new UpstreamEndpoint(payloads);
                UpstreamEndpoint direct = new UpstreamEndpoint(payloads);
                BenchGateway gateway =
                        BenchGateway.start(
                                options.starter(),
                                scratch.path(),
                                BenchProject.toBroker(behind.port()));
                TimedLoad ours = new TimedLoad(gateway.listenerPort(), payloads);
                TimedLoad theirs = new TimedLoad(direct.port(), payloads)) {
            int warmUp = Math.min(WARM_UP_RECORDS, options.records());
            RoundTrip.run(ours, behind, payloads, warmUp, 0);
            RoundTrip.run(theirs, direct, payloads, warmUp, 0);
            for (Tier tier : tiers) {
                List<RoundTrip> through = new ArrayList<>();
                List<RoundTrip> beside = new ArrayList<>();
                for (int run = 0; run < options.runs(); run++) {
                    beside.add(
                            RoundTrip.run(
                                    theirs, direct, payloads, tier.records(), tier.perSecond()));
                    through.add(
                            RoundTrip.run(
                                    ours, behind, payloads, tier.records(), tier.perSecond()));
                }
                tell(tier, through, beside, lines);
            }
        } catch (IOException e) {
            throw BenchException.failed(bench, e);
        }
        process(collector, lines);
    }

    private void tell(
            Tier tier, List<RoundTrip> ours, List<RoundTrip> theirs, Consumer<BenchLine> lines) {
        line(tier.name() + "-delivered", "%", ours, theirs, RoundTrip::deliveredPercent, lines);
        line(tier.name() + "-rate", "records/s", ours, theirs, RoundTrip::perSecond, lines);
        line(tier.name() + "-p50", "ms", ours, theirs, RoundTrip::p50Ms, lines);
        line(tier.name() + "-p95", "ms", ours, theirs, RoundTrip::p95Ms, lines);
        line(tier.name() + "-p99", "ms", ours, theirs, RoundTrip::p99Ms, lines);
        if (tier.perSecond() > 0) {
            line(tier.name() + "-drift", "ms", ours, theirs, RoundTrip::driftMs, lines);
        }
    }

    private void line(
            String name,
            String unit,
            List<RoundTrip> ours,
            List<RoundTrip> theirs,
            ToDoubleFunction<RoundTrip> figure,
            Consumer<BenchLine> lines) {
        double[] own = sorted(ours, figure);
        double[] other = sorted(theirs, figure);
        lines.accept(
                new BenchLine(
                        bench,
                        name,
                        unit,
                        Pair.median(own),
                        own[0],
                        own[own.length - 1],
                        own.length,
                        BASELINE,
                        Pair.median(other)));
    }

    private static double[] sorted(List<RoundTrip> runs, ToDoubleFunction<RoundTrip> figure) {
        double[] values = runs.stream().mapToDouble(figure).toArray();
        Arrays.sort(values);
        return values;
    }

    /// @param runs collections so far
    /// @param millis that they took
    private record Collector(long runs, long millis) {
        static Collector now() {
            long runs = 0;
            long millis = 0;
            for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
                runs += bean.getCollectionCount();
                millis += bean.getCollectionTime();
            }
            return new Collector(runs, millis);
        }
    }

    private void process(Collector before, Consumer<BenchLine> lines) throws BenchException {
        Collector after = Collector.now();
        Runtime runtime = Runtime.getRuntime();
        one("gc-count", "collections", (double) (after.runs() - before.runs()), lines);
        one("gc-time", "ms", (double) (after.millis() - before.millis()), lines);
        one("heap", "MiB", (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0, lines);
        if (Files.isReadable(SELF)) {
            one("rss", "MiB", residentMebibytes(), lines);
        }
    }

    private double residentMebibytes() throws BenchException {
        try {
            for (String line : Files.readAllLines(SELF)) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
                }
            }
            throw new IOException(SELF + " has no VmRSS");
        } catch (IOException e) {
            throw BenchException.failed(bench, e);
        }
    }

    private void one(String name, String unit, double value, Consumer<BenchLine> lines) {
        lines.accept(new BenchLine(bench, name, unit, value, value, value, 1, "none", 0));
    }
}
