package org.fieldproof.connector.mqtt.client;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/// The least of an MQTT 5 broker: it takes one client after another, and answers each PUBLISH with
/// the reason code that the test wants. For codes that a real broker gives only when its owner has
/// set it up that way.
final class ScriptedBroker implements AutoCloseable {
    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int PINGREQ = 12;

    private final ServerSocket listening;
    private final Reasons reasons;
    private final AtomicInteger publishes = new AtomicInteger();

    /// The reason code for a PUBLISH; may wait.
    interface Reasons {
        int of(String topic);
    }

    /// @param reasonOfNth reason code for the Nth PUBLISH, counted from 1 over all connections
    ScriptedBroker(IntUnaryOperator reasonOfNth) throws IOException {
        this(counting(reasonOfNth), new ServerSocket(0, 8, InetAddress.getLoopbackAddress()));
    }

    /// @param reasons by topic
    static ScriptedBroker byTopic(Reasons reasons) throws IOException {
        return new ScriptedBroker(
                reasons, new ServerSocket(0, 8, InetAddress.getLoopbackAddress()));
    }

    private ScriptedBroker(Reasons reasons, ServerSocket listening) {
        this.reasons = reasons;
        this.listening = listening;
        Thread.ofVirtual().start(this::serveAll);
    }

    private static Reasons counting(IntUnaryOperator reasonOfNth) {
        AtomicInteger nth = new AtomicInteger();
        return _ -> reasonOfNth.applyAsInt(nth.incrementAndGet());
    }

    int port() {
        return listening.getLocalPort();
    }

    int publishes() {
        return publishes.get();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void serveAll() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                client.setTcpNoDelay(true);
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
            while (true) {
                int first = in.readUnsignedByte();
                byte[] body = in.readNBytes(remaining(in));
                switch (first >> 4) {
                    case CONNECT -> out.write(new byte[] {0x20, 3, 0, 0, 0});
                    case PUBLISH -> acknowledge(first, body, out);
                    case PINGREQ -> out.write(new byte[] {(byte) 0xd0, 0});
                    default -> {
                        return;
                    }
                }
            }
        } catch (IOException _) {
            // The client hung up.
        }
    }

    private void acknowledge(int first, byte[] body, OutputStream out) throws IOException {
        if (((first >> 1) & 3) != 1) {
            return;
        }
        int topicBytes = ((body[0] & 0xff) << 8) | (body[1] & 0xff);
        byte high = body[2 + topicBytes];
        byte low = body[3 + topicBytes];
        publishes.incrementAndGet();
        int reason = reasons.of(new String(body, 2, topicBytes, StandardCharsets.UTF_8));
        out.write(new byte[] {0x40, 4, high, low, (byte) reason, 0});
    }

    static int remaining(DataInputStream in) throws IOException {
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
