package org.fieldproof.app.bench;

import java.io.IOException;
import java.util.function.Consumer;
import org.fieldproof.api.time.GatewayClock;

/// `island`: what a destination gets while another one hangs, with its sockets open and nothing
/// answered (G13). The baselines are the same gateway with both of them well, and one that has
/// nothing but the destination that is measured.
final class IslandBench {
    private static final int WARM_UP_RECORDS = 20_000;

    private final BenchOptions options;
    private final TimedPayload payloads = new TimedPayload(GatewayClock.system());

    /// What stands beside the destination that is measured.
    private enum Beside {
        NOTHING,
        HEALTHY,
        HANGING
    }

    IslandBench(BenchOptions options) {
        this.options = options;
    }

    void run(Consumer<BenchLine> lines) throws BenchException {
        lines.accept(line("both-healthy", Beside.HEALTHY));
        lines.accept(line("alone", Beside.NOTHING));
    }

    private BenchLine line(String baseline, Beside beside) throws BenchException {
        return Pair.measure(
                "island",
                "beside-a-hanging-one",
                "records/s",
                options.runs(),
                () -> perSecond(Beside.HANGING),
                baseline,
                () -> perSecond(beside));
    }

    private double perSecond(Beside beside) throws IOException, BenchException {
        try (Scratch scratch = Scratch.in(options.directory());
                UpstreamEndpoint measured = new UpstreamEndpoint(payloads);
                UpstreamEndpoint other = new UpstreamEndpoint(payloads);
                BenchGateway gateway =
                        BenchGateway.start(
                                options.starter(),
                                scratch.path(),
                                beside == Beside.NOTHING
                                        ? BenchProject.toBroker(measured.port())
                                        : BenchProject.toBrokers(measured.port(), other.port()));
                TimedLoad load = new TimedLoad(gateway.listenerPort(), payloads)) {
            int warmUp = Math.min(WARM_UP_RECORDS, options.records());
            RoundTrip.run(load, measured, payloads, warmUp, 0);
            if (beside != Beside.NOTHING) {
                RoundTrip.awaitArrived(other, payloads, warmUp);
            }
            if (beside == Beside.HANGING) {
                other.hang();
            }
            RoundTrip trip = RoundTrip.run(load, measured, payloads, options.records(), 0);
            if (trip.deliveredPercent() < 100) {
                throw new IOException("only " + trip.deliveredPercent() + " % came");
            }
            return trip.perSecond();
        }
    }
}
