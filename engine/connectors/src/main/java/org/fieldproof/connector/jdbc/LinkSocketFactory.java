package org.fieldproof.connector.jdbc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;
import org.fieldproof.api.spi.Endpoint;

/// Opens the driver's sockets where the link table says, while the driver keeps the configured
/// host for SNI and for the check of the server's certificate. Found by the driver through its
/// class name, therefore public; its argument is `port host`.
public final class LinkSocketFactory extends SocketFactory {
    private final Endpoint dialled;

    /// Called by the driver.
    ///
    /// @param argument made by [#argumentFor(Endpoint)]
    public LinkSocketFactory(String argument) {
        int space = argument.indexOf(' ');
        this.dialled =
                new Endpoint(
                        argument.substring(space + 1),
                        Integer.parseInt(argument.substring(0, space)));
    }

    static String argumentFor(Endpoint dialled) {
        return dialled.port() + " " + dialled.host();
    }

    @Override
    public Socket createSocket() {
        return new LinkSocket(dialled);
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
        socket.connect(new InetSocketAddress(dialled.host(), dialled.port()), 0);
        return socket;
    }

    /// Connects to the dialled endpoint whatever address it is given.
    private static final class LinkSocket extends Socket {
        private final Endpoint dialled;

        LinkSocket(Endpoint dialled) {
            this.dialled = dialled;
        }

        @Override
        public void connect(SocketAddress ignored, int timeoutMillis) throws IOException {
            super.connect(new InetSocketAddress(dialled.host(), dialled.port()), timeoutMillis);
        }
    }
}
