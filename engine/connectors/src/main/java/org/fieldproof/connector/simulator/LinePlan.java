package org.fieldproof.connector.simulator;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorHost;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.TlsIdentity;
import org.jspecify.annotations.Nullable;

/// Where a device dials and what it shows there. Made off the event loop, since names and keys
/// block.
///
/// @param address the target's name over the address to dial: the certificate is checked against
///     the name, wherever the socket leads
/// @param identity what the device shows, in words
record LinePlan(InetSocketAddress address, @Nullable MqttClientSslConfig tls, String identity) {
    private static final long TIMEOUT_SECONDS = 10;

    static LinePlan of(ConnectorHost host, SimulatorConfig config, String device)
            throws ConnectorException {
        Endpoint target;
        Endpoint front;
        if (config.target().isEmpty()) {
            target = new Endpoint(config.host(), config.port());
            front = target;
        } else {
            target = host.endpointOf(config.target());
            front = host.links().front(config.target(), target);
        }
        Endpoint dial = front.equals(target) ? host.links().dial(host.id(), target) : front;
        InetSocketAddress address = address(host, target, dial);
        if (!config.tls()) {
            return new LinePlan(address, null, "client id " + device);
        }
        TlsIdentity own = host.credentials().client(device);
        TlsIdentity trust = host.credentials().trustOnly(trustPath(host, config));
        try {
            MqttClientSslConfig tls =
                    MqttClientSslConfig.builder()
                            .keyManagerFactory(own.keyManagers().orElse(null))
                            .trustManagerFactory(trust.trustManagers())
                            .protocols(List.of("TLSv1.3", "TLSv1.2"))
                            .handshakeTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                            .build();
            return new LinePlan(address, tls, words(own.chain().getFirst()));
        } catch (GeneralSecurityException e) {
            throw new ConnectorException(
                    Problem.error(
                            SimulatorCodes.NOT_CONNECTED,
                            "device " + device,
                            "Its certificate cannot be used: " + e.getMessage() + ".",
                            "Remove it from the data directory; a new one is made."),
                    e);
        }
    }

    private static String trustPath(ConnectorHost host, SimulatorConfig config) {
        return switch (config.trust()) {
            case "installation" -> "installation";
            case "default", "" -> "";
            case String path -> host.projectDirectory().resolve(path).toString();
        };
    }

    private static InetSocketAddress address(ConnectorHost host, Endpoint target, Endpoint dial)
            throws ConnectorException {
        try {
            byte[] bytes = InetAddress.getByName(dial.host()).getAddress();
            return new InetSocketAddress(
                    InetAddress.getByAddress(target.host(), bytes), dial.port());
        } catch (UnknownHostException e) {
            throw new ConnectorException(
                    Problem.error(
                            SimulatorCodes.NOT_CONNECTED,
                            "connection " + host.id(),
                            "The name " + dial.host() + " is not known here.",
                            "Check host."),
                    e);
        }
    }

    private static String words(X509Certificate certificate) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return certificate.getSubjectX500Principal().getName()
                + " · sha256 "
                + HexFormat.of().formatHex(hash);
    }
}
