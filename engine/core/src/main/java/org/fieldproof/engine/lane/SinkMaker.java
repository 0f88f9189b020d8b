package org.fieldproof.engine.lane;

import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Sink;

/// Makes a fresh sink for each attempt to reach the destination, so that nothing of an attempt
/// that went wrong (a hanging call, a half-open socket) reaches into the next one.
@FunctionalInterface
public interface SinkMaker {

    /// Called on the lane's thread; it must not block.
    MadeSink make() throws ConnectorException;

    /// A sink with what belongs to it alone.
    interface MadeSink {
        Sink sink();

        /// Lets its worker end once its last call has returned. Does not wait.
        void release();

        /// True once its worker has ended.
        boolean isFinished();
    }
}
