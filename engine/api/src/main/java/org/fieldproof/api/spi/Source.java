package org.fieldproof.api.spi;

import java.util.Optional;

/// A connection that brings records in. The engine calls its methods from one thread, in the
/// order start, stop; the source's own loops call the [SourceHost].
public interface Source {

    /// Begins. Returns when it listens, or has begun to connect; reaching the peer may take
    /// longer and is reported through [ConnectorHost#state]. A peer that cannot be reached is not
    /// an error here.
    ///
    /// @throws ConnectorException where it can never work as configured: port in use, bad
    ///     certificate
    void start() throws ConnectorException;

    /// Stops taking in, waits at most `graceMillis` for outstanding acceptances to be told to the
    /// devices, closes. Idempotent.
    void stop(long graceMillis);

    /// Records received and not yet accepted, right now.
    long inFlight();

    /// The devices' own counters, where this source is the devices (a simulator).
    default Optional<PublisherLedger> publisherLedger() {
        return Optional.empty();
    }
}
