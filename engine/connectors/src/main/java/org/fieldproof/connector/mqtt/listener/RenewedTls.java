package org.fieldproof.connector.mqtt.listener;

import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorHost;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.value.PrintableText;
import org.fieldproof.connector.mqtt.listener.ListenerConfig.Tls;
import org.fieldproof.connector.tls.OwnFiles;
import org.jspecify.annotations.Nullable;

/// The TLS side of an endpoint while it runs: what its files say counts for each connection that
/// comes after they changed, and one that stands goes on as it is. Files that cannot be used change
/// nothing but the endpoint's state, which says why.
///
/// What has changed is read when it has not changed further by the next look: certificate and key
/// are seldom written at the same instant.
///
/// The context may be asked for on any thread. Looks come one at a time, each on a thread of its
/// own: a folder that hangs holds up neither the event loop nor a handshake.
final class RenewedTls {
    private static final long ASK_EVERY_NANOS = 3_600_000_000_000L;

    private final Tls tls;
    private final ConnectorHost host;
    private final AtomicBoolean looking = new AtomicBoolean();

    private volatile SslContext context;

    // All below belong to the look under way.
    private Seen inUse;
    private Seen last;
    private long askedNanos;
    private boolean broken;

    // Guarded by this: nothing is told once the endpoint is being stopped.
    private boolean closed;
    private @Nullable Problem told;

    private RenewedTls(Tls tls, ConnectorHost host, Seen seen, SslContext context) {
        this.tls = tls;
        this.host = host;
        this.inUse = seen;
        this.last = seen;
        this.context = context;
        this.askedNanos = host.clock().nanoTime();
    }

    static RenewedTls read(Tls tls, ConnectorHost host) throws ConnectorException {
        // Before they are read: what changes meanwhile is seen by the next look.
        Seen seen = new Seen(stamps(tls, host), issued(tls, host));
        return new RenewedTls(tls, host, seen, TlsSetup.context(tls, host));
    }

    SslContext context() {
        return context;
    }

    /// Called by the event loop, every few seconds.
    void lookSoon() {
        if (looking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("fp-tls-files-" + host.id()).start(this::look);
        }
    }

    /// One look, in the thread that calls.
    void look() {
        try {
            Seen now = new Seen(stamps(tls, host), issuedAgain());
            boolean settled = now.equals(last);
            last = now;
            if (settled && (broken || !now.equals(inUse))) {
                context = TlsSetup.context(tls, host);
                inUse = now;
                broken = false;
                tellTaken();
            }
        } catch (ConnectorException unusable) {
            // Tried again with each look: it may be the secret of the key that is missing.
            broken = true;
            tellKept(unusable.problem());
        } catch (RuntimeException unforeseen) {
            broken = true;
            tellKept(
                    Problem.error(
                            "MQTT-0145",
                            "tls",
                            "they cannot be read: " + PrintableText.of(unforeseen.toString()),
                            "Put files there that openssl reads too."));
        } finally {
            looking.set(false);
        }
    }

    /// The installation's authority renews a certificate in its last month.
    private List<X509Certificate> issuedAgain() throws ConnectorException {
        long now = host.clock().nanoTime();
        if (now - askedNanos < ASK_EVERY_NANOS) {
            return last.issued();
        }
        askedNanos = now;
        return issued(tls, host);
    }

    private static List<X509Certificate> issued(Tls tls, ConnectorHost host)
            throws ConnectorException {
        return tls.ownFiles() ? List.of() : TlsSetup.own(tls, host).chain();
    }

    private static List<Stamp> stamps(Tls tls, ConnectorHost host) {
        Stream<String> own =
                tls.ownFiles()
                        ? Stream.of(tls.files().certificate(), tls.files().key())
                        : Stream.of();
        return Stream.concat(own, Stream.of(tls.trustFile(), tls.crl()))
                .filter(path -> !path.isEmpty())
                .map(path -> Stamp.of(OwnFiles.inProject(host, path)))
                .toList();
    }

    private synchronized void tellTaken() {
        if (closed) {
            return;
        }
        told = null;
        host.state(ConnectorState.UP, null);
        host.event(
                GatewayEvent.Level.INFO,
                "MQTT-0146",
                "connection " + host.id(),
                "Certificate, key, trust or revocation lists were replaced; they count for every"
                        + " connection from now on.",
                Map.of());
    }

    private synchronized void tellKept(Problem why) {
        if (closed || why.equals(told)) {
            return;
        }
        told = why;
        host.state(
                ConnectorState.DEGRADED,
                Problem.error(
                        "MQTT-0145",
                        "connection " + host.id(),
                        "What was put in the place of the listener's TLS files is not used, and the"
                                + " former certificate and trust stay: "
                                + why.object()
                                + ": "
                                + why.message(),
                        why.remedy()));
    }

    synchronized void close() {
        closed = true;
    }

    /// How the files looked, and what the installation's authority had issued.
    ///
    /// @param issued the installation's certificate; empty where files are shown
    private record Seen(List<Stamp> files, List<X509Certificate> issued) {}

    /// By what a file that was replaced is told from the one before.
    ///
    /// @param key the system's own name for the file; null where it has none
    /// @param modified null where the file cannot be looked at
    private record Stamp(@Nullable FileTime modified, long size, @Nullable Object key) {
        static Stamp of(String path) {
            try {
                BasicFileAttributes found =
                        Files.readAttributes(Path.of(path), BasicFileAttributes.class);
                return new Stamp(found.lastModifiedTime(), found.size(), found.fileKey());
            } catch (IOException | InvalidPathException _) {
                return new Stamp(null, 0, null);
            }
        }
    }
}
