package org.fieldproof.connector.opcua.simulator;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.connector.opcua.trust.ChainCheck;
import org.fieldproof.connector.opcua.trust.ChainVerdict;
import org.fieldproof.connector.opcua.trust.Thumbprint;
import org.fieldproof.connector.opcua.trust.TrustLists;
import org.jspecify.annotations.Nullable;

/// Which clients the simulator lets in: as a real server, by certificate. There is no switch to let
/// everybody in. Any thread.
final class ClientTrust implements CertificateValidator {
    private static final int RSA_BITS = 2_048;
    private static final int RSA_BITS_DEPRECATED = 1_024;

    private final TrustLists lists;
    private final List<X509Certificate> authorities;
    private final Set<String> trustedSha256;
    private final boolean deprecated;
    private final GatewayClock clock;
    private final BiConsumer<X509Certificate, ChainVerdict> refused;

    /// @param deprecated where policies that rest on SHA-1 are offered
    /// @param refused told who was refused and why
    ClientTrust(
            TrustLists lists,
            List<X509Certificate> authorities,
            Set<String> trustedSha256,
            boolean deprecated,
            GatewayClock clock,
            BiConsumer<X509Certificate, ChainVerdict> refused) {
        this.lists = lists;
        this.authorities = List.copyOf(authorities);
        this.trustedSha256 = Set.copyOf(trustedSha256);
        this.deprecated = deprecated;
        this.clock = clock;
        this.refused = refused;
    }

    @Override
    public void validateCertificateChain(
            List<X509Certificate> shown,
            @Nullable String applicationUri,
            @Nullable String @Nullable [] hosts)
            throws UaException {
        X509Certificate leaf = shown.getFirst();
        try {
            ChainCheck.Known known = lists.read();
            List<X509Certificate> trusted = new ArrayList<>(known.trusted());
            trusted.addAll(authorities);
            if (trustedSha256.contains(Thumbprint.sha256(leaf))) {
                trusted.add(leaf);
            }
            ChainVerdict verdict =
                    ChainCheck.judge(
                            shown,
                            new ChainCheck.Known(trusted, known.issuers(), known.lists()),
                            new ChainCheck.Demands(
                                    Optional.empty(),
                                    Optional.ofNullable(applicationUri),
                                    false,
                                    deprecated ? RSA_BITS_DEPRECATED : RSA_BITS,
                                    deprecated,
                                    false,
                                    Set.copyOf(authorities),
                                    clock.now()));
            if (verdict instanceof ChainVerdict.Believed) {
                return;
            }
            lists.reject(leaf, clock.now());
            refused.accept(leaf, verdict);
            throw new UaException(status(verdict));
        } catch (IOException e) {
            throw new UaException(StatusCodes.Bad_SecurityChecksFailed, e);
        }
    }

    /// As Part 4 clause 6.1.3 wants it: an unknown peer learns nothing, a known one what is wrong.
    private static long status(ChainVerdict verdict) {
        return switch (verdict) {
            case ChainVerdict.OutOfTime _ -> StatusCodes.Bad_CertificateTimeInvalid;
            case ChainVerdict.WrongApplication _ -> StatusCodes.Bad_CertificateUriInvalid;
            case ChainVerdict.Revoked _ -> StatusCodes.Bad_CertificateRevoked;
            case ChainVerdict.Unfit _ -> StatusCodes.Bad_CertificateUseNotAllowed;
            case ChainVerdict.Untrusted _,
                    ChainVerdict.Incomplete _,
                    ChainVerdict.Forged _,
                    ChainVerdict.WrongHost _,
                    ChainVerdict.RevocationUnknown _,
                    ChainVerdict.Believed _ ->
                    StatusCodes.Bad_SecurityChecksFailed;
        };
    }
}
