package org.fieldproof.drill.ledger;

/// One record as the log holds it.
///
/// @param counter the device's own counter from the payload; -1 if there is none
/// @param duplicateFlagged the device itself said that it sends this again
/// @param lanes bit i set: the project routes it to the i-th lane of its [Ledgers]
public record AcceptedRow(
        long seq,
        String device,
        String address,
        long counter,
        int payloadCrc32c,
        boolean duplicateFlagged,
        long acceptEpochNanos,
        long lanes) {

    boolean goesTo(int lane) {
        return (lanes & (1L << lane)) != 0;
    }
}
