package org.fieldproof.connector.mqtt.listener;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;

/// A client that writes what it is told, right or wrong, and reads packets one by one. Each of
/// its own packets is made by hand, so that it shares nothing with the code under test.
final class TinyClient implements AutoCloseable {
    /// The end of the stream, or a reset.
    static final Packet GONE = new Packet(-1, new byte[0]);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    final boolean version5;

    TinyClient(int port, boolean version5) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port), version5);
    }

    TinyClient(int port, boolean version5, SSLContext tls) throws IOException {
        this(tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port), version5);
    }

    private TinyClient(Socket socket, boolean version5) throws IOException {
        this.socket = socket;
        this.version5 = version5;
        socket.setSoTimeout(30_000);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    @SuppressWarnings("ArrayRecordComponent") // read in tests only
    record Packet(int first, byte[] body) {
        int type() {
            return first < 0 ? -1 : first >> 4;
        }

        int packetId() {
            return ((body[0] & 0xFF) << 8) | (body[1] & 0xFF);
        }

        /// Type and body in hexadecimal, such as `4002 0001` for a PUBACK.
        String hex() {
            return first < 0
                    ? "gone"
                    : HexFormat.of().toHexDigits((byte) first)
                            + " "
                            + HexFormat.of().formatHex(body);
        }

        String text() {
            return new String(body, StandardCharsets.ISO_8859_1);
        }
    }

    Packet connect(String clientId) throws IOException {
        return connect(clientId, true, 0, new byte[0]);
    }

    /// @param properties of MQTT 5, encoded without their length
    Packet connect(String clientId, boolean clean, int keepAlive, byte[] properties)
            throws IOException {
        return connect(clientId, clean ? 2 : 0, keepAlive, properties, new byte[0]);
    }

    /// @param afterClientId will, user name and password, encoded
    Packet connect(
            String clientId, int flags, int keepAlive, byte[] properties, byte[] afterClientId)
            throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(text("MQTT"));
        body.write(version5 ? 5 : 4);
        body.write(flags);
        body.write(keepAlive >> 8);
        body.write(keepAlive);
        if (version5) {
            body.write(properties.length);
            body.write(properties);
        }
        body.write(text(clientId));
        body.write(afterClientId);
        send(0x10, body.toByteArray());
        return read();
    }

    void publish(String topic, int qos, int packetId, String payload) throws IOException {
        publish(
                0x30 | (qos << 1),
                topic,
                packetId,
                new byte[0],
                payload.getBytes(StandardCharsets.UTF_8));
    }

    void publish(int first, String topic, int packetId, byte[] properties, byte[] payload)
            throws IOException {
        send(first, publishBody(first, text(topic), packetId, properties, payload));
    }

    byte[] publishBody(int first, byte[] topic, int packetId, byte[] properties, byte[] payload)
            throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(topic);
        if ((first & 6) != 0) {
            body.write(packetId >> 8);
            body.write(packetId);
        }
        if (version5) {
            body.write(properties.length);
            body.write(properties);
        }
        body.write(payload);
        return body.toByteArray();
    }

    void subscribe(int packetId, String filter, int options) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(packetId >> 8);
        body.write(packetId);
        if (version5) {
            body.write(0);
        }
        body.write(text(filter));
        body.write(options);
        send(0x82, body.toByteArray());
    }

    void acknowledge(int first, int packetId) throws IOException {
        send(first, new byte[] {(byte) (packetId >> 8), (byte) packetId});
    }

    void send(int first, byte[] body) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(first);
        int rest = body.length;
        do {
            int low = rest & 0x7F;
            rest >>>= 7;
            packet.write(rest > 0 ? low | 0x80 : low);
        } while (rest > 0);
        packet.write(body);
        raw(packet.toByteArray());
    }

    void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /// The next packet, or [#GONE].
    Packet read() throws IOException {
        try {
            int first = in.read();
            if (first < 0) {
                return GONE;
            }
            int length = 0;
            int shift = 0;
            int b;
            do {
                b = in.read();
                length |= (b & 0x7F) << shift;
                shift += 7;
            } while ((b & 0x80) != 0);
            return new Packet(first, in.readNBytes(length));
        } catch (SocketException reset) {
            return GONE;
        }
    }

    /// True if nothing comes for that long.
    boolean silentFor(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            int first = in.read();
            throw new AssertionError("read " + first + " where silence was expected");
        } catch (SocketTimeoutException silence) {
            return true;
        } finally {
            socket.setSoTimeout(30_000);
        }
    }

    /// Cuts the connection without a goodbye.
    void cut() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    static byte[] text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[utf8.length + 2];
        all[0] = (byte) (utf8.length >> 8);
        all[1] = (byte) utf8.length;
        System.arraycopy(utf8, 0, all, 2, utf8.length);
        return all;
    }

    static byte[] bytes(int... values) {
        byte[] all = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            all[i] = (byte) values[i];
        }
        return all;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (DataOutputStream to = new DataOutputStream(all)) {
            for (byte[] part : parts) {
                to.write(part);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return all.toByteArray();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
