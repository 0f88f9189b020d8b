package org.fieldproof.connector.s3;

import io.minio.errors.ErrorResponseException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.connector.tls.CertificateFault;
import org.jspecify.annotations.Nullable;

/// Puts into words what a store answers, and what it does not.
final class S3Problems {
    private static final int QUOTE_MAX = 300;
    static final String TOO_LARGE = "S3-0301";

    private final String object;
    private final String server;
    private final String bucket;
    private final boolean encrypted;

    S3Problems(String connectorId, S3Config config) {
        this.object = "destination " + connectorId;
        this.server = config.server().toString();
        this.bucket = config.bucket();
        this.encrypted = config.tls().isPresent();
    }

    Problem of(Throwable failure) {
        @Nullable ErrorResponseException answered = find(failure, ErrorResponseException.class);
        if (answered != null) {
            return ofCode(answered.errorResponse().code(), answered.errorResponse().message());
        }
        @Nullable ConnectorException known = find(failure, ConnectorException.class);
        if (known != null) {
            return known.problem();
        }
        // MinIO's client lets the handshake's own exception go where a certificate is the cause.
        if (encrypted
                && (find(failure, SSLException.class) != null
                        || find(failure, CertificateException.class) != null
                        || find(failure, CertPathBuilderException.class) != null
                        || find(failure, CertPathValidatorException.class) != null)) {
            return problem(
                    "S3-0102",
                    "TLS with "
                            + server
                            + " does not come about: "
                            + CertificateFault.told(failure, deepest(failure)),
                    "Compare the server's certificate with `host` and `tls.trust`; nothing is sent"
                            + " until they agree.");
        }
        String cause =
                find(failure, UnknownHostException.class) != null
                        ? "its name is not known here."
                        : deepest(failure);
        return problem(
                "S3-0101",
                server + " is not reached, or the line broke: " + cause,
                "Check that the store runs and that the network lets us through; delivery resumes"
                        + " by itself.");
    }

    private Problem ofCode(@Nullable String code, @Nullable String message) {
        String name = code == null ? "no code" : code;
        String words = name + ": " + quoted(message);
        return switch (name) {
            case "NoSuchBucket" -> noBucket();
            case "AccessDenied",
                    "InvalidAccessKeyId",
                    "SignatureDoesNotMatch",
                    "AuthorizationHeaderMalformed",
                    "ExpiredToken",
                    "AccountProblem" ->
                    problem(
                            "S3-0103",
                            server + " does not let us in (" + words + ").",
                            "Correct `accessKey`, the secret behind `secretKey`, `region`, or the"
                                    + " bucket's policy: we need to put, read and list.");
            case "RequestTimeTooSkewed" ->
                    problem(
                            "S3-0105",
                            "This machine's clock and that of " + server + " are too far apart.",
                            "Set the clocks; object stores allow 15 minutes.");
            case "EntityTooLarge" ->
                    problem(
                            TOO_LARGE,
                            "The store finds the object too large.",
                            "Lower the lane's batchBytes.");
            case "SlowDown", "ServiceUnavailable", "InternalError", "RequestTimeout", "Busy" ->
                    problem(
                            "S3-0106",
                            server + " asks for another try (" + words + ").",
                            "It is asked again by itself; if this stays, look at the store.");
            default ->
                    problem(
                            "S3-0109",
                            server + " answers " + words,
                            "Check that `host` and `port` name an S3 store; its log says more.");
        };
    }

    static boolean needsPerson(Problem problem) {
        return switch (problem.code()) {
            case "S3-0102", "S3-0103", "S3-0104", "S3-0105", "S3-0109", "S3-0110" -> true;
            default -> false;
        };
    }

    Problem noBucket() {
        return problem(
                "S3-0104",
                "There is no bucket " + bucket + " at " + server + ".",
                "Create it, or correct `bucket`; check `region`, too.");
    }

    Problem mismatch(String key, String found) {
        return problem(
                "S3-0107",
                "The object " + key + " is not what was uploaded: " + found + ".",
                "It is uploaded again by itself; if this stays, find out who else writes there.");
    }

    Problem unwritable(String field) {
        return problem(
                "S3-0302",
                "The record's " + field + " holds half a character, which no text takes.",
                "Export the record from quarantine, or discard it.");
    }

    Problem closed() {
        return problem(
                "S3-0108",
                "The destination is closed.",
                "Records wait until the gateway starts it again.");
    }

    Problem ownTrust(Exception e) {
        return problem(
                "S3-0110",
                "The trusted authorities, or our own certificate or key, cannot be used: "
                        + quoted(e.getMessage()),
                "Check `tls.trust`, and that `tls.certificate` and `tls.key` belong together.");
    }

    private Problem problem(String code, String message, String remedy) {
        return Problem.error(code, object, message, remedy);
    }

    private static <T extends Throwable> @Nullable T find(Throwable error, Class<T> kind) {
        @Nullable Throwable at = error;
        for (int depth = 0; depth < 12 && at != null; depth++) {
            if (kind.isInstance(at)) {
                return kind.cast(at);
            }
            at = at.getCause();
        }
        return null;
    }

    private static String deepest(Throwable error) {
        Throwable at = error;
        for (int depth = 0; depth < 12; depth++) {
            @Nullable Throwable cause = at.getCause();
            if (cause == null) {
                break;
            }
            at = cause;
        }
        @Nullable String message = at.getMessage();
        return quoted(message == null ? at.getClass().getSimpleName() : message);
    }

    private static String quoted(@Nullable String text) {
        String line =
                text == null || text.isBlank()
                        ? "no reason given"
                        : text.strip().lines().findFirst().orElse("");
        String bounded = line.length() > QUOTE_MAX ? line.substring(0, QUOTE_MAX) + "..." : line;
        return bounded.endsWith(".") ? bounded : bounded + ".";
    }
}
