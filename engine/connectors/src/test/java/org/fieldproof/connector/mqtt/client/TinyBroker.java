package org.fieldproof.connector.mqtt.client;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/// The least of an MQTT 5 broker: it lets everybody in and answers pings; the rest is a test's.
abstract class TinyBroker implements AutoCloseable {
    private static final int CONNECT = 1;
    private static final int PINGREQ = 12;

    private final ServerSocket listening;
    private final AtomicInteger lines = new AtomicInteger();

    TinyBroker() throws IOException {
        listening = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    }

    /// Takes one client after another, each with a thread of its own.
    final void serve() {
        Thread.ofVirtual().start(this::serveAll);
    }

    /// Answers a packet; in its client's thread.
    ///
    /// @param first type and flags (MQTT 5, section 2.1)
    /// @return false to hang up
    abstract boolean answer(int first, byte[] body, OutputStream out) throws IOException;

    final int port() {
        return listening.getLocalPort();
    }

    /// How often it was dialled.
    final int lines() {
        return lines.get();
    }

    @Override
    public final void close() throws IOException {
        listening.close();
    }

    private void serveAll() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                client.setTcpNoDelay(true);
                lines.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException _) {
                // Closed by the test's end.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            boolean goesOn = true;
            while (goesOn) {
                int first = in.readUnsignedByte();
                byte[] body = in.readNBytes(remaining(in));
                switch (first >> 4) {
                    case CONNECT -> out.write(new byte[] {0x20, 3, 0, 0, 0});
                    case PINGREQ -> out.write(new byte[] {(byte) 0xd0, 0});
                    default -> goesOn = answer(first, body, out);
                }
            }
        } catch (IOException _) {
            // The client hung up.
        }
    }

    private static int remaining(DataInputStream in) throws IOException {
        int value = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int next = in.readUnsignedByte();
            value |= (next & 0x7f) << shift;
            if ((next & 0x80) == 0) {
                break;
            }
        }
        return value;
    }
}
