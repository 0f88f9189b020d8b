package org.fieldproof.api.drill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Endpoint;

/// Sockets that connect where a link table leads, whatever address a library hands to them. The
/// library keeps the configured host for SNI, for the `Host` header and for the check of the
/// certificate. Names are looked up at every connect, so that a changed address is followed.
///
/// Sockets have `TCP_NODELAY` set: small requests otherwise wait 40 ms for a delayed
/// acknowledgement. Any thread.
public final class LinkSockets extends SocketFactory {
    private final LinkTable links;
    private final String connectorId;
    private final Endpoint target;

    public LinkSockets(LinkTable links, String connectorId, Endpoint target) {
        this.links = links;
        this.connectorId = connectorId;
        this.target = target;
    }

    @Override
    public Socket createSocket() {
        return new LinkSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
            throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(
            InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return connected();
    }

    private Socket connected() throws IOException {
        Socket socket = createSocket();
        socket.connect(InetSocketAddress.createUnresolved(target.host(), target.port()), 0);
        return socket;
    }

    /// Connects to the dialled endpoint whatever address it is given.
    private final class LinkSocket extends Socket {

        @Override
        public void connect(SocketAddress ignored) throws IOException {
            connect(ignored, 0);
        }

        @Override
        public void connect(SocketAddress ignored, int timeoutMillis) throws IOException {
            super.connect(dialled(), timeoutMillis);
            setTcpNoDelay(true);
        }

        /// A socket can be connected once only, so a name's first address has to do.
        private InetSocketAddress dialled() throws IOException {
            try {
                Endpoint to = links.dial(connectorId, target);
                return new InetSocketAddress(InetAddress.getByName(to.host()), to.port());
            } catch (ConnectorException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }
}
