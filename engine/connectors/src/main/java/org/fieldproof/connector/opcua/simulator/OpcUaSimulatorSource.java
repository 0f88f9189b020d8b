package org.fieldproof.connector.opcua.simulator;

import java.io.IOException;
import java.net.BindException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.connector.opcua.trust.ChainVerdict;
import org.fieldproof.connector.opcua.trust.OwnCertificate;
import org.fieldproof.connector.opcua.trust.Thumbprint;
import org.fieldproof.connector.opcua.trust.TrustLists;
import org.fieldproof.connector.work.WriteNotes;
import org.jspecify.annotations.Nullable;

/// Hosts the simulated server. A source that brings nothing in: others connect to it.
final class OpcUaSimulatorSource implements Source {
    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final SourceHost host;
    private final SimulatorConfig config;
    private final String object;
    private final TrustLists lists;
    private final AtomicLong toldNanos = new AtomicLong(Long.MIN_VALUE);
    private @Nullable SimulatorServer server;

    OpcUaSimulatorSource(SourceHost host) {
        this.host = host;
        config = SimulatorConfig.of(host.config());
        object = "connection " + host.id();
        lists = new TrustLists(host.dataDirectory());
    }

    @Override
    public void start() throws ConnectorException {
        host.state(ConnectorState.STARTING, null);
        String uri =
                "urn:" + OwnCertificate.hostName().orElse("localhost") + ":fieldproof:" + host.id();
        CapturedValues captured = captured();
        try {
            lists.prepare();
            TlsIdentity own = own(uri);
            new OwnCertificate(lists.own()).show(own.chain().getFirst());
            List<X509Certificate> authorities =
                    config.trustInstallation()
                            ? host.credentials().trustOnly("installation").trust()
                            : List.of();
            ClientTrust clients =
                    new ClientTrust(
                            lists,
                            authorities,
                            config.trustedSha256(),
                            !SimulatorConfig.SECURE.containsAll(config.policies()),
                            host.clock(),
                            this::tellRefused);
            SimulatorServer made =
                    SimulatorServer.start(
                            config,
                            new SimulatorServer.Site(
                                    host.id(),
                                    uri,
                                    own,
                                    clients,
                                    passwords(),
                                    new ServiceLog(
                                            new WriteNotes(host, SimulatorCodes.WRITTEN)::asked),
                                    captured,
                                    host.clock()));
            server = made;
            host.listening(made.endpoint());
            host.state(ConnectorState.UP, null);
        } catch (BindException e) {
            throw failed(
                    SimulatorCodes.PORT,
                    "It cannot listen at " + config.bind() + ":" + config.port(),
                    "End what uses the port, or write another, or 0 for a free one.",
                    e);
        } catch (IOException e) {
            throw failed(
                    SimulatorCodes.START,
                    "The server does not start",
                    "Check bind, port, and space and permissions of the data directory.",
                    e);
        } catch (GeneralSecurityException e) {
            throw failed(
                    SimulatorCodes.CERTIFICATE,
                    "Its certificate cannot be made",
                    "Check space and permissions of the data directory.",
                    e);
        }
    }

    private ConnectorException failed(String code, String what, String remedy, Exception cause) {
        return new ConnectorException(
                Problem.error(code, object, what + ": " + cause.getMessage() + ".", remedy), cause);
    }

    private CapturedValues captured() throws ConnectorException {
        if (config.replay().isEmpty()) {
            return CapturedValues.NONE;
        }
        try {
            return CapturedValues.read(host.projectDirectory().resolve(config.replay()));
        } catch (IOException e) {
            throw failed(
                    SimulatorCodes.REPLAY,
                    "The capture cannot be played",
                    "Correct replay, or take a new capture.",
                    e);
        }
    }

    private TlsIdentity own(String uri)
            throws ConnectorException, IOException, GeneralSecurityException {
        return config.selfSigned()
                ? new OwnCertificate(lists.own())
                        .selfSigned(
                                "Fieldproof simulator " + host.id(),
                                uri,
                                host.clock().now(),
                                new SecureRandom())
                : host.credentials().application(host.id(), uri);
    }

    private Map<String, char[]> passwords() throws ConnectorException {
        Map<String, char[]> passwords = new HashMap<>();
        for (SimulatorConfig.User user : config.users()) {
            passwords.put(user.name(), host.secrets().resolve(user.password()));
        }
        return passwords;
    }

    private void tellRefused(X509Certificate certificate, ChainVerdict verdict) {
        long now = host.clock().nanoTime();
        long told = toldNanos.get();
        if ((told != Long.MIN_VALUE && now - told < TELL_NANOS)
                || !toldNanos.compareAndSet(told, now)) {
            return;
        }
        host.event(
                GatewayEvent.Level.WARNING,
                SimulatorCodes.CLIENT_REFUSED,
                object,
                "A client was refused, because its certificate is "
                        + words(verdict)
                        + ": "
                        + certificate.getSubjectX500Principal().getName()
                        + ". If it is to be let in, add SHA-256 "
                        + Thumbprint.sha256(certificate)
                        + " to trustedThumbprints, or move its file from "
                        + lists.rejected().toAbsolutePath()
                        + " to pki/trusted/certs beside it.",
                Map.of("sha256", Thumbprint.sha256(certificate)));
    }

    private static String words(ChainVerdict verdict) {
        return switch (verdict) {
            case ChainVerdict.Untrusted _ -> "not trusted";
            case ChainVerdict.Incomplete _ -> "of an unknown issuer";
            case ChainVerdict.Forged _ -> "signed falsely";
            case ChainVerdict.OutOfTime _ -> "expired or not valid yet";
            case ChainVerdict.WrongApplication _ -> "for another application";
            case ChainVerdict.Unfit(String _, String why) -> "unfit: it " + why;
            case ChainVerdict.Revoked _ -> "revoked";
            case ChainVerdict.WrongHost _,
                    ChainVerdict.RevocationUnknown _,
                    ChainVerdict.Believed _ ->
                    "not usable";
        };
    }

    /// The running server; for tests and drills beside it.
    @Nullable SimulatorServer server() {
        return server;
    }

    @Override
    public void stop(long graceMillis) {
        SimulatorServer running = server;
        if (running != null) {
            server = null;
            running.stop();
        }
        host.state(ConnectorState.STOPPED, null);
    }

    @Override
    public long inFlight() {
        return 0;
    }
}
