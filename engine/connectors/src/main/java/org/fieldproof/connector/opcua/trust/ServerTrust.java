package org.fieldproof.connector.opcua.trust;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.fieldproof.api.time.GatewayClock;
import org.jspecify.annotations.Nullable;

/// Our check of a server's certificate, for one attempt to connect. The library asks it when the
/// secure channel opens and again when the session is made; the host is the configured one,
/// whatever the library believes it has dialled.
///
/// Any thread: the library asks on its event loop.
public final class ServerTrust implements CertificateValidator {
    private final TrustLists lists;
    private final Rules rules;
    private final GatewayClock clock;
    private final AtomicReference<@Nullable Refusal> refusal = new AtomicReference<>();

    /// What this connection demands.
    ///
    /// @param host the configured host
    /// @param pinnedSha256 the one certificate that is believed; empty for the lists
    /// @param authorities trusted besides the lists; they publish no revocation lists
    /// @param applicationUri as the endpoint tells it
    public record Rules(
            String host,
            Optional<String> applicationUri,
            String pinnedSha256,
            List<X509Certificate> authorities,
            int rsaBitsMin,
            boolean sha1Allowed,
            boolean listsRequired) {
        public Rules {
            authorities = List.copyOf(authorities);
        }
    }

    /// Why a certificate was refused, with the certificates that the message is about.
    ///
    /// @param known the certificate that was expected instead, where there is one
    /// @param nobodyBelieved nothing was pinned, listed or certified: whoever had answered would
    ///     have been unknown
    public record Refusal(
            ChainVerdict verdict,
            X509Certificate shown,
            Optional<X509Certificate> known,
            boolean nobodyBelieved) {}

    public ServerTrust(TrustLists lists, Rules rules, GatewayClock clock) {
        this.lists = lists;
        this.rules = rules;
        this.clock = clock;
    }

    /// Why the last certificate was refused; empty while none was.
    public Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal.get());
    }

    /// Judges without throwing, for a look before the first secured byte.
    public ChainVerdict judge(List<X509Certificate> shown) throws IOException {
        X509Certificate leaf = shown.getFirst();
        ChainCheck.Known known = lists.read();
        List<X509Certificate> trusted = new ArrayList<>();
        boolean pinned = !rules.pinnedSha256().isEmpty();
        if (!pinned) {
            trusted.addAll(known.trusted());
            trusted.addAll(rules.authorities());
        } else if (Thumbprint.sha256(leaf).equals(rules.pinnedSha256())) {
            trusted.add(leaf);
        }
        List<X509Certificate> issuers = new ArrayList<>(known.issuers());
        if (pinned) {
            issuers.addAll(known.trusted());
            issuers.addAll(rules.authorities());
        }
        ChainVerdict verdict =
                ChainCheck.judge(
                        shown,
                        new ChainCheck.Known(trusted, issuers, known.lists()),
                        new ChainCheck.Demands(
                                Optional.of(rules.host()),
                                rules.applicationUri(),
                                true,
                                rules.rsaBitsMin(),
                                rules.sha1Allowed(),
                                rules.listsRequired(),
                                Set.copyOf(rules.authorities()),
                                clock.now()));
        if (!(verdict instanceof ChainVerdict.Believed)) {
            refusal.set(
                    new Refusal(
                            verdict,
                            leaf,
                            expected(leaf, known.trusted()),
                            !pinned && trusted.isEmpty()));
            lists.reject(leaf, clock.now());
        }
        return verdict;
    }

    /// A trusted certificate of the same application: then the server has changed its own.
    private static Optional<X509Certificate> expected(
            X509Certificate leaf, List<X509Certificate> trusted) {
        List<String> uris = ChainCheck.applicationUris(leaf);
        return trusted.stream()
                .filter(each -> !each.equals(leaf))
                .filter(
                        each ->
                                ChainCheck.applicationUris(each).stream().anyMatch(uris::contains)
                                        || (each.getBasicConstraints() < 0
                                                && each.getSubjectX500Principal()
                                                        .equals(leaf.getSubjectX500Principal())))
                .findFirst();
    }

    @Override
    public void validateCertificateChain(
            List<X509Certificate> shown,
            @Nullable String applicationUri,
            @Nullable String @Nullable [] hosts)
            throws UaException {
        ChainVerdict verdict;
        try {
            verdict = judge(shown);
        } catch (IOException e) {
            throw new UaException(StatusCodes.Bad_SecurityChecksFailed, e);
        }
        if (!(verdict instanceof ChainVerdict.Believed)) {
            throw new UaException(
                    StatusCodes.Bad_SecurityChecksFailed, "we refuse the server's certificate");
        }
    }
}
