package org.fieldproof.engine.pki;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Credentials;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.data.PrivateFiles;
import org.jspecify.annotations.Nullable;

/// This installation's own certificate authority, and everything it issued, as PEM files that
/// other tools can use:
///
/// ```
/// pki/ca.crt                the authority; devices and tools trust this
/// pki/ca.key                its key
/// pki/clients/<name>.crt    a client's certificate, CN=name; and <name>.key
/// pki/servers/<name>.crt    a server's certificate for localhost and this host; and <name>.key
/// pki/applications/<name>.crt  an OPC UA application's certificate; and <name>.key
/// ```
/// Certificates are issued again when fewer than 30 days remain, the host's name has changed or
/// they do not fit. Any thread; synchronized because issuing writes files, and it is rare.
public final class InstallationAuthority implements Credentials {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

    private final Path folder;
    private final GatewayClock clock;
    private final Certificates certificates;
    private final IdentityFiles files;
    private final X509Certificate ca;
    private final PrivateKey caKey;
    private final Map<String, TlsIdentity> issued = new HashMap<>();
    private final Map<String, X509Certificate> inUse = new TreeMap<>();

    /// Where a client's PEM files lie.
    public record ClientFiles(Path authority, Path certificate, Path key) {}

    private InstallationAuthority(
            Path folder,
            GatewayClock clock,
            Certificates certificates,
            X509Certificate ca,
            PrivateKey caKey) {
        this.folder = folder;
        this.clock = clock;
        this.certificates = certificates;
        this.files = new IdentityFiles(clock);
        this.ca = ca;
        this.caKey = caKey;
        use(ca);
    }

    /// Opens the authority in a folder, and makes it there on first start.
    ///
    /// @param installation goes into the authority's name, so that two of them can be told apart
    public static InstallationAuthority open(
            Path folder, UUID installation, GatewayClock clock, SecureRandom random)
            throws ConnectorException {
        Certificates certificates = new Certificates(random);
        Path certificateFile = folder.resolve("ca.crt");
        Path keyFile = folder.resolve("ca.key");
        try {
            PrivateFiles.directory(folder);
            PrivateFiles.directory(folder.resolve("clients"));
            PrivateFiles.directory(folder.resolve("servers"));
            PrivateFiles.directory(folder.resolve("applications"));
            if (!Files.exists(certificateFile)) {
                refuseIfAnythingIsIssued(folder);
                KeyPair key = certificates.newKey();
                String name = "Fieldproof installation " + installation.toString().substring(0, 8);
                X509Certificate made = certificates.authority(name, key, clock.now());
                // The certificate comes last: without it, the authority was never used.
                PrivateFiles.replace(keyFile, PemText.ofKey(key.getPrivate()));
                PrivateFiles.replace(certificateFile, PemText.ofCertificates(List.of(made)));
            }
            TlsIdentity own = new IdentityFiles(clock).readOwn(certificateFile, keyFile, List.of());
            return new InstallationAuthority(
                    folder,
                    clock,
                    certificates,
                    own.chain().getFirst(),
                    Objects.requireNonNull(own.key()));
        } catch (IOException | GeneralSecurityException failure) {
            throw cannotWrite(folder, failure);
        }
    }

    @Override
    public synchronized TlsIdentity server(String name) throws ConnectorException {
        return issue("servers", name, SERVER_AUTH, "");
    }

    @Override
    public synchronized TlsIdentity client(String name) throws ConnectorException {
        return issue("clients", name, CLIENT_AUTH, "");
    }

    @Override
    public synchronized TlsIdentity application(String name, String applicationUri)
            throws ConnectorException {
        return issue("applications", name, SERVER_AUTH, applicationUri);
    }

    /// A client's files for other programs, such as `mosquitto_pub --cafile --cert --key`; issued
    /// first where they are missing.
    public ClientFiles exportClient(String name) throws ConnectorException {
        client(name);
        Path clients = folder.resolve("clients");
        return new ClientFiles(
                folder.resolve("ca.crt"),
                clients.resolve(name + ".crt"),
                clients.resolve(name + ".key"));
    }

    @Override
    public synchronized TlsIdentity fromFiles(
            String certificatePath, String keyPath, char[] keyPassword) throws ConnectorException {
        TlsIdentity identity = files.read(certificatePath, keyPath, keyPassword, List.of());
        identity.chain().forEach(this::use);
        return identity;
    }

    @Override
    public synchronized TlsIdentity trustOnly(String trustPath) throws ConnectorException {
        return new TlsIdentity(List.of(), null, trustOf(trustPath));
    }

    @Override
    public List<X509CRL> revocationLists(String path) throws ConnectorException {
        return files.revocationLists(path);
    }

    /// The certificate that devices and tools trust.
    public X509Certificate authority() {
        return ca;
    }

    /// Fingerprints of every certificate handed out since the start: subject to SHA-256.
    public synchronized Map<String, String> certificateFingerprints() {
        Map<String, String> fingerprints = new HashMap<>();
        inUse.forEach(
                (subject, certificate) ->
                        fingerprints.put(subject, CertificateChecks.fingerprint(certificate)));
        return Map.copyOf(fingerprints);
    }

    private List<X509Certificate> trustOf(String trustPath) throws ConnectorException {
        if (trustPath.isEmpty()) {
            return List.of();
        }
        if (trustPath.equals("installation")) {
            return List.of(ca);
        }
        List<X509Certificate> trust = files.trust(trustPath);
        trust.forEach(this::use);
        return trust;
    }

