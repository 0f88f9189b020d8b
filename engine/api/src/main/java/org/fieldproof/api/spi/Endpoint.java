package org.fieldproof.api.spi;

import java.net.InetAddress;

/// A host and port to dial. The host is the name a TLS peer's certificate must carry.
public record Endpoint(String host, int port) {
    public Endpoint {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host: blank (expected: a name or an address)");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
        }
    }

    /// Whether a host is this machine. Only literals and `localhost` are believed: a name that a
    /// name server answers for could lead anywhere tomorrow.
    public static boolean isLoopback(String host) {
        boolean literal = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        if (!literal) {
            return host.equalsIgnoreCase("localhost");
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
