package org.fieldproof.connector.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/// Why we refused a server's certificate, told from what the JDK and the drivers throw.
public enum CertificateFault {
    EXPIRED("has expired"),
    NOT_VALID_YET("is not valid yet"),
    WRONG_HOST("is for another host"),
    /// Its use, its key or its signature.
    UNFIT("is not fit for a TLS server"),
    UNTRUSTED("is not signed by an authority we trust"),
    REVOKED("was revoked by its authority"),
    /// There is no list of its authority, or it has run out since it was read.
    UNLISTED("may be revoked: `crl` has no current list of its authority");

    private static final int CAUSES_MAX = 16;

    private final String words;

    CertificateFault(String words) {
        this.words = words;
    }

    /// A refusal.
    ///
    /// @param detail in the words of the JDK or the driver
    public record Found(CertificateFault fault, String detail) {

        /// Behind "the certificate of X".
        public String predicate() {
            return fault.words + " (" + detail + ")";
        }
    }

    /// The refusal among the causes of a failure; null if it was none.
    public static @Nullable Found in(Throwable failure) {
        List<Throwable> causes = causes(failure);
        for (Throwable cause : causes) {
            if (cause instanceof CertificateExpiredException) {
                return new Found(EXPIRED, said(cause));
            }
            if (cause instanceof CertificateNotYetValidException) {
                return new Found(NOT_VALID_YET, said(cause));
            }
        }
        for (Throwable cause : causes) {
            if (cause instanceof CertPathValidatorException path
                    && path.getReason() == BasicReason.REVOKED) {
                return new Found(REVOKED, said(cause));
            }
        }
        for (Throwable cause : causes) {
            if (cause instanceof CertPathValidatorException path
                    && path.getReason() == BasicReason.UNDETERMINED_REVOCATION_STATUS) {
                return new Found(UNLISTED, said(cause));
            }
        }
        for (Throwable cause : causes) {
            Found found = byWords(cause);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /// What a person is told of a failed handshake: which fault the certificate has, or else the
    /// words given.
    public static String told(Throwable failure, String otherwise) {
        Found found = in(failure);
        return found == null ? otherwise : "its certificate " + found.predicate() + ".";
    }

    private static @Nullable Found byWords(Throwable cause) {
        String message = said(cause);
        if (message.startsWith("No subject alternative")
                || message.startsWith("No name matching")
                || message.contains("HostnameVerifier")
                || cause instanceof SSLPeerUnverifiedException) {
            return new Found(WRONG_HOST, message);
        }
        if (message.contains("xtended key usage") || message.contains("lgorithm constraints")) {
            return new Found(UNFIT, message);
        }
        boolean path =
                cause instanceof CertPathBuilderException
                        || cause instanceof CertPathValidatorException
                        || (cause instanceof CertificateException && message.contains("PKIX"));
        boolean deeper =
                cause.getCause() instanceof CertPathValidatorException
                        || cause.getCause() instanceof CertPathBuilderException;
        return path && !deeper ? new Found(UNTRUSTED, message) : null;
    }

    private static String said(Throwable cause) {
        String message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElse("");
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        Throwable cause = failure;
        while (cause != null && causes.size() < CAUSES_MAX && !causes.contains(cause)) {
            causes.add(cause);
            cause = cause.getCause();
        }
        return causes;
    }
}
