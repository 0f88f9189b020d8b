package org.fieldproof.api.snapshot;

/// The write-ahead log.
///
/// @param records accepted and not yet in every lane's custody
/// @param bytes on disk, all segments
/// @param oldestAgeMs of the oldest such record; -1 if none
/// @param fsync time of fdatasync
public record LogSnapshot(
        String epoch,
        long acceptedTotal,
        double acceptedPerSecond,
        double custodyPerSecond,
        long records,
        long bytes,
        long quotaBytes,
        int segments,
        long oldestAgeMs,
        long lastDurableSeq,
        long intakeBytes,
        long intakeQuotaBytes,
        LatencyStats fsync,
        double recordsPerSync) {}
