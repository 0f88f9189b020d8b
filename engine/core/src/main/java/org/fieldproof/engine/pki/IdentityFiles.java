package org.fieldproof.engine.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CRL;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.api.time.GatewayClock;
import org.jspecify.annotations.Nullable;

/// Identities that others made: PEM files named by a project, checked before use (PKI-3).
final class IdentityFiles {
    private static final long FILE_BYTES_MAX = 16L << 20;

    private final GatewayClock clock;

    IdentityFiles(GatewayClock clock) {
        this.clock = clock;
    }

    /// One of this installation's own, whose key is never encrypted.
    TlsIdentity readOwn(Path certificate, Path key, List<X509Certificate> trust)
            throws ConnectorException {
        return read(certificate.toString(), key.toString(), new char[0], trust);
    }

    /// @param password opens an encrypted key; empty where none is known
    TlsIdentity read(
            String certificatePath, String keyPath, char[] password, List<X509Certificate> trust)
            throws ConnectorException {
        PemText certificates = pem(certificatePath, "certificate");
        if (certificates.certificates().isEmpty()) {
            throw notPem(certificatePath, "certificate", "it holds no certificate", null);
        }
        X509Certificate own = certificates.certificates().getFirst();
        PrivateKey key = key(keyPath, password);
        if (!CertificateChecks.fits(key, own.getPublicKey())) {
            throw refusal(
                    "SEC-0205",
                    "key " + keyPath,
                    "This key is not the one of the certificate "
                            + certificatePath
                            + " ("
                            + own.getSubjectX500Principal().getName()
                            + ").",
                    "Put the two files that were made together there; the own certificate comes"
                            + " first in its file.");
        }
        for (X509Certificate certificate : certificates.certificates()) {
            Optional<Problem> problem =
                    CertificateChecks.unusable(certificate, certificatePath, clock.now());
            if (problem.isPresent()) {
                throw new ConnectorException(problem.get());
            }
        }
        return new TlsIdentity(certificates.certificates(), key, trust);
    }

    private static PrivateKey key(String path, char[] password) throws ConnectorException {
        PemText keys = pem(path, "key");
        @Nullable PrivateKey plain = keys.key();
        @Nullable LockedKey locked = keys.lockedKey();
        if (plain != null) {
            return plain;
        }
        if (locked == null) {
            throw notPem(path, "key", "it holds no private key", null);
        }
        if (password.length == 0) {
            throw refusal(
                    "SEC-0204",
                    "key " + path,
                    "The key is encrypted, and no password is given for it.",
                    "Name a secret with its password (keyPassword: secret:NAME), or store the key"
                            + " unencrypted with mode 0600: openssl pkey -in "
                            + path
                            + " -out plain.key");
        }
        return switch (locked.open(password)) {
            case LockedKey.Opened opened -> opened.key();
            case LockedKey.Refused _ ->
                    throw refusal(
                            "SEC-0215",
                            "key " + path,
                            "The password does not open this key.",
                            "Set the secret behind the key's password again; openssl pkey -in "
                                    + path
                                    + " -noout asks for it and says whether it fits.");
            case LockedKey.Unknown unknown ->
                    throw refusal(
                            "SEC-0216",
                            "key " + path,
                            "The key is encrypted in a way that is not read here: "
                                    + unknown.how()
                                    + ".",
                            "Encrypt it anew as PKCS#8 with AES: openssl pkcs8 -topk8 -v2"
                                    + " aes-256-cbc -in "
                                    + path
                                    + " -out new.key");
        };
    }

    /// The authorities in a file; one that cannot be used is passed over while another can.
    List<X509Certificate> trust(String path) throws ConnectorException {
        PemText pem = pem(path, "trust");
        if (pem.certificates().isEmpty()) {
            throw notPem(path, "trust", "it holds no certificate", null);
        }
        List<X509Certificate> usable = new ArrayList<>();
        @Nullable Problem first = null;
        for (X509Certificate certificate : pem.certificates()) {
            Optional<Problem> problem = CertificateChecks.unusable(certificate, path, clock.now());
            if (problem.isEmpty()) {
                usable.add(certificate);
            } else if (first == null) {
                first = problem.get();
            }
        }
        if (usable.isEmpty() && first != null) {
            throw new ConnectorException(first);
        }
        return usable;
    }

