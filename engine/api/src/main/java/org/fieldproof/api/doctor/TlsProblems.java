package org.fieldproof.api.doctor;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateRevokedException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.api.value.PrintableText;
import org.jspecify.annotations.Nullable;

/// Puts a failed handshake into words: which side refused, which certificate, what to do there.
/// Pure.
final class TlsProblems {
    private static final Pattern ALERT = Pattern.compile("fatal alert: ([a-z_]+)");
    private static final int CAUSES_MAX = 16;

    private final String object;
    private final TlsRequest request;

    TlsProblems(String object, TlsRequest request) {
        this.object = object;
        this.request = request;
    }

    Problem ownUnusable(GeneralSecurityException why) {
        return problem(
                "DOCT-0341",
                "Our own certificate or key cannot be used: " + why.getMessage() + ".",
                "Check that certificate and key belong together (" + request.ownField() + ").");
    }

    Problem beforeTls(IOException why) {
        return problem(
                "DOCT-0321",
                cap(request.peer())
                        + " at "
                        + request.target()
                        + " does not begin TLS: "
                        + said(why)
                        + ".",
                "Switch TLS on there, use its TLS port, or remove tls here if the line may be read"
                        + " by others.");
    }

    /// Why the handshake failed.
    Problem of(IOException failure, TlsWitness witness, Instant now) {
        CertificateException refusal = witness.refusal();
        if (refusal != null) {
            return weRefused(refusal, witness.shown(), now);
        }
        String alert = alertIn(failure);
        if (alert != null) {
            return peerRefused(alert, witness, now);
        }
        if (failure instanceof SocketTimeoutException) {
            return problem(
                    "DOCT-0324",
                    cap(request.peer()) + " at " + request.target() + " does not answer our hello.",
                    "It may speak another protocol on this port, or hang; check the port.");
        }
        String text = said(failure).toLowerCase(Locale.ROOT);
        if (text.contains("unsupported or unrecognized ssl message")
                || text.contains("unrecognized record")) {
            return problem(
                    "DOCT-0321",
                    "What answers at " + request.target() + " does not speak TLS.",
                    "Use its TLS port, or switch TLS on there.");
        }
        if (witness.askedForOurs() && isEnd(failure)) {
            return closedOnOurs(witness);
        }
        return problem(
                "DOCT-0323",
                cap(request.peer())
                        + " at "
                        + request.target()
                        + " broke the handshake off: "
                        + said(failure)
                        + ".",
                "Its log says why; usual causes are a port without TLS, or TLS 1.2 and 1.3"
                        + " switched off.");
    }

    private Problem weRefused(
            CertificateException refusal, List<X509Certificate> shown, Instant now) {
        X509Certificate theirs = shown.getFirst();
        String which =
                CertificateText.subject(theirs)
                        + " (sha256 "
                        + CertificateText.thumbprint(theirs)
                        + ")";
        String who = "We refused the certificate of " + request.peer() + ", " + which + ": ";
        for (X509Certificate each : shown) {
            if (each.getNotAfter().toInstant().isBefore(now)) {
                return problem(
                        "DOCT-0302",
                        who
                                + CertificateText.subject(each)
                                + " ended on "
                                + CertificateText.until(each)
                                + ".",
                        "Have a new one made there; if it is valid, set this machine's clock.");
            }
            if (each.getNotBefore().toInstant().isAfter(now)) {
                return problem(
                        "DOCT-0303",
                        who
                                + CertificateText.subject(each)
                                + " begins on "
                                + CertificateText.from(each)
                                + ".",
                        "Set the clock of this machine, or of the one that made it.");
            }
        }
        return weRefusedValid(refusal, theirs, who);
    }

