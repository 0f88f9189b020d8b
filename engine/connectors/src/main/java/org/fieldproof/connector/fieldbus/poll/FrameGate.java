package org.fieldproof.connector.fieldbus.poll;

import java.io.IOException;

/// What may leave on a line. Asked about each frame as its bytes are, right before the socket, so
/// that no way through our code leads around it (G20).
@FunctionalInterface
public interface FrameGate {
    /// Whether a frame may leave.
    boolean passes(byte[] frame);

    /// Keeps back what may not leave.
    ///
    /// @throws ShutException where that is so
    default void check(byte[] frame) throws ShutException {
        if (!passes(frame)) {
            throw new ShutException();
        }
    }

    /// The frame was kept back: nothing of it has left.
    final class ShutException extends IOException {
        private static final long serialVersionUID = 1L;

        ShutException() {
            super("it is not sent: this line may not write that");
        }
    }
}
