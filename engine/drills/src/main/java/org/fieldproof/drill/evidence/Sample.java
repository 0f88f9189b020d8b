package org.fieldproof.drill.evidence;

/// The backlog at one moment of a run; of the affected lanes, summed.
///
/// @param atMs since the start of the run
/// @param logRecords accepted and not yet in every lane's custody
/// @param bufferRecords in the disk buffers
/// @param heldRecords waiting for the destinations in all: queued, in flight, buffered
/// @param acceptedTotal accepted since the gateway started
/// @param deliveredTotal durable at the destinations since the gateway started
public record Sample(
        long atMs,
        long logRecords,
        long bufferRecords,
        long heldRecords,
        long acceptedTotal,
        long deliveredTotal) {}
