package org.fieldproof.connector.mqtt.client;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorHost;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.connector.tls.TlsFields;

/// Resolves what one connection needs: where the broker is, through which link, with which keys.
/// Blocks (names, files), so it runs on a connector's own thread, afresh for every connection: a
/// rotated certificate or a moved name is picked up by the next attempt.
///
/// Confined to one thread.
final class BrokerDialer {
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private final ConnectorContext host;
    private final LinkTable links;
    private final LineConfig config;
    private final ConnectProblems problems;
    private int attempts;

    BrokerDialer(
            ConnectorHost host, LineConfig config, ConnectProblems problems, boolean throughLink) {
        this(host, throughLink ? host.links() : LinkTable.direct(), config, problems);
    }

    /// A dialer for one who is no running connector.
    BrokerDialer(
            ConnectorContext host, LinkTable links, LineConfig config, ConnectProblems problems) {
        this.host = host;
        this.links = links;
        this.config = config;
        this.problems = problems;
    }

    /// The settings for one connection.
    LineSettings prepare(
            String clientId,
            LineSettings.Session session,
            int receiveMaximum,
            int sendMaximum,
            EventLoopGroup loop)
            throws ConnectorException {
        Endpoint target = target();
        problems.target(target);
        return new LineSettings(
                config.version(),
                clientId,
                address(target),
                tls(),
                login(),
                config.keepAlive(),
                config.connectTimeout(),
                session,
                receiveMaximum,
                sendMaximum,
                loop);
    }

    /// The broker under its configured name.
    Endpoint target() throws ConnectorException {
        Optional<Endpoint> configured = config.endpoint();
        return configured.isPresent() ? configured.get() : host.endpointOf(config.connectTo());
    }

    /// The address to dial under the name to check: the TLS engine and SNI take the name, the
    /// socket takes the bytes. No host name verifier of our own is needed, and none exists.
    private InetSocketAddress address(Endpoint target) throws ConnectorException {
        Endpoint dial = links.dial(host.id(), target);
        InetAddress[] candidates;
        try {
            candidates = InetAddress.getAllByName(dial.host());
        } catch (UnknownHostException e) {
            throw new ConnectorException(problems.nameUnknown(dial.host()), e);
        }
        InetAddress candidate = candidates[Math.floorMod(attempts++, candidates.length)];
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(target.host(), candidate.getAddress()), dial.port());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of illegal length", e);
        }
    }

    private Optional<MqttClientSslConfig> tls() throws ConnectorException {
        Optional<TlsFields> tls = config.tls();
        return tls.isEmpty() ? Optional.empty() : Optional.of(tls(tls.get()));
    }

    private MqttClientSslConfig tls(TlsFields tls) throws ConnectorException {
        TlsIdentity identity = tls.identity(host);
        try {
            return MqttClientSslConfig.builder()
                    .trustManagerFactory(identity.trustManagers())
                    .keyManagerFactory(identity.keyManagers().orElse(null))
                    .protocols(PROTOCOLS)
                    .handshakeTimeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new ConnectorException(identityProblem(e), e);
        }
    }

    private Problem identityProblem(GeneralSecurityException e) {
        return Problem.error(
                MqttCodes.IDENTITY,
                problems.object(),
                "Our own certificate or key cannot be used: " + e.getMessage() + ".",
                "Check that tls.certificate and tls.key belong together.");
    }

    private Optional<LineSettings.Login> login() throws ConnectorException {
        if (config.user().isEmpty()) {
            return Optional.empty();
        }
        if (config.password().isEmpty()) {
            return Optional.of(new LineSettings.Login(config.user(), new byte[0]));
        }
        char[] secret = host.secrets().resolve(config.password());
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(secret));
        byte[] password = new byte[encoded.remaining()];
        encoded.get(password);
        encoded.clear();
        while (encoded.hasRemaining()) {
            encoded.put((byte) 0);
        }
        Arrays.fill(secret, '\0');
        return Optional.of(new LineSettings.Login(config.user(), password));
    }
}
