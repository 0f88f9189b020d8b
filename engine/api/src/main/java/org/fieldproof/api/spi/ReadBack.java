package org.fieldproof.api.spi;

import java.util.UUID;
import java.util.function.Consumer;

/// Reads what really arrived at a destination, for the evidence ledger. Independent of the sink:
/// its own connection, its own statements.
public interface ReadBack {

    /// Begins to watch, where the destination must be watched while it happens (a broker).
    /// Returns when nothing delivered from now on can be missed.
    void begin() throws ConnectorException;

    /// Feeds every arrival of one epoch with `fromSeq <= seq <= toSeq`, in order of arrival; a
    /// record that arrived twice is fed twice.
    void arrivals(UUID epoch, long fromSeq, long toSeq, Consumer<Arrival> each)
            throws ConnectorException;

    void close();

    /// One arrival.
    ///
    /// @param payloadCrc32c CRC-32C of the payload as found at the destination
    /// @param arrivedEpochNanos when the reader saw it, or the destination's own time; 0 if
    ///     unknown
    record Arrival(
            UUID epoch,
            long seq,
            String device,
            String address,
            int payloadCrc32c,
            long arrivedEpochNanos) {}
}
