package org.fieldproof.connector.mqtt.listener;

import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import org.fieldproof.api.value.PrintableText;
import org.fieldproof.connector.tls.CertificateFault;
import org.jspecify.annotations.Nullable;

/// Says in words why a TLS handshake with a client failed.
final class HandshakeFault {
    private static final int CAUSES_MAX = 16;

    private HandshakeFault() {}

    static void tell(RejectionReport report, ClientLine line, Throwable failure) {
        Told told = classify(failure);
        if (told != null) {
            report.refused(
                    told.code(),
                    told.subject().isEmpty() ? line.name() : PrintableText.of(told.subject()),
                    line.peer(),
                    told.cause(),
                    told.remedy());
        }
    }

    /// Null where there is nothing to tell, because the client just went away.
    static @Nullable Told classify(Throwable failure) {
        String subject = "";
        Throwable at = failure;
        for (int depth = 0; at != null && depth < CAUSES_MAX; depth++, at = at.getCause()) {
            if (at instanceof CertPathValidatorException path) {
                subject = subjectOf(path);
            }
            if (at instanceof NotSslRecordException) {
                return new Told(
                        "MQTT-0126",
                        "",
                        "it speaks plain MQTT, or something else, to a port with TLS",
                        "Switch TLS on in the device, or use the plain port.");
            }
            if (at instanceof CertificateExpiredException) {
                return new Told(
                        "MQTT-0122",
                        subject,
                        "its certificate has expired",
                        "Renew the device's certificate, or correct this machine's clock.");
            }
            if (at instanceof CertificateNotYetValidException) {
                return new Told(
                        "MQTT-0122",
                        subject,
                        "its certificate is not valid yet",
                        "Correct the clock of this machine, or issue the certificate again.");
            }
        }
        CertificateFault.Found found = CertificateFault.in(failure);
        return found == null ? byWords(failure, subject) : ofRevocation(failure, found, subject);
    }

    private static @Nullable Told ofRevocation(
            Throwable failure, CertificateFault.Found found, String subject) {
        return switch (found.fault()) {
            case REVOKED ->
                    new Told(
                            "MQTT-0143",
                            subject,
                            "its certificate " + PrintableText.of(found.predicate()),
                            "Find out who shows it: the device needs a new certificate, or its key"
                                    + " is in the wrong hands.");
            case UNLISTED ->
                    new Told(
                            "MQTT-0144",
                            subject,
                            "its certificate " + PrintableText.of(found.predicate()),
                            "Add the newest list of that authority to the file in tls.crl.");
            case EXPIRED, NOT_VALID_YET, WRONG_HOST, UNFIT, UNTRUSTED -> byWords(failure, subject);
        };
    }

    private static @Nullable Told byWords(Throwable failure, String subject) {
        String words = allWords(failure);
        if (words.contains("empty client certificate chain")
                || words.contains("certificate_required")) {
            return new Told(
                    "MQTT-0123",
                    "",
                    "it showed no client certificate, or has none from an authority trusted here",
                    "Give the device a certificate from an authority that tls.trust names.");
        }
        if (words.contains("received fatal alert") || words.contains("fatal alert received")) {
            return new Told(
                    "MQTT-0124",
                    "",
                    "it refused the listener's certificate or TLS settings ("
                            + PrintableText.of(words)
                            + ")",
                    "Give the device this installation's authority as trusted, and the host name"
                            + " that the certificate carries.");
        }
        if (words.contains("algorithm constraints")) {
            return new Told(
                    "MQTT-0125",
                    subject,
                    "its certificate is too weak (" + PrintableText.of(words) + ")",
                    "Issue the device's certificate again, with EC or RSA of 2048 bits and"
                            + " SHA-256.");
        }
        if (words.contains("path building failed")
                || words.contains("unable to find valid certification path")
                || words.contains("path validation failed")
                || words.contains("path does not chain")
                || words.contains("signature check failed")) {
            return new Told(
                    "MQTT-0121",
                    subject,
                    "its certificate is not signed by an authority trusted here",
                    "Issue the device's certificate from a trusted authority, or name its"
                            + " authority under tls.trustFile.");
        }
        if (words.contains("handshake timed out")) {
            return new Told(
                    "MQTT-0140",
                    "",
                    "it did not finish the TLS handshake in time",
                    "Check the network and the device's load.");
        }
        if (words.contains("closedchannel") || words.contains("connection reset")) {
            return null;
        }
        return new Told(
                "MQTT-0140",
                subject,
                "the TLS handshake failed: " + PrintableText.of(words),
                "The device must speak TLS 1.2 or 1.3 with a certificate trusted here.");
    }

    private static String allWords(Throwable failure) {
        StringBuilder words = new StringBuilder();
        Throwable at = failure;
        for (int depth = 0; at != null && depth < CAUSES_MAX; depth++, at = at.getCause()) {
            String message = at.getMessage();
            words.append(message == null ? at.getClass().getSimpleName() : message).append("; ");
        }
        return words.toString().toLowerCase(Locale.ROOT);
    }

    private static String subjectOf(CertPathValidatorException failure) {
        if (failure.getCertPath() == null) {
            return "";
        }
        List<? extends Certificate> chain = failure.getCertPath().getCertificates();
        return !chain.isEmpty() && chain.get(0) instanceof X509Certificate own
                ? "CN=" + ShownCertificate.commonName(own)
                : "";
    }

    /// @param subject of the client's certificate, where it is known
    record Told(String code, String subject, String cause, String remedy) {}
}
