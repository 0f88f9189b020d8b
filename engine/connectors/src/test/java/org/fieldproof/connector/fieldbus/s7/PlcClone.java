package org.fieldproof.connector.fieldbus.s7;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.connector.fieldbus.signal.FrameServer;

/// A PLC that need not know the question for its operating mode, as clones, LOGO! and
/// communication processors do not.
final class PlcClone {
    private PlcClone() {}

    enum ModeAnswer {
        /// The PLC's own.
        OWN,
        SILENCE,
        STRANGE,
        HANG_UP,
        HANG_UP_ONCE,
        /// From the question on it is silent to everything.
        GONE,
        /// Silent to everything.
        MUTE
    }

    /// Leads to a PLC; what is asked for its mode is answered here.
    static FrameServer of(S7Server plc, AtomicReference<ModeAnswer> mode) throws IOException {
        return FrameServer.open(
                "test",
                new Endpoint("127.0.0.1", 0),
                peer -> {
                    try (Socket to = new Socket(InetAddress.getLoopbackAddress(), plc.port())) {
                        Thread.ofVirtual().start(() -> pump(to, peer));
                        relay(peer, to, mode);
                    }
                });
    }

    private static void relay(Socket peer, Socket to, AtomicReference<ModeAnswer> mode)
            throws IOException {
        DataInputStream in = new DataInputStream(peer.getInputStream());
        while (true) {
            byte[] head = in.readNBytes(4);
            if (head.length < 4) {
                return;
            }
            byte[] body = in.readNBytes(((head[2] & 0xff) << 8 | (head[3] & 0xff)) - 4);
            boolean asksMode = body.length > 4 && body[3] == 0x32 && body[4] == 7;
            switch (asksMode || mode.get() == ModeAnswer.MUTE ? mode.get() : ModeAnswer.OWN) {
                case OWN -> {
                    to.getOutputStream().write(head);
                    to.getOutputStream().write(body);
                }
                case SILENCE, MUTE -> {}
                case GONE -> mode.set(ModeAnswer.MUTE);
                case STRANGE -> peer.getOutputStream().write(error(body[7], body[8]));
                case HANG_UP -> {
                    return;
                }
                case HANG_UP_ONCE -> {
                    mode.set(ModeAnswer.OWN);
                    return;
                }
            }
        }
    }

    /// A refusal of the kind that reading has: this is no answer to a question for the mode.
    private static byte[] error(int high, int low) {
        ByteBuffer frame = ByteBuffer.allocate(19);
        frame.put((byte) 3).put((byte) 0).putShort((short) 19);
        frame.put((byte) 2).put((byte) 0xf0).put((byte) 0x80).put((byte) 0x32).put((byte) 2);
        frame.putShort((short) 0).put((byte) high).put((byte) low).putInt(0);
        return frame.putShort((short) 0x8104).array();
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of the two has gone: the other is closed by whoever has it.
            return;
        }
    }
}
