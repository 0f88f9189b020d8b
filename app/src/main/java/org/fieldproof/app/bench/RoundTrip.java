package org.fieldproof.app.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/// What became of a load on its way to the upstream endpoint.
///
/// @param perSecond arrivals, from when the first was due to the last arrival
/// @param driftMs p95 of the last fifth minus p95 of the first fifth
record RoundTrip(
        double deliveredPercent,
        double perSecond,
        double p50Ms,
        double p95Ms,
        double p99Ms,
        double driftMs) {
    private static final long SILENCE_NANOS = 10_000_000_000L;
    private static final long POLL_NANOS = 1_000_000;

    /// Sends a load and waits for it at the other end, until all is there or nothing has come for
    /// ten seconds.
    ///
    /// @param ratePerSecond 0 for as fast as it goes
    static RoundTrip run(
            TimedLoad load,
            UpstreamEndpoint upstream,
            TimedPayload payloads,
            int records,
            int ratePerSecond)
            throws IOException {
        upstream.begin();
        long begin = payloads.now();
        load.publish(records, ratePerSecond);
        awaitArrived(upstream, payloads, records);
        long[] latencies = upstream.latencies();
        if (latencies.length == 0) {
            throw new IOException("nothing arrived");
        }
        int fifth = Math.max(1, latencies.length / 5);
        double first = percentile(Arrays.copyOf(latencies, fifth), 0.95);
        double last =
                percentile(
                        Arrays.copyOfRange(latencies, latencies.length - fifth, latencies.length),
                        0.95);
        return new RoundTrip(
                100.0 * latencies.length / records,
                latencies.length * 1e9 / (upstream.lastNanos() - begin),
                percentile(latencies, 0.5),
                percentile(latencies, 0.95),
                percentile(latencies, 0.99),
                last - first);
    }

    static void awaitArrived(UpstreamEndpoint upstream, TimedPayload payloads, int records) {
        long changed = payloads.now();
        int before = 0;
        int now = upstream.arrived();
        while (now < records && payloads.now() - changed < SILENCE_NANOS) {
            LockSupport.parkNanos(POLL_NANOS);
            now = upstream.arrived();
            if (now != before) {
                before = now;
                changed = payloads.now();
            }
        }
    }

    private static double percentile(long[] nanos, double part) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(sorted.length * part) - 1)] / 1e6;
    }
}
