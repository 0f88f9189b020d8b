package org.fieldproof.connector.opcua.trust;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.connector.opcua.trust.ChainVerdict.Believed;
import org.fieldproof.connector.opcua.trust.ChainVerdict.Forged;
import org.fieldproof.connector.opcua.trust.ChainVerdict.Incomplete;
import org.fieldproof.connector.opcua.trust.ChainVerdict.OutOfTime;
import org.fieldproof.connector.opcua.trust.ChainVerdict.RevocationUnknown;
import org.fieldproof.connector.opcua.trust.ChainVerdict.Revoked;
import org.fieldproof.connector.opcua.trust.ChainVerdict.Unfit;
import org.fieldproof.connector.opcua.trust.ChainVerdict.Untrusted;
import org.fieldproof.connector.opcua.trust.ChainVerdict.WrongApplication;
import org.fieldproof.connector.opcua.trust.ChainVerdict.WrongHost;
import org.jspecify.annotations.Nullable;

/// The check of a peer's application certificate (UT-1), as OPC UA Part 4 clause 6.1.3 lists it.
/// Pure: no files, no clock, no network. It does not use the library's validator, because that one
/// reaches into the JDK for revocation lists and silently checks less where it cannot.
public final class ChainCheck {
    private static final int DEPTH_MAX = 8;
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_USE = "2.5.29.37.0";
    private static final int SAN_DNS = 2;
    private static final int SAN_URI = 6;
    private static final int SAN_ADDRESS = 7;
    private static final int KEY_CERT_SIGN = 5;

    private static final List<String> USES =
            List.of("digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment");

    private ChainCheck() {}

    /// What is known of other people's certificates.
    ///
    /// @param trusted applications and authorities that are believed
    /// @param issuers authorities that only help to complete a chain
    public record Known(
            List<X509Certificate> trusted, List<X509Certificate> issuers, List<X509CRL> lists) {
        public Known {
            trusted = List.copyOf(trusted);
            issuers = List.copyOf(issuers);
            lists = List.copyOf(lists);
        }
    }

    /// What is demanded.
    ///
    /// @param host the name or address that was dialled; empty where the peer dialled us
    /// @param applicationUri what the peer calls itself; empty where it has not said so yet
    /// @param serverUse true where the peer must be fit to be a server, false for a client
    /// @param rsaBitsMin 2048, or 1024 for the two deprecated policies
    /// @param sha1Allowed for the two deprecated policies
    /// @param listsRequired an authority without a current revocation list is refused
    /// @param withoutList authorities that publish no list, such as this installation's own
    /// @param now by the gateway's clock
    public record Demands(
            Optional<String> host,
            Optional<String> applicationUri,
            boolean serverUse,
            int rsaBitsMin,
            boolean sha1Allowed,
            boolean listsRequired,
            Set<X509Certificate> withoutList,
            Instant now) {
        public Demands {
            withoutList = Set.copyOf(withoutList);
        }
    }

    /// Judges what a peer has shown.
    ///
    /// @param shown its own certificate first; must not be empty
    public static ChainVerdict judge(List<X509Certificate> shown, Known known, Demands demands) {
        X509Certificate leaf = shown.getFirst();
        List<X509Certificate> path = new ArrayList<>(List.of(leaf));
        ChainVerdict broken = complete(path, shown, known);
        if (broken != null) {
            return broken;
        }
        if (path.stream().noneMatch(known.trusted()::contains)) {
            return new Untrusted();
        }
        for (int i = 0; i < path.size(); i++) {
            ChainVerdict bad = each(path, i, demands);
            if (bad != null) {
                return bad;
            }
        }
        ChainVerdict bad = names(leaf, demands);
        if (bad == null) {
            bad = revocation(path, known, demands);
        }
        return bad != null ? bad : new Believed(path);
    }

    /// Adds issuers until a certificate that signed itself, or one that is trusted as it stands.
    private static @Nullable ChainVerdict complete(
            List<X509Certificate> path, List<X509Certificate> shown, Known known) {
        while (path.size() <= DEPTH_MAX) {
            X509Certificate last = path.getLast();
            if (isSelfIssued(last)) {
                return signedBy(last, last) ? null : new Forged(subject(last));
            }
            Optional<X509Certificate> issuer = issuerOf(last, shown, known);
            if (issuer.isPresent()) {
                path.add(issuer.get());
                continue;
            }
            if (known.trusted().contains(last)) {
                return null;
            }
            return candidates(last, shown, known).isEmpty()
                    ? new Incomplete(last.getIssuerX500Principal().getName())
                    : new Forged(subject(last));
        }
        return new Unfit(subject(path.getFirst()), "has a chain of more than " + DEPTH_MAX);
    }

    private static Optional<X509Certificate> issuerOf(
            X509Certificate certificate, List<X509Certificate> shown, Known known) {
        return candidates(certificate, shown, known).stream()
                .filter(candidate -> signedBy(certificate, candidate))
                .findFirst();
    }

    private static List<X509Certificate> candidates(
            X509Certificate certificate, List<X509Certificate> shown, Known known) {
        List<X509Certificate> candidates = new ArrayList<>();
        for (Collection<X509Certificate> source :
                List.of(known.trusted(), known.issuers(), shown)) {
            for (X509Certificate candidate : source) {
                if (candidate
                        .getSubjectX500Principal()
                        .equals(certificate.getIssuerX500Principal())) {
                    candidates.add(candidate);
                }
            }
        }
        return candidates;
    }

