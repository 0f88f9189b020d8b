package org.fieldproof.app.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.fieldproof.api.time.GatewayClock;

/// `drain`: the upstream endpoint is away, records are taken in and acknowledged all the same,
/// the endpoint comes back; how fast the backlog goes out to it, and how long it takes until the
/// first record comes. The baseline is a publisher that has the same records in memory and sends
/// them to the same endpoint.
final class DrainBench {
    private static final int WARM_UP_RECORDS = 20_000;

    private final BenchOptions options;

    DrainBench(BenchOptions options) {
        this.options = options;
    }

    void run(Consumer<BenchLine> lines) throws BenchException {
        TimedPayload payloads = new TimedPayload(GatewayClock.system());
        int runs = options.runs();
        double[] rates = new double[runs];
        double[] returns = new double[runs];
        double[] direct = new double[runs];
        try (Scratch scratch = Scratch.in(options.directory());
                UpstreamEndpoint upstream = new UpstreamEndpoint(payloads);
                UpstreamEndpoint bare = new UpstreamEndpoint(payloads);
                BenchGateway gateway =
                        BenchGateway.start(
                                options.starter(),
                                scratch.path(),
                                BenchProject.toBroker(upstream.port()));
                TimedLoad load = new TimedLoad(gateway.listenerPort(), payloads);
                TimedLoad publisher = new TimedLoad(bare.port(), payloads)) {
            int warmUp = Math.min(WARM_UP_RECORDS, options.records());
            RoundTrip.run(load, upstream, payloads, warmUp, 0);
            RoundTrip.run(publisher, bare, payloads, warmUp, 0);
            for (int run = 0; run < runs; run++) {
                direct[run] =
                        RoundTrip.run(publisher, bare, payloads, options.records(), 0).perSecond();
                upstream.begin();
                upstream.away();
                load.publish(options.records(), 0);
                long back = payloads.now();
                upstream.back();
                RoundTrip.awaitArrived(upstream, payloads, options.records());
                if (upstream.arrived() < options.records()) {
                    throw new IOException(
                            "only " + upstream.arrived() + " of " + options.records() + " came");
                }
                returns[run] = (upstream.firstNanos() - back) / 1e6;
                rates[run] =
                        options.records() * 1e9 / (upstream.lastNanos() - upstream.firstNanos());
            }
        } catch (IOException e) {
            throw BenchException.failed("drain", e);
        }
        lines.accept(line("mqtt-to-mqtt", "records/s", rates, "direct", direct));
        lines.accept(line("mqtt-to-mqtt-return", "ms", returns, "none", new double[] {0}));
    }

    private BenchLine line(
            String name, String unit, double[] ours, String baseline, double[] theirs) {
        Arrays.sort(ours);
        Arrays.sort(theirs);
        return new BenchLine(
                "drain",
                name,
                unit,
                Pair.median(ours),
                ours[0],
                ours[ours.length - 1],
                ours.length,
                baseline,
                Pair.median(theirs));
    }
}