    private Problem weRefusedValid(
            CertificateException refusal, X509Certificate theirs, String who) {
        String said = String.valueOf(refusal.getMessage());
        Problem ofRevocation = ofRevocation(refusal, theirs, who);
        if (ofRevocation != null) {
            return ofRevocation;
        }
        for (Throwable cause : causes(refusal)) {
            if (cause instanceof CertPathBuilderException) {
                return problem(
                        "DOCT-0301",
                        who
                                + "no authority that we trust issued it; its issuer is "
                                + CertificateText.issuer(theirs)
                                + ".",
                        "Compare the thumbprint with the one shown on that machine. If it is the"
                                + " same, name the PEM file of its issuer in "
                                + request.trustField()
                                + ".");
            }
            if (cause instanceof CertificateExpiredException
                    || cause instanceof CertificateNotYetValidException) {
                return problem(
                        "DOCT-0302",
                        who + cause.getMessage() + ".",
                        "Have a new one made there, or set this machine's clock.");
            }
        }
        if (said.contains("No name matching") || said.contains("No subject alternative")) {
            return problem(
                    "DOCT-0304",
                    who
                            + "it is not made for "
                            + request.target().host()
                            + " but for "
                            + namesOf(theirs)
                            + ".",
                    "Use one of these names as host, or have it made again with "
                            + request.target().host()
                            + " among its names.");
        }
        return problem(
                "DOCT-0305",
                who + said + ".",
                "Have it made again: for a server (extended key usage serverAuth), with RSA of"
                        + " 2048 bits or more or EC, and SHA-256.");
    }

    private @Nullable Problem ofRevocation(
            CertificateException refusal, X509Certificate theirs, String who) {
        for (Throwable cause : causes(refusal)) {
            if (!(cause instanceof CertPathValidatorException path)) {
                continue;
            }
            if (path.getReason() == BasicReason.REVOKED) {
                return problem(
                        "DOCT-0306",
                        who + revoked(path, theirs) + ".",
                        "Have a new one made there, and ask why this one was taken back: its key"
                                + " may be in the wrong hands.");
            }
            if (path.getReason() == BasicReason.UNDETERMINED_REVOCATION_STATUS) {
                return problem(
                        "DOCT-0307",
                        who
                                + "the file of revocation lists has no current one of an authority"
                                + " in its chain; its issuer is "
                                + CertificateText.issuer(theirs)
                                + ".",
                        "Add the newest list of that authority to the file, which stands beside "
                                + request.trustField()
                                + " as crl.");
            }
        }
        return null;
    }

    /// Which certificate of the chain was taken back, by whom, when and why.
    private static String revoked(CertPathValidatorException path, X509Certificate theirs) {
        X509Certificate which = theirs;
        if (path.getCertPath() != null
                && path.getIndex() >= 0
                && path.getCertPath().getCertificates().get(path.getIndex())
                        instanceof X509Certificate refused) {
            which = refused;
        }
        String what =
                which.equals(theirs)
                        ? "it"
                        : "the authority " + CertificateText.subject(which) + " in its chain";
        return path.getCause() instanceof CertificateRevokedException revoked
                ? what
                        + " was revoked by "
                        + PrintableText.of(revoked.getAuthorityName().getName())
                        + " on "
                        + revoked.getRevocationDate().toInstant()
                        + " ("
                        + revoked.getRevocationReason()
                        + ")"
                : what + " was revoked by its authority";
    }

    private Problem peerRefused(String alert, TlsWitness witness, Instant now) {
        if (alert.equals("handshake_failure") && witness.askedForOurs() && !witness.sentOurs()) {
            return noneShown(alert);
        }
        return switch (alert) {
            case "protocol_version", "insufficient_security" ->
                    problem(
                            "DOCT-0322",
                            cap(request.peer())
                                    + " at "
                                    + request.target()
                                    + " has no TLS version or cipher in common with us (it says "
                                    + alert
                                    + ").",
                            "Switch on TLS 1.2 or 1.3 there.");
            case "unrecognized_name" ->
                    problem(
                            "DOCT-0325",
                            cap(request.peer())
                                    + " does not know the name "
                                    + request.target().host()
                                    + ".",
                            "Use the name it is configured for as host.");
            case "certificate_required" -> noneShown(alert);
            case "bad_certificate",
                    "unsupported_certificate",
                    "certificate_revoked",
                    "certificate_expired",
                    "certificate_unknown",
                    "unknown_ca",
                    "access_denied",
                    "decrypt_error" ->
                    witness.sentOurs() ? oursRefused(alert, now) : noneShown(alert);
            default ->
                    problem(
                            "DOCT-0323",
                            cap(request.peer())
                                    + " at "
                                    + request.target()
                                    + " broke the handshake off with the alert "
                                    + alert
                                    + ".",
                            "Its log says why.");
        };
    }

