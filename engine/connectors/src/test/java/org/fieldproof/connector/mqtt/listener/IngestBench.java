package org.fieldproof.connector.mqtt.listener;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.time.GatewayClock;

/// QoS 1 messages a second through a plain TCP listener whose intake accepts at once: what the
/// endpoint itself costs, with its publishers on the same machine. Run by hand; not a test.
public final class IngestBench {
    private static final int WINDOW = 512;
    private static final int BATCH = 64;

    private IngestBench() {}

    /// Runs the rounds and prints one line for each.
    ///
    /// @param arguments publishers, messages per publisher, payload bytes, rounds
    public static void main(String[] arguments) throws Exception {
        int publishers = Integer.parseInt(arguments[0]);
        int messages = Integer.parseInt(arguments[1]);
        int payloadBytes = Integer.parseInt(arguments[2]);
        int rounds = Integer.parseInt(arguments[3]);
        FakeGateway gateway = new FakeGateway(Map.of());
        gateway.remembers = false;
        Source listener = new MqttListenerFactory().create(gateway);
        listener.start();
        GatewayClock clock = GatewayClock.system();
        for (int round = 0; round < rounds; round++) {
            long start = clock.nanoTime();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < publishers; i++) {
                String name = "bench-" + i;
                threads.add(
                        Thread.ofPlatform()
                                .start(
                                        () ->
                                                publish(
                                                        gateway.port(),
                                                        name,
                                                        messages,
                                                        payloadBytes)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            double seconds = (clock.nanoTime() - start) / 1e9;
            System.out.printf(
                    "FIGURE publishers=%d payload=%d B: %,.0f msg/s%n",
                    publishers, payloadBytes, publishers * (double) messages / seconds);
        }
        listener.stop(1_000);
    }

    private static void publish(int port, String name, int messages, int payloadBytes) {
        Semaphore window = new Semaphore(WINDOW);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
            byte[] id = TinyClient.text(name);
            byte[] body =
                    TinyClient.join(TinyClient.text("MQTT"), TinyClient.bytes(4, 2, 0, 0), id);
            socket.getOutputStream()
                    .write(TinyClient.join(TinyClient.bytes(0x10, body.length), body));
            in.readNBytes(4);
            Thread acks =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try {
                                            byte[] some = new byte[16 * 1024];
                                            int left = messages * 4;
                                            int part = 0;
                                            while (left > 0) {
                                                int n =
                                                        in.read(
                                                                some,
                                                                0,
                                                                Math.min(left, some.length));
                                                left -= n;
                                                part += n;
                                                window.release(part / 4);
                                                part %= 4;
                                            }
                                        } catch (IOException lost) {
                                            throw new UncheckedIOException(lost);
                                        }
                                    });
            byte[] topic = TinyClient.text("plant/hall-2/" + name + "/telemetry");
            int length = topic.length + 2 + payloadBytes;
            int header = length < 128 ? 2 : 3;
            byte[] packet = new byte[header + length];
            packet[0] = 0x32;
            packet[1] = (byte) (length < 128 ? length : (length & 0x7F) | 0x80);
            if (header == 3) {
                packet[2] = (byte) (length >> 7);
            }
            System.arraycopy(topic, 0, packet, header, topic.length);
            byte[] batch = new byte[packet.length * BATCH];
            int packetId = 0;
            for (int sent = 0; sent < messages; sent += BATCH) {
                window.acquire(BATCH);
                for (int i = 0; i < BATCH; i++) {
                    packetId = packetId == 65_535 ? 1 : packetId + 1;
                    int at = i * packet.length;
                    System.arraycopy(packet, 0, batch, at, packet.length);
                    batch[at + header + topic.length] = (byte) (packetId >> 8);
                    batch[at + header + topic.length + 1] = (byte) packetId;
                }
                socket.getOutputStream().write(batch);
            }
            acks.join();
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
