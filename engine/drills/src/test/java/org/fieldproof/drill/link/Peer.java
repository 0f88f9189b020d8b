package org.fieldproof.drill.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.fieldproof.api.spi.Endpoint;

/// A real TCP server on loopback that does one thing with each connection.
final class Peer implements AutoCloseable {
    private final ServerSocket server;
    private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());

    interface Behaviour {
        void serve(Socket socket) throws IOException;
    }

    Peer(Behaviour behaviour) throws IOException {
        server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        Thread.ofVirtual().start(() -> acceptAll(behaviour));
    }

    /// Sends back what it gets; ends its side when the other side has ended.
    static Peer echo() throws IOException {
        return new Peer(
                socket -> {
                    socket.getInputStream().transferTo(socket.getOutputStream());
                    socket.shutdownOutput();
                });
    }

    /// Takes in nothing at all.
    static Peer deaf() throws IOException {
        return new Peer(socket -> {});
    }

    private void acceptAll(Behaviour behaviour) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(behaviour, socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void serve(Behaviour behaviour, Socket socket) {
        try {
            behaviour.serve(socket);
        } catch (IOException e) {
            // A reset line: that is what these tests do.
            return;
        }
    }

    Endpoint endpoint() {
        return new Endpoint("127.0.0.1", server.getLocalPort());
    }

    static Socket dial(Endpoint to) throws IOException {
        Socket socket = new Socket(InetAddress.ofLiteral(to.host()), to.port());
        socket.setSoTimeout(30_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /// Sends bytes and reads as many back.
    static byte[] roundTrip(Socket socket, byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        InputStream in = socket.getInputStream();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                out.write(bytes);
                            } catch (IOException e) {
                                return;
                            }
                        });
        return in.readNBytes(bytes.length);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket each : List.copyOf(sockets)) {
            each.close();
        }
    }
}
