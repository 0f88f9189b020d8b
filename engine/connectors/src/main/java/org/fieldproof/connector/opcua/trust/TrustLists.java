package org.fieldproof.connector.opcua.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The trust lists of one connector, as files that other tools can use (DER or PEM):
///
/// ```
/// pki/trusted/certs/   who is believed             pki/trusted/crl/   revocation lists
/// pki/issuers/certs/   who completes chains        pki/issuers/crl/
/// pki/rejected/        whom we refused; at most 128, the oldest goes first
/// pki/own/             our own certificate and key
/// ```
/// Read afresh for every connection, so that a file put there counts at the next attempt. Any
/// thread; synchronized because two connections may refuse at once.
public final class TrustLists {
    /// Bounds the list (UT-2): whoever connects with ever new certificates must not fill a disk.
    static final int REJECTED_MAX = 128;

    private static final int FILES_MAX = 1_024;
    private static final long FILE_BYTES_MAX = 1 << 20;

    private final Path folder;

    public TrustLists(Path dataDirectory) {
        folder = dataDirectory.resolve("pki");
    }

    /// Makes the folders.
    public void prepare() throws IOException {
        for (String name :
                List.of(
                        "trusted/certs",
                        "trusted/crl",
                        "issuers/certs",
                        "issuers/crl",
                        "rejected",
                        "own")) {
            Files.createDirectories(folder.resolve(name));
        }
    }

    public Path own() {
        return folder.resolve("own");
    }

    public Path trusted() {
        return folder.resolve("trusted").resolve("certs");
    }

    public Path rejected() {
        return folder.resolve("rejected");
    }

    /// What is known now. Files that cannot be read as certificates are passed over: they can only
    /// take trust away, never give it.
    public synchronized ChainCheck.Known read() throws IOException {
        List<X509CRL> lists = new ArrayList<>(crls(folder.resolve("trusted/crl")));
        lists.addAll(crls(folder.resolve("issuers/crl")));
        return new ChainCheck.Known(
                certificates(trusted()), certificates(folder.resolve("issuers/certs")), lists);
    }

    /// Keeps a refused certificate, so that a person can look at it, and trust it by moving its
    /// file to the trusted ones, by hand or in the console.
    public synchronized void reject(X509Certificate certificate, Instant now) throws IOException {
        Path file = rejected().resolve(Thumbprint.sha256(certificate) + ".der");
        if (!Files.exists(file)) {
            Files.write(file, encoded(certificate));
        }
        try {
            Files.setLastModifiedTime(file, FileTime.from(now));
        } catch (NoSuchFileException _) {
            // A person has just moved it to the trusted ones.
        }
        List<Path> all = files(rejected(), REJECTED_MAX * 4);
        all.sort(Comparator.comparing(TrustLists::age).thenComparing(Path::getFileName));
        for (int i = 0; i < all.size() - REJECTED_MAX; i++) {
            Files.deleteIfExists(all.get(i));
        }
    }

    private static FileTime age(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException _) {
            return FileTime.fromMillis(0);
        }
    }

    private static List<X509Certificate> certificates(Path folder) throws IOException {
        List<X509Certificate> all = new ArrayList<>();
        for (Path file : files(folder, FILES_MAX)) {
            all.addAll(parse(file));
        }
        return all;
    }

    private static List<X509Certificate> parse(Path file) throws IOException {
        List<X509Certificate> all = new ArrayList<>();
        try {
            for (Certificate each :
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(
                                    new ByteArrayInputStream(Files.readAllBytes(file)))) {
                all.add((X509Certificate) each);
            }
        } catch (GeneralSecurityException _) {
            return List.of();
        }
        return all;
    }

    private static List<X509CRL> crls(Path folder) throws IOException {
        List<X509CRL> all = new ArrayList<>();
        for (Path file : files(folder, FILES_MAX)) {
            all.addAll(parseLists(file));
        }
        return all;
    }

    private static List<X509CRL> parseLists(Path file) throws IOException {
        List<X509CRL> all = new ArrayList<>();
        try {
            for (CRL each :
                    CertificateFactory.getInstance("X.509")
                            .generateCRLs(new ByteArrayInputStream(Files.readAllBytes(file)))) {
                all.add((X509CRL) each);
            }
        } catch (GeneralSecurityException _) {
            return List.of();
        }
        return all;
    }

    private static List<Path> files(Path folder, int max) throws IOException {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                if (found.size() < max
                        && Files.isRegularFile(child)
                        && Files.size(child) <= FILE_BYTES_MAX) {
                    found.add(child);
                }
            }
        }
        return found;
    }

    private static byte[] encoded(X509Certificate certificate) throws IOException {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
