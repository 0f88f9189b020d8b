package org.fieldproof.api.spi;

import java.util.Optional;

/// Makes sinks of one type; found with `ServiceLoader`.
public interface SinkFactory extends ConnectorFactory {
    Sink create(SinkHost host) throws ConnectorException;

    /// A reader of what really arrived, on a connection of its own that never leads through a
    /// link. Empty where this destination cannot be read; a drill then reports UNKNOWN for it.
    Optional<ReadBack> readBack(SinkHost host) throws ConnectorException;
}
