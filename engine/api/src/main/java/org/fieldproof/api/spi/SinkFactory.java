package org.fieldproof.api.spi;

import java.util.Optional;
import org.fieldproof.api.project.Config;

/// Makes sinks of one type; found with `ServiceLoader`.
public interface SinkFactory extends ConnectorFactory {
    Sink create(SinkHost host) throws ConnectorException;

    /// What of a configuration says where records end up, such as a table: a backlog that waits
    /// for one is never delivered to another. Not how it is reached: host, port and password may
    /// change. Pure.
    default String targetOf(Config config) {
        return "";
    }

    /// A reader of what really arrived, on a connection of its own that never leads through a
    /// link. Empty where this destination cannot be read; a drill then reports UNKNOWN for it.
    Optional<ReadBack> readBack(SinkHost host) throws ConnectorException;

    /// A look at the tables behind this destination, on a connection of its own; empty where the
    /// store has none. Blocks until it is connected.
    default Optional<SchemaBrowser> browser(ConnectorHost host) throws ConnectorException {
        return Optional.empty();
    }
}
