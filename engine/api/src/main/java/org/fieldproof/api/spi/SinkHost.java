package org.fieldproof.api.spi;

import java.util.concurrent.Executor;

/// What the engine lends to a sink.
public interface SinkHost extends ConnectorHost {

    /// A single platform thread of this sink's own (`fp-sink-<id>`), for calls that block. Never
    /// interrupted, so file and database I/O is safe on it.
    Executor worker();
}
