package org.fieldproof.api.drill;

import java.time.Instant;
import java.util.List;

/// The first page of an evidence file, as data. Counts of -1 are unknown and shown as such.
public record EvidenceSummary(
        String file,
        String drill,
        String title,
        String project,
        Verdict verdict,
        List<String> reasons,
        Instant startedAt,
        Instant endedAt,
        long outageMs,
        long recoveryMs,
        long drainMs,
        long peakLogRecords,
        long peakBufferRecords,
        List<Phase> phases,
        List<Device> devices,
        List<Sample> backlog,
        List<String> notTested,
        String signer) {
    public EvidenceSummary {
        reasons = List.copyOf(reasons);
        phases = List.copyOf(phases);
        devices = List.copyOf(devices);
        backlog = List.copyOf(backlog);
        notTested = List.copyOf(notTested);
    }

    public record Phase(String name, long fromMs, long toMs) {}

    public record Device(
            String id, String identity, long sent, long accepted, List<LaneCount> lanes) {
        public Device {
            lanes = List.copyOf(lanes);
        }
    }

    /// One lane's counts for one device.
    ///
    /// @param redelivered arrivals beyond the first of the same identity, explained by
    ///     at-least-once
    public record LaneCount(
            String lane,
            long delivered,
            long lost,
            long duplicated,
            long redelivered,
            long outOfOrder,
            long pending) {}

    /// Backlog over time.
    public record Sample(long atMs, long logRecords, long bufferRecords) {}
}