    private Problem oursRefused(String alert, Instant now) {
        X509Certificate ours = request.own().map(TlsIdentity::chain).orElseThrow().getFirst();
        boolean over = ours.getNotAfter().toInstant().isBefore(now);
        String cause =
                over
                        ? "it ended on " + CertificateText.until(ours)
                        : switch (alert) {
                            case "unknown_ca" -> "it does not trust the issuer";
                            case "certificate_expired" -> "it holds it for expired";
                            case "certificate_revoked" -> "it is revoked there";
                            default -> "its alert is " + alert;
                        };
        return problem(
                over ? "DOCT-0312" : "DOCT-0311",
                cap(request.peer())
                        + " refused our certificate, "
                        + CertificateText.subject(ours)
                        + " (sha256 "
                        + CertificateText.thumbprint(ours)
                        + ", issued by "
                        + CertificateText.issuer(ours)
                        + "): "
                        + cause
                        + ".",
                over ? "Make a new one for " + request.ownField() + "." : request.peerSteps());
    }

    private Problem noneShown(String alert) {
        return problem(
                "DOCT-0313",
                cap(request.peer())
                        + " wants a certificate from us, and "
                        + (request.own().isPresent()
                                ? "ours is none of those it accepts"
                                : "none is configured")
                        + " (it says "
                        + alert
                        + ").",
                "Give it one in "
                        + request.ownField()
                        + ", and make it known there. "
                        + request.peerSteps());
    }

    private Problem closedOnOurs(TlsWitness witness) {
        return problem(
                "DOCT-0314",
                cap(request.peer())
                        + " closed the line when it "
                        + (witness.sentOurs()
                                ? "saw our certificate"
                                : "saw that we show no certificate")
                        + ".",
                request.peerSteps());
    }

    Problem theirsEndsSoon(X509Certificate theirs) {
        return warning(
                "DOCT-0331",
                "The certificate "
                        + CertificateText.subject(theirs)
                        + " of "
                        + request.peer()
                        + " ends on "
                        + CertificateText.until(theirs)
                        + ".",
                "Have it renewed before that day; then this line stops.");
    }

    Problem oursEndsSoon(X509Certificate ours) {
        return warning(
                "DOCT-0332",
                "Our certificate "
                        + CertificateText.subject(ours)
                        + " ends on "
                        + CertificateText.until(ours)
                        + ".",
                "Renew it before that day (" + request.ownField() + ").");
    }

    /// A certificate that is configured and that nobody asked for.
    @Nullable Problem oursUnused(TlsWitness witness) {
        if (request.own().isEmpty() || witness.sentOurs()) {
            return null;
        }
        return warning(
                "DOCT-0333",
                cap(request.peer())
                        + " did not "
                        + (witness.askedForOurs() ? "accept the issuer of" : "ask for")
                        + " our certificate, so it does not know us by it.",
                request.peerSteps());
    }

    static @Nullable String alertIn(Throwable failure) {
        for (Throwable cause : causes(failure)) {
            Matcher alert = ALERT.matcher(String.valueOf(cause.getMessage()));
            if (alert.find()) {
                return alert.group(1);
            }
        }
        return null;
    }

    private static boolean isEnd(IOException failure) {
        for (Throwable cause : causes(failure)) {
            String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (cause instanceof EOFException
                    || text.contains("closed")
                    || text.contains("reset")
                    || text.contains("broken pipe")
                    || text.contains("terminated")) {
                return true;
            }
        }
        return false;
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        Throwable next = failure;
        while (next != null && causes.size() < CAUSES_MAX) {
            causes.add(next);
            next = next.getCause();
        }
        return causes;
    }

    private static String namesOf(X509Certificate certificate) {
        List<String> names = CertificateText.names(certificate);
        return names.isEmpty() ? CertificateText.subject(certificate) : String.join(", ", names);
    }

    private static String said(IOException failure) {
        String text = failure.getMessage();
        return text == null ? failure.getClass().getSimpleName() : text;
    }

    private static String cap(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private Problem problem(String code, String message, String remedy) {
        return Problem.error(code, object, message, remedy);
    }

    private Problem warning(String code, String message, String remedy) {
        return Problem.warning(code, object, message, remedy);
    }
}
