package org.fieldproof.connector.fieldbus.signal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.fieldproof.api.spi.Endpoint;

/// A small TCP server for simulators: a virtual thread for each peer, a limit on their number.
/// Any thread may close it; closing ends every peer's line.
public final class FrameServer implements AutoCloseable {
    private static final int PEERS_MAX = 256;

    private final ServerSocket listener;
    private final Talk talk;
    private final Set<Socket> peers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    /// What is done with a peer until it returns or throws; then the line is closed.
    public interface Talk {
        void with(Socket peer) throws IOException;
    }

    private FrameServer(ServerSocket listener, Talk talk) {
        this.listener = listener;
        this.talk = talk;
    }

    /// Listens.
    public static FrameServer open(String name, Endpoint at, Talk talk) throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getByName(at.host()), at.port()), 128);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        FrameServer server = new FrameServer(listener, talk);
        Thread.ofVirtual().name("fp-sim-" + name).start(server::accept);
        return server;
    }

    /// The real port where 0 was asked for.
    public int port() {
        return listener.getLocalPort();
    }

    /// How many lines were taken so far.
    public int accepted() {
        return accepted.get();
    }

    /// How many are open now.
    public int open() {
        return peers.size();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket peer = listener.accept();
                if (peers.size() >= PEERS_MAX) {
                    peer.close();
                    continue;
                }
                accepted.incrementAndGet();
                peers.add(peer);
                Thread.ofVirtual().name("fp-sim-peer").start(() -> talk(peer));
            } catch (IOException e) {
                // Closed, or out of descriptors: the loop's condition tells which.
                Thread.onSpinWait();
            }
        }
    }

    private void talk(Socket peer) {
        try (peer) {
            peer.setTcpNoDelay(true);
            talk.with(peer);
        } catch (IOException e) {
            // The peer has gone, or we are closing.
            return;
        } finally {
            peers.remove(peer);
        }
    }

    /// Cuts the lines that are open, and listens on.
    public void cutLines() {
        for (Socket peer : List.copyOf(peers)) {
            try {
                peer.close();
            } catch (IOException e) {
                peers.remove(peer);
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            // Nothing is left to be closed.
            return;
        } finally {
            cutLines();
        }
    }
}
