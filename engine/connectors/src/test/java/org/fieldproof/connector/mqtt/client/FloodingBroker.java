package org.fieldproof.connector.mqtt.client;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// The least of an MQTT 5 broker that sends so many messages of QoS 1 to whoever subscribes,
/// whatever the subscriber allows.
final class FloodingBroker implements AutoCloseable {
    private static final int CONNECT = 1;
    private static final int SUBSCRIBE = 8;
    private static final int PINGREQ = 12;

    private final ServerSocket listening;
    private final int messages;
    private final AtomicInteger lines = new AtomicInteger();

    FloodingBroker(int messages) throws IOException {
        this.messages = messages;
        listening = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serveAll);
    }

    int port() {
        return listening.getLocalPort();
    }

    /// How often it was dialled.
    int lines() {
        return lines.get();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void serveAll() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
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
            while (true) {
                int first = in.readUnsignedByte();
                byte[] body = in.readNBytes(ScriptedBroker.remaining(in));
                switch (first >> 4) {
                    case CONNECT -> out.write(new byte[] {0x20, 3, 0, 0, 0});
                    case SUBSCRIBE -> {
                        out.write(new byte[] {(byte) 0x90, 4, body[0], body[1], 0, 1});
                        flood(out);
                    }
                    case PINGREQ -> out.write(new byte[] {(byte) 0xd0, 0});
                    default -> {}
                }
            }
        } catch (IOException _) {
            // The client hung up.
        }
    }

    private void flood(OutputStream out) throws IOException {
        byte[] topic = "plant/press-01/telemetry".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int id = 1; id <= messages; id++) {
            all.write(0x32);
            all.write(2 + topic.length + 2 + 1 + 1);
            all.write(0);
            all.write(topic.length);
            all.write(topic);
            all.write(id >> 8);
            all.write(id);
            all.write(0);
            all.write('1');
        }
        out.write(all.toByteArray());
    }
}