    /// The revocation lists in a file. Of each authority the newest counts; an older one beside it
    /// may have run out. One newest that has run out stops the whole file: a list that
    /// was forgotten is told at once, not by the first device that it shuts out.
    List<X509CRL> revocationLists(String path) throws ConnectorException {
        List<X509CRL> lists = new ArrayList<>();
        try {
            for (CRL each :
                    CertificateFactory.getInstance("X.509")
                            .generateCRLs(
                                    new ByteArrayInputStream(bytes(path, "revocation list")))) {
                lists.add((X509CRL) each);
            }
        } catch (GeneralSecurityException | RuntimeException damaged) {
            throw notList(path, "it is damaged, or something else", damaged);
        }
        if (lists.isEmpty()) {
            throw notList(path, "it holds none", null);
        }
        Map<X500Principal, X509CRL> newest = new HashMap<>();
        for (X509CRL each : lists) {
            newest.merge(each.getIssuerX500Principal(), each, (a, b) -> isOlder(a, b) ? b : a);
        }
        for (X509CRL each : newest.values()) {
            requireCurrent(each, path);
        }
        return lists;
    }

    private static boolean isOlder(X509CRL list, X509CRL than) {
        return list.getThisUpdate().toInstant().isBefore(than.getThisUpdate().toInstant());
    }

    private void requireCurrent(X509CRL list, String path) throws ConnectorException {
        Date until = list.getNextUpdate();
        if (until == null || clock.now().isAfter(until.toInstant())) {
            throw refusal(
                    "SEC-0217",
                    "revocation list " + path,
                    "The newest list of "
                            + list.getIssuerX500Principal().getName()
                            + (until == null
                                    ? " does not say until when it holds."
                                    : " ran out at " + until.toInstant() + ".")
                            + " Nothing in the file is used, and nobody is believed by it, until"
                            + " each authority in it has a current list.",
                    "Put the authority's newest list there, or take its list out (then nobody of"
                            + " that authority is believed); it is read with the next connection."
                            + " If it should still hold, set this machine's clock (it says "
                            + clock.now()
                            + ").");
        }
    }

    private static PemText pem(String path, String what) throws ConnectorException {
        byte[] content = bytes(path, what);
        try {
            return PemText.read(content);
        } catch (IOException damaged) {
            throw notPem(path, what, "a block in it is damaged", damaged);
        }
    }

    private static byte[] bytes(String path, String what) throws ConnectorException {
        try {
            Path file = Path.of(path);
            if (Files.isDirectory(file)) {
                throw unreadable(path, what, "it is a directory", null);
            }
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw unreadable(path, what, "it is larger than 16 MiB", null);
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw refusal(
                    "SEC-0201",
                    what + " " + path,
                    "This file does not exist.",
                    "Put the PEM file there, or correct the path; relative paths start at the"
                            + " project's folder.");
        } catch (IOException failure) {
            throw unreadable(path, what, String.valueOf(failure.getMessage()), failure);
        } catch (InvalidPathException invalid) {
            throw unreadable(path, what, "this is not a path", invalid);
        }
    }

    private static ConnectorException unreadable(
            String path, String what, String why, @Nullable Exception cause) {
        return raise(
                Problem.error(
                        "SEC-0202",
                        what + " " + path,
                        "This file cannot be read: " + why + ".",
                        "Correct the path, or give this user the right to read the file."),
                cause);
    }

    private static ConnectorException notPem(
            String path, String what, String why, @Nullable Exception cause) {
        return raise(
                Problem.error(
                        "SEC-0203",
                        what + " " + path,
                        "This is not the PEM file that is needed: " + why + ".",
                        "Put a text file with -----BEGIN lines there; convert DER or PKCS#12 files"
                                + " with openssl first."),
                cause);
    }

    private static ConnectorException notList(String path, String why, @Nullable Exception cause) {
        return raise(
                Problem.error(
                        "SEC-0218",
                        "revocation list " + path,
                        "This is no list of revoked certificates: " + why + ".",
                        "Put the list of the authority there, PEM (-----BEGIN X509 CRL-----) or"
                                + " DER, such as openssl ca -gencrl makes it."),
                cause);
    }

    private static ConnectorException refusal(
            String code, String object, String message, String remedy) {
        return raise(Problem.error(code, object, message, remedy), null);
    }

    private static ConnectorException raise(Problem problem, @Nullable Exception cause) {
        return cause == null
                ? new ConnectorException(problem)
                : new ConnectorException(problem, cause);
    }
}
