package org.fieldproof.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/// Ports for servers that must be told theirs before they start, and ports where nobody listens.
///
/// They lie below the ranges from which systems take the near end of an outgoing connection
/// (Linux from 32768, others from 49152): a port from there can be gone between the look and the
/// use. Processes begin at places of their own, and no port is given twice by one of them soon.
/// Any thread.
public final class FreePorts {
    private static final int LOWEST = 20_000;
    private static final int COUNT = 12_000;
    private static final int STEP = 97;

    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * STEP % COUNT));

    private FreePorts() {}

    /// A port of the loopback that nobody has now.
    ///
    /// @throws IOException if every one of them is taken
    public static int next() throws IOException {
        IOException last = null;
        for (int tried = 0; tried < COUNT; tried++) {
            int port = LOWEST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IOException("no free port from " + LOWEST + " on", last);
    }
}
