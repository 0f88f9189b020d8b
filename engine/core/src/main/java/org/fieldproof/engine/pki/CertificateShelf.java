package org.fieldproof.engine.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.pki.CertificateRole;
import org.fieldproof.api.pki.KeptCertificate;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.value.PrintableText;
import org.fieldproof.engine.data.PrivateFiles;

/// The certificates of a data directory, for people: the installation's own, and the trust lists
/// that connectors keep in `connectors/<id>/pki/` (the SPI says in which layout). Moves a
/// certificate between trusted and rejected as a whole file, so that whoever reads the lists sees
/// one or the other. Any thread; one command at a time.
public final class CertificateShelf {
    private static final int FILES_MAX = 1_024;
    private static final long FILE_BYTES_MAX = 1 << 20;
    private static final int NAME_MAX = 200;

    private final Path own;
    private final Path connectors;

    /// @param own the folder of the installation's authority
    /// @param connectors the folder of all connectors' folders
    public CertificateShelf(Path own, Path connectors) {
        this.own = own;
        this.connectors = connectors;
    }

    /// One of them in its file.
    ///
    /// @param alone false if the file holds others as well
    private record Found(KeptCertificate kept, X509Certificate certificate, boolean alone) {}

    /// Does it, reading and writing files.
    public synchronized Outcome answer(Command.CertificateCommand command) {
        try {
            return switch (command) {
                case Command.ListCertificates _ -> {
                    List<Path> unread = new ArrayList<>();
                    yield new Outcome.CertificatesListed(
                            all(unread).stream().map(Found::kept).toList(), unread);
                }
                case Command.TrustCertificate(String connector, String sha256) ->
                        move(connector, sha256, CertificateRole.REJECTED);
                case Command.DistrustCertificate(String connector, String sha256) ->
                        move(connector, sha256, CertificateRole.TRUSTED);
                case Command.ExportCertificate(String sha256, Path file) -> export(sha256, file);
            };
        } catch (IOException
                | CertificateException
                | DirectoryIteratorException
                | UncheckedIOException e) {
            return refused(
                    "SEC-0220",
                    "certificates " + own.getParent(),
                    "They cannot be read or written: " + e.getMessage() + ".",
                    "Check free space and permissions of the data directory.");
        }
    }

    /// @param unread gets the files that hold none
    private List<Found> all(List<Path> unread) throws IOException {
        List<Found> all = new ArrayList<>();
        all.addAll(in(new Place("", CertificateRole.AUTHORITY, own), "ca.crt"::equals, unread));
        for (String kind : List.of("servers", "clients", "applications")) {
            Place place = new Place("", CertificateRole.OURS, own.resolve(kind));
            all.addAll(in(place, CertificateShelf::noKey, unread));
        }
        if (Files.isDirectory(connectors)) {
            try (Stream<Path> folders = Files.list(connectors)) {
                for (Path each : folders.sorted().toList()) {
                    String connector = String.valueOf(each.getFileName());
                    for (Place place : places(connector, each.resolve("pki"))) {
                        boolean ours = place.role() == CertificateRole.OURS;
                        all.addAll(in(place, name -> !ours || noKey(name), unread));
                    }
                }
            }
        }
        return all;
    }

    /// @param folder may be missing
    private record Place(String connector, CertificateRole role, Path folder) {}

    private static List<Place> places(String connector, Path pki) {
        return List.of(
                new Place(connector, CertificateRole.OURS, pki.resolve("own")),
                new Place(connector, CertificateRole.TRUSTED, trusted(pki)),
                new Place(connector, CertificateRole.ISSUER, pki.resolve("issuers/certs")),
                new Place(connector, CertificateRole.REJECTED, pki.resolve("rejected")));
    }

    private static Path trusted(Path pki) {
        return pki.resolve("trusted/certs");
    }

    private static boolean noKey(String name) {
        return name.endsWith(".crt") || name.endsWith(".der") || name.endsWith(".pem");
    }

    private static List<Found> in(Place place, Predicate<String> wanted, List<Path> unread)
            throws IOException {
        List<Found> all = new ArrayList<>();
        if (!Files.isDirectory(place.folder())) {
            return all;
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(place.folder())) {
            for (Path each : children) {
                if (files.size() < FILES_MAX
                        && wanted.test(String.valueOf(each.getFileName()))
                        && Files.isRegularFile(each)) {
                    files.add(each);
                }
            }
        }
        files.sort(null);
        for (Path each : files) {
            List<X509Certificate> held = held(each);
            if (held.isEmpty() && Files.exists(each)) {
                unread.add(each);
            }
            // Of our own the first one is meant; what follows completes its chain.
            boolean ours = place.role() == CertificateRole.OURS;
            for (X509Certificate certificate :
                    held.subList(0, ours ? Math.min(1, held.size()) : held.size())) {
                all.add(found(place, certificate, each, held.size() == 1));
            }
        }
        return all;
    }

