package org.fieldproof.api.doctor;

import java.io.IOException;
import java.net.Socket;

/// What a protocol says in clear before TLS begins (PostgreSQL's SSLRequest, STARTTLS).
@FunctionalInterface
public interface TlsPreamble {

    /// TLS begins with the first byte.
    TlsPreamble NONE = _ -> {};

    /// Speaks on the connected socket, whose read time-out is set.
    ///
    /// @throws IOException with a message for people, where the peer does not agree
    void speak(Socket socket) throws IOException;
}
