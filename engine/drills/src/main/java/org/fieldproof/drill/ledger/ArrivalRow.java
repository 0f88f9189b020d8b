package org.fieldproof.drill.ledger;

/// One arrival at a destination, as its read-back found it.
///
/// @param arrivedEpochNanos 0 if unknown
public record ArrivalRow(
        long seq, String device, String address, int payloadCrc32c, long arrivedEpochNanos) {}