    /// None where the file cannot be read or has gone: connectors move and delete theirs meanwhile.
    private static List<X509Certificate> held(Path file) {
        List<X509Certificate> held = new ArrayList<>();
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                return List.of();
            }
            for (Certificate each :
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(
                                    new ByteArrayInputStream(Files.readAllBytes(file)))) {
                held.add((X509Certificate) each);
            }
            return held;
        } catch (IOException | CertificateException _) {
            return List.of();
        }
    }

    private static Found found(Place place, X509Certificate certificate, Path file, boolean alone)
            throws IOException {
        Instant seen = Instant.EPOCH;
        try {
            seen = Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException _) {
            // It went between the two looks; the next list is without it.
        }
        return new Found(
                new KeptCertificate(
                        place.connector(),
                        place.role(),
                        words(certificate.getSubjectX500Principal()),
                        words(certificate.getIssuerX500Principal()),
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant(),
                        seen,
                        digest("SHA-256", certificate),
                        digest("SHA-1", certificate),
                        file),
                certificate,
                alone);
    }

    /// Whoever was refused has written this.
    private static String words(X500Principal name) {
        return PrintableText.of(name.getName(), NAME_MAX);
    }

    private static String digest(String algorithm, X509Certificate certificate) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance(algorithm).digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private Optional<Found> find(Predicate<KeptCertificate> which) throws IOException {
        return all(new ArrayList<>()).stream().filter(each -> which.test(each.kept())).findFirst();
    }

    private static String normal(String sha256) {
        return sha256.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT);
    }

    /// Between trusted and rejected, wherever of the two it lies: one copy that stays would be
    /// believed on. The new file is there before the old ones go: a crash in between leaves a
    /// certificate that was to be trusted among both, which a person sees, and one that was to be
    /// trusted no longer, trusted still: the act was not done.
    private Outcome move(String connector, String sha256, CertificateRole from)
            throws IOException, CertificateException {
        List<Found> copies =
                all(new ArrayList<>()).stream()
                        .filter(each -> each.kept().connector().equals(connector))
                        .filter(each -> each.kept().role() == from)
                        .filter(each -> each.kept().sha256().equals(normal(sha256)))
                        .toList();
        boolean trusting = from == CertificateRole.REJECTED;
        if (copies.isEmpty()) {
            return refused(
                    "SEC-0219",
                    "certificate " + PrintableText.of(sha256),
                    "It is not among the "
                            + (trusting ? "rejected" : "trusted")
                            + " certificates of "
                            + PrintableText.of(connector)
                            + ".",
                    "Look at the list again.");
        }
        for (Found each : copies) {
            if (!each.alone()) {
                return refused(
                        "SEC-0221",
                        "certificate file " + each.kept().file(),
                        "It holds several certificates, and only one of them is meant.",
                        "Split the file, one certificate each, then look at the list again.");
            }
        }
        Path pki = connectors.resolve(connector).resolve("pki");
        Path folder = trusting ? trusted(pki) : pki.resolve("rejected");
        Files.createDirectories(folder);
        PrivateFiles.replace(
                folder.resolve(copies.getFirst().kept().sha256() + ".der"),
                copies.getFirst().certificate().getEncoded());
        for (Found each : copies) {
            PrivateFiles.delete(each.kept().file());
        }
        return new Outcome.Done(
                copies.getFirst().kept().subject()
                        + (trusting ? " is" : " is no longer")
                        + " among the trusted certificates of "
                        + connector
                        + ", from its next connection on. Where serverThumbprint is set, that"
                        + " decides; whom a trusted authority has signed is believed by that.");
    }

    private Outcome export(String sha256, Path file) throws IOException {
        Optional<Found> found = find(each -> each.sha256().equals(normal(sha256)));
        if (found.isEmpty()) {
            return refused(
                    "SEC-0219",
                    "certificate " + sha256,
                    "It is not in the data directory any more.",
                    "Look at the list again.");
        }
        PrivateFiles.replaceBesideOthers(
                file.toAbsolutePath(), PemText.ofCertificates(List.of(found.get().certificate())));
        return new Outcome.Done("The certificate was written to " + file + ".");
    }

    private static Outcome refused(String code, String object, String message, String remedy) {
        return new Outcome.Refused(Problem.error(code, object, message, remedy));
    }
}
