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

    /// The topic at which a destination so configured publishes a record for others to subscribe
    /// to: `{topic}` stands for the record's address, another name in braces for what is not known
    /// before. Empty where its store has no topics. Pure, as a check.
    default Optional<String> publishes(Config config) {
        return Optional.empty();
    }

    /// Whether the store lies in this process, so that no line leads to it. A drill of it shuts
    /// its door: the engine closes its sink and opens no other until the drill heals it.
    default boolean inProcess() {
        return false;
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