    /// @param uri the application URI of an application's certificate; empty for the other kinds
    private TlsIdentity issue(String kind, String name, String purpose, String uri)
            throws ConnectorException {
        if (!NAME.matcher(name).matches()) {
            throw refusal(
                    "SEC-0210",
                    "certificate for " + name,
                    "No certificate can be issued for this name.",
                    "Use 1 to 64 letters, digits, dots, dashes and underscores.");
        }
        String key = kind + "/" + name;
        @Nullable TlsIdentity known = issued.get(key);
        if (known != null && isFresh(known.chain().getFirst(), name, purpose, uri)) {
            return known;
        }
        Path certificateFile = folder.resolve(kind).resolve(name + ".crt");
        Path keyFile = folder.resolve(kind).resolve(name + ".key");
        try {
            Optional<TlsIdentity> stored = stored(certificateFile, keyFile, name, purpose, uri);
            TlsIdentity identity =
                    stored.isPresent()
                            ? stored.get()
                            : make(certificateFile, keyFile, name, purpose, uri);
            issued.put(key, identity);
            use(identity.chain().getFirst());
            return identity;
        } catch (IOException | GeneralSecurityException failure) {
            throw cannotWrite(certificateFile, failure);
        }
    }

    private TlsIdentity make(
            Path certificateFile, Path keyFile, String name, String purpose, String uri)
            throws GeneralSecurityException, IOException, ConnectorException {
        Instant now = clock.now();
        Optional<Problem> unusable =
                CertificateChecks.unusable(ca, folder.resolve("ca.crt").toString(), now);
        if (unusable.isPresent()) {
            throw new ConnectorException(unusable.get());
        }
        KeyPair pair = uri.isEmpty() ? certificates.newKey() : certificates.newRsaKey();
        X509Certificate made;
        if (!uri.isEmpty()) {
            made = certificates.application(name, uri, pair.getPublic(), ca, caKey, now);
        } else if (purpose.equals(SERVER_AUTH)) {
            made = certificates.server(name, pair.getPublic(), ca, caKey, now);
        } else {
            made = certificates.client(name, pair.getPublic(), ca, caKey, now);
        }
        PrivateFiles.replace(keyFile, PemText.ofKey(pair.getPrivate()));
        PrivateFiles.replace(certificateFile, PemText.ofCertificates(List.of(made)));
        return new TlsIdentity(List.of(made), pair.getPrivate(), List.of(ca));
    }

    /// What the files hold, if it is still good; a crash between key and certificate leaves a
    /// pair that does not fit and is made again.
    private Optional<TlsIdentity> stored(
            Path certificateFile, Path keyFile, String name, String purpose, String uri) {
        if (!Files.exists(certificateFile) || !Files.exists(keyFile)) {
            return Optional.empty();
        }
        try {
            TlsIdentity found = files.readOwn(certificateFile, keyFile, List.of(ca));
            return isFresh(found.chain().getFirst(), name, purpose, uri)
                    ? Optional.of(found)
                    : Optional.empty();
        } catch (ConnectorException damaged) {
            return Optional.empty();
        }
    }

    private boolean isFresh(X509Certificate certificate, String name, String purpose, String uri) {
        try {
            certificate.verify(ca.getPublicKey());
            List<String> purposes = certificate.getExtendedKeyUsage();
            String subject = certificate.getSubjectX500Principal().getName();
            return certificate.getNotAfter().toInstant().isAfter(clock.now().plus(RENEW_BEFORE))
                    && !clock.now().isBefore(certificate.getNotBefore().toInstant())
                    && purposes != null
                    && purposes.contains(purpose)
                    && (subject + ",").startsWith("CN=" + name + ",")
                    && (!purpose.equals(SERVER_AUTH) || namesThisHost(certificate))
                    && (uri.isEmpty() || names(certificate).contains(uri));
        } catch (GeneralSecurityException notOurs) {
            return false;
        }
    }

    private static boolean namesThisHost(X509Certificate certificate)
            throws CertificateParsingException {
        return names(certificate).containsAll(Certificates.serverHostNames());
    }

    private static Set<String> names(X509Certificate certificate)
            throws CertificateParsingException {
        Set<String> names = new HashSet<>();
        if (certificate.getSubjectAlternativeNames() != null) {
            certificate
                    .getSubjectAlternativeNames()
                    .forEach(entry -> names.add(String.valueOf(entry.get(1))));
        }
        return names;
    }

    private void use(X509Certificate certificate) {
        inUse.put(certificate.getSubjectX500Principal().getName(), certificate);
    }

    private static void refuseIfAnythingIsIssued(Path folder)
            throws IOException, ConnectorException {
        for (String kind : List.of("clients", "servers", "applications")) {
            try (DirectoryStream<Path> children =
                    Files.newDirectoryStream(folder.resolve(kind), "*.crt")) {
                if (children.iterator().hasNext()) {
                    throw refusal(
                            "SEC-0211",
                            "certificate authority " + folder,
                            "ca.crt is missing although certificates were issued; a new authority"
                                    + " would shut out every device that trusts the old one.",
                            "Put ca.crt and ca.key back from a backup, or move clients/ and"
                                    + " servers/ away to begin anew and enrol the devices again.");
                }
            }
        }
    }

    private static ConnectorException cannotWrite(Path path, Exception failure) {
        return new ConnectorException(
                Problem.error(
                        "SEC-0212",
                        "certificate authority " + path,
                        "Keys or certificates could not be made: " + failure.getMessage() + ".",
                        "Check free space and permissions of the data directory."),
                failure);
    }

    private static ConnectorException refusal(
            String code, String object, String message, String remedy) {
        return new ConnectorException(Problem.error(code, object, message, remedy));
    }
}