    private static boolean signedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static @Nullable ChainVerdict each(
            List<X509Certificate> path, int index, Demands demands) {
        X509Certificate certificate = path.get(index);
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        if (demands.now().isBefore(from) || demands.now().isAfter(to)) {
            return new OutOfTime(subject(certificate), from, to, demands.now());
        }
        String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        boolean sha1 = algorithm.startsWith("SHA1");
        // Nobody relies on the signature of a root; a self-signed application is its own root, and
        // there the hash says how old it is.
        boolean root = index > 0 && isSelfIssued(certificate);
        if (!root && (algorithm.startsWith("MD") || (sha1 && !demands.sha1Allowed()))) {
            return new Unfit(subject(certificate), "is signed with " + certificate.getSigAlgName());
        }
        if (certificate.getPublicKey() instanceof RSAPublicKey rsa
                && rsa.getModulus().bitLength() < demands.rsaBitsMin()) {
            return new Unfit(
                    subject(certificate),
                    "has an RSA key of only " + rsa.getModulus().bitLength() + " bits");
        }
        return index == 0 ? leafUse(certificate, demands) : issuerUse(certificate, index);
    }

    private static @Nullable ChainVerdict leafUse(X509Certificate leaf, Demands demands) {
        if (!(leaf.getPublicKey() instanceof RSAPublicKey)) {
            return new Unfit(
                    subject(leaf), "has no RSA key, which is what these security policies use");
        }
        boolean[] usage = leaf.getKeyUsage();
        for (int i = 0; usage != null && i < USES.size(); i++) {
            if (!usage[i]) {
                return new Unfit(subject(leaf), "does not allow the key usage " + USES.get(i));
            }
        }
        if (usage == null) {
            return new Unfit(subject(leaf), "does not say what its key may be used for");
        }
        String needed = demands.serverUse() ? SERVER_AUTH : CLIENT_AUTH;
        try {
            List<String> purposes = leaf.getExtendedKeyUsage();
            if (purposes != null && !purposes.contains(needed) && !purposes.contains(ANY_USE)) {
                return new Unfit(
                        subject(leaf),
                        "is not meant for a " + (demands.serverUse() ? "server" : "client"));
            }
        } catch (CertificateParsingException _) {
            return new Unfit(subject(leaf), "has extensions that cannot be read");
        }
        return null;
    }

    private static @Nullable ChainVerdict issuerUse(X509Certificate issuer, int below) {
        int pathLength = issuer.getBasicConstraints();
        boolean[] usage = issuer.getKeyUsage();
        if (pathLength < 0 || (usage != null && !usage[KEY_CERT_SIGN])) {
            return new Unfit(subject(issuer), "is no authority and may not issue certificates");
        }
        if (pathLength < below - 1) {
            return new Unfit(subject(issuer), "may not have authorities below it");
        }
        return null;
    }

    private static @Nullable ChainVerdict names(X509Certificate leaf, Demands demands) {
        if (demands.host().isPresent()) {
            String host = demands.host().get();
            List<String> dns = names(leaf, SAN_DNS);
            List<String> addresses = names(leaf, SAN_ADDRESS);
            if (dns.stream().noneMatch(host::equalsIgnoreCase)
                    && addresses.stream().noneMatch(address -> sameAddress(address, host))) {
                List<String> all = new ArrayList<>(dns);
                all.addAll(addresses);
                return new WrongHost(host, all);
            }
        }
        if (demands.applicationUri().isPresent()) {
            List<String> uris = names(leaf, SAN_URI);
            if (!uris.contains(demands.applicationUri().get())) {
                return new WrongApplication(demands.applicationUri().get(), uris);
            }
        }
        return null;
    }

    /// Only literal addresses are compared, so no name is looked up.
    private static boolean sameAddress(String listed, String host) {
        if (!host.matches("[0-9.]+|[0-9a-fA-F.]*:[0-9a-fA-F:.]*")) {
            return false;
        }
        try {
            return InetAddress.getByName(listed).equals(InetAddress.getByName(host));
        } catch (UnknownHostException _) {
            return false;
        }
    }

    private static @Nullable ChainVerdict revocation(
            List<X509Certificate> path, Known known, Demands demands) {
        for (int i = 0; i + 1 < path.size(); i++) {
            X509Certificate certificate = path.get(i);
            X509Certificate issuer = path.get(i + 1);
            boolean listed = false;
            for (X509CRL list : known.lists()) {
                if (!isListOf(list, issuer)) {
                    continue;
                }
                X509CRLEntry entry = list.getRevokedCertificate(certificate);
                if (entry != null) {
                    return new Revoked(subject(certificate), entry.getRevocationDate().toInstant());
                }
                listed |=
                        list.getNextUpdate() == null
                                || demands.now().isBefore(list.getNextUpdate().toInstant());
            }
            if (!listed && demands.listsRequired() && !demands.withoutList().contains(issuer)) {
                return new RevocationUnknown(subject(issuer));
            }
        }
        return null;
    }

    private static boolean isListOf(X509CRL list, X509Certificate issuer) {
        try {
            if (!list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
                return false;
            }
            list.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    /// The application URIs a certificate carries.
    public static List<String> applicationUris(X509Certificate certificate) {
        return names(certificate, SAN_URI);
    }

    private static List<String> names(X509Certificate certificate, int kind) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> alternative : alternatives) {
                    if (Integer.valueOf(kind).equals(alternative.getFirst())) {
                        names.add(String.valueOf(alternative.get(1)));
                    }
                }
            }
        } catch (CertificateParsingException _) {
            return List.of();
        }
        return names;
    }

    private static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }
}
