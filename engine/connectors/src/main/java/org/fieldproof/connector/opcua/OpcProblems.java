package org.fieldproof.connector.opcua;

import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.UaSerializationException;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.fieldproof.api.project.Problem;
import org.fieldproof.connector.opcua.trust.ChainVerdict;
import org.fieldproof.connector.opcua.trust.ServerTrust;
import org.fieldproof.connector.opcua.trust.Thumbprint;
import org.jspecify.annotations.Nullable;

/// Puts into words why a server cannot be used: always which side refuses, and what to do on that
/// side. Each cause has a code of its own, because each has another remedy.
final class OpcProblems {
    /// What only a person can mend; dialling on quickly would lock accounts and fill logs.
    private static final Set<String> NEED_A_PERSON =
            Set.of(
                    OpcCodes.UNTRUSTED,
                    OpcCodes.CHANGED,
                    OpcCodes.EXPIRED,
                    OpcCodes.WRONG_HOST,
                    OpcCodes.WRONG_APPLICATION,
                    OpcCodes.REVOKED,
                    OpcCodes.REVOCATION_UNKNOWN,
                    OpcCodes.UNFIT,
                    OpcCodes.BROKEN_CHAIN,
                    OpcCodes.OUR_CERTIFICATE,
                    OpcCodes.POLICY,
                    OpcCodes.ONLY_UNPROTECTED,
                    OpcCodes.USER_REFUSED,
                    OpcCodes.USER_KIND,
                    OpcCodes.IDENTITY,
                    OpcCodes.TAMPERED,
                    OpcCodes.PASSWORD_IN_CLEAR);
    private static final int CAUSES_MAX = 16;

    private final String object;
    private final String pinnedSha256;
    private volatile String target = "the server";
    private volatile String ourCertificate = "";

    OpcProblems(String object, String pinnedSha256) {
        this.object = object;
        this.pinnedSha256 = pinnedSha256;
    }

    String object() {
        return object;
    }

    String target() {
        return target;
    }

    void target(String url) {
        target = url;
    }

    /// @param words subject, thumbprints and file of the certificate we show
    void ourCertificate(String words) {
        ourCertificate = words;
    }

    static boolean needsAPerson(Problem problem) {
        return NEED_A_PERSON.contains(problem.code());
    }

    Problem problem(String code, String message, String remedy) {
        return Problem.error(code, object, message, remedy);
    }

    /// We refuse the server's certificate.
    Problem ofRefusal(ServerTrust.Refusal refusal, String rejectedFolder) {
        X509Certificate shown = refusal.shown();
        String who = "We refuse the certificate of " + target + ": ";
        return switch (refusal.verdict()) {
            case ChainVerdict.Untrusted _ -> untrusted(refusal, rejectedFolder);
            case ChainVerdict.Incomplete(String issuer) ->
                    pinnedSha256.isEmpty() && refusal.known().isEmpty()
                            ? problem(
                                    OpcCodes.BROKEN_CHAIN,
                                    who
                                            + "the certificate of its issuer "
                                            + issuer
                                            + " is missing.",
                                    "Put that authority's certificate into pki/trusted/certs of"
                                            + " this connection's data directory, or set"
                                            + " serverThumbprint to "
                                            + Thumbprint.sha256(shown)
                                            + " after comparing it with the server's own display.")
                            : untrusted(refusal, rejectedFolder);
            case ChainVerdict.Forged(String subject) ->
                    problem(
                            OpcCodes.BROKEN_CHAIN,
                            who + "the signature on the certificate of " + subject + " is false.",
                            "Have the server's certificate issued again; somebody may be posing"
                                    + " as this server.");
            case ChainVerdict.OutOfTime time -> outOfTime(time, who);
            case ChainVerdict.WrongHost(String expected, List<String> found) ->
                    wrongHost(who, expected, found);
            case ChainVerdict.WrongApplication(String expected, List<String> found) ->
                    problem(
                            OpcCodes.WRONG_APPLICATION,
                            who
                                    + "the server calls itself "
                                    + expected
                                    + ", its certificate is for "
                                    + (found.isEmpty() ? "no application" : found.getFirst())
                                    + ".",
                            "Have the server make its certificate anew after its name was"
                                    + " changed.");
            case ChainVerdict.Unfit(String subject, String why) ->
                    problem(
                            OpcCodes.UNFIT,
                            who + "the certificate of " + subject + " " + why + ".",
                            "Have an application certificate made on the server with RSA 2048 and"
                                    + " SHA-256, for signing and encryption.");
            case ChainVerdict.Revoked(String subject, var at) ->
                    problem(
                            OpcCodes.REVOKED,
                            who + "the certificate of " + subject + " was revoked at " + at + ".",
                            "Ask whoever runs that authority; give the server a new certificate.");
            case ChainVerdict.RevocationUnknown(String issuer) ->
                    problem(
                            OpcCodes.REVOCATION_UNKNOWN,
                            who
                                    + "there is no current revocation list of its issuer "
                                    + issuer
                                    + ".",
                            "Put that authority's list into pki/trusted/crl of this connection's"
                                    + " data directory, or write revocation: whereListed.");
            case ChainVerdict.Believed _ ->
                    throw new IllegalArgumentException("a believed certificate is no refusal");
        };
    }

    private Problem wrongHost(String who, String expected, List<String> found) {
        return problem(
                OpcCodes.WRONG_HOST,
                who
                        + "it is for "
                        + (found.isEmpty() ? "no host" : String.join(", ", found))
                        + ", not for "
                        + expected
                        + ".",
                "Write a host in url that the certificate names, or have a certificate made on the"
                        + " server that names "
                        + expected
                        + ".");
    }

    private Problem untrusted(ServerTrust.Refusal refusal, String rejectedFolder) {
        X509Certificate shown = refusal.shown();
        Optional<X509Certificate> known = refusal.known();
        if (!pinnedSha256.isEmpty() || known.isPresent()) {
            return problem(
                    OpcCodes.CHANGED,
                    "We refuse the certificate of "
                            + target
                            + ": it has changed. Expected "
                            + (pinnedSha256.isEmpty()
                                    ? Thumbprint.both(known.orElseThrow())
                                    : "SHA-256 " + pinnedSha256)
                            + ", shown "
                            + Thumbprint.both(shown)
                            + ".",
                    "If the server really has a new certificate, compare the thumbprint with its"
                            + " own display and set serverThumbprint to the new one; otherwise somebody"
                            + " may be posing as it.");
        }
        return problem(
                OpcCodes.UNTRUSTED,
                "We refuse the certificate of "
                        + target
                        + ", because nobody has trusted it yet: "
                        + shown.getSubjectX500Principal().getName()
                        + ", "
                        + Thumbprint.both(shown)
                        + ".",
                "Compare the thumbprint with the server's own display, then set serverThumbprint"
                        + " to "
                        + Thumbprint.sha256(shown)
                        + ", or trust it in the console (Settings, Certificates), or move the file"
                        + " from "
                        + rejectedFolder
                        + " to pki/trusted/certs beside it.");
    }

    private Problem outOfTime(ChainVerdict.OutOfTime time, String who) {
        boolean early = time.now().isBefore(time.from());
        return problem(
                OpcCodes.EXPIRED,
                who
                        + "the certificate of "
                        + time.subject()
                        + (early
                                ? " is not valid before " + time.from()
                                : " expired at " + time.to())
                        + ".",
                "Renew it on the server; if it should be valid, check both clocks (ours says "
                        + time.now()
                        + ").");
    }

    /// Why a connection did not come about, where the reason is not a certificate that we refuse.
    Problem ofConnecting(Throwable failure) {
        List<Throwable> causes = causes(failure);
        for (Throwable cause : causes) {
            if (cause instanceof NotTheServerException told) {
                return tampered(told);
            }
            if (cause instanceof UaException ua) {
                Problem found = ofStatus(ua.getStatusCode().value(), words(ua));
                if (found != null) {
                    return found;
                }
            }
        }
        Problem found = ofSocket(causes);
        return found != null
                ? found
                : problem(
                        OpcCodes.OTHER,
                        target + " cannot be used: " + words(causes.getLast()) + ".",
                        "Check that an OPC UA server listens there; its log may say more.");
    }

    /// The server has no endpoint that is protected as wanted.
    Problem noEndpoint(UaSecurity security, List<EndpointDescription> offered) {
        String wanted =
                security.policy().map(Enum::name).orElse("a policy that protects")
                        + (security.unprotected() ? "" : " with " + security.mode());
        boolean weakOnly =
                security.policy().isEmpty()
                        && offered.stream()
                                .filter(UaSecurity::overTcp)
                                .map(UaSecurity::policyOf)
                                .allMatch(
                                        policy ->
                                                policy == null
                                                        || policy == SecurityPolicy.None
                                                        || UaSecurity.deprecated(policy));
        return problem(
                weakOnly ? OpcCodes.ONLY_UNPROTECTED : OpcCodes.POLICY,
                "The server at "
                        + target
                        + " does not offer "
                        + wanted
                        + "; it offers "
                        + UaSecurity.words(offered)
                        + ".",
                weakOnly
                        ? "Switch on Basic256Sha256 or better on the server; only if that cannot be"
                                + " done, write policy and mode of the weak one."
                        : "Write policy and mode of one that it offers, or switch on the wanted one"
                                + " on the server.");
    }

    private Problem tampered(NotTheServerException told) {
        return problem(
                OpcCodes.TAMPERED,
                "What "
                        + target
                        + " says over the secured line is not what was said before: "
                        + words(told)
                        + ".",
                "Somebody may sit between us and the server; check the way to it, then try again.");
    }

    private @Nullable Problem ofSocket(List<Throwable> causes) {
        for (Throwable cause : causes) {
            if (cause instanceof ConnectTimeoutException || cause instanceof TimeoutException) {
                return noAnswer();
            }
            if (cause instanceof ConnectException) {
                return problem(
                        OpcCodes.REFUSED,
                        "Nothing listens at " + target + ": the connection is refused.",
                        "Start the server, or check host and port in url.");
            }
            if (cause instanceof UnresolvedAddressException) {
                return nameUnknown(target);
            }
            if (cause instanceof ClosedChannelException || cause instanceof IOException) {
                return hungUp();
            }
            if (cause instanceof UaSerializationException
                    || cause instanceof IndexOutOfBoundsException) {
                return foreign();
            }
        }
        return null;
    }

    private @Nullable Problem ofStatus(long status, String words) {
        if (status == StatusCodes.Bad_Timeout) {
            return noAnswer();
        }
        if (status == StatusCodes.Bad_ConnectionClosed
                || status == StatusCodes.Bad_ConnectionRejected) {
            return hungUp();
        }
        if (status == StatusCodes.Bad_TcpMessageTypeInvalid
                || status == StatusCodes.Bad_TcpMessageTooLarge
                || status == StatusCodes.Bad_ProtocolVersionUnsupported) {
            return foreign();
        }
        if (status == StatusCodes.Bad_TcpEndpointUrlInvalid
                || status == StatusCodes.Bad_TcpServerTooBusy) {
            return problem(
                    OpcCodes.OTHER,
                    "The server at " + target + " does not serve this address: " + words + ".",
                    "Check the path in url; the server's own tool shows its endpoint addresses.");
        }
        Problem certificate = ofTheirRefusal(status, words);
        return certificate != null ? certificate : ofLogin(status, words);
    }

    private @Nullable Problem ofTheirRefusal(long status, String words) {
        boolean theirs =
                status == StatusCodes.Bad_SecurityChecksFailed
                        || status == StatusCodes.Bad_CertificateUntrusted
                        || status == StatusCodes.Bad_CertificateInvalid
                        || status == StatusCodes.Bad_CertificateTimeInvalid
                        || status == StatusCodes.Bad_CertificateIssuerTimeInvalid
                        || status == StatusCodes.Bad_CertificateUriInvalid
                        || status == StatusCodes.Bad_CertificateHostNameInvalid
                        || status == StatusCodes.Bad_CertificateUseNotAllowed
                        || status == StatusCodes.Bad_CertificateIssuerUseNotAllowed
                        || status == StatusCodes.Bad_CertificateRevoked
                        || status == StatusCodes.Bad_CertificateIssuerRevoked
                        || status == StatusCodes.Bad_CertificateRevocationUnknown
                        || status == StatusCodes.Bad_CertificateIssuerRevocationUnknown
                        || status == StatusCodes.Bad_CertificateChainIncomplete
                        || status == StatusCodes.Bad_CertificatePolicyCheckFailed;
        if (!theirs) {
            return null;
        }
        return problem(
                OpcCodes.OUR_CERTIFICATE,
                "The server at "
                        + target
                        + " refuses our certificate ("
                        + words
                        + "): "
                        + ourCertificate
                        + ".",
                "On the server, look for it among the rejected certificates and trust it there;"
                        + " where an authority issued it, the server must know that authority and"
                        + " its revocation list.");
    }

    private @Nullable Problem ofLogin(long status, String words) {
        if (status == StatusCodes.Bad_UserAccessDenied
                || status == StatusCodes.Bad_IdentityTokenRejected
                || status == StatusCodes.Bad_UserSignatureInvalid) {
            return problem(
                    OpcCodes.USER_REFUSED,
                    "The server at " + target + " refuses the user (" + words + ").",
                    "Check user and the value behind password, and that this user may log in on the"
                            + " server. Attempts go on about once a minute.");
        }
        if (status == StatusCodes.Bad_IdentityTokenInvalid) {
            return problem(
                    OpcCodes.USER_KIND,
                    "The server at "
                            + target
                            + " does not take this way of logging in: "
                            + words
                            + ".",
                    "Set user and password, or a user certificate, as the server wants it.");
        }
        if (status == StatusCodes.Bad_SecurityPolicyRejected
                || status == StatusCodes.Bad_SecurityModeRejected) {
            return problem(
                    OpcCodes.POLICY,
                    "The server at " + target + " refuses the security policy (" + words + ").",
                    "Choose a policy and mode that the server has switched on.");
        }
        if (status == StatusCodes.Bad_TooManySessions
                || status == StatusCodes.Bad_TooManySubscriptions
                || status == StatusCodes.Bad_MaxConnectionsReached
                || status == StatusCodes.Bad_TcpNotEnoughResources) {
            return problem(
                    OpcCodes.TOO_MANY,
                    "The server at " + target + " has no room for another session (" + words + ").",
                    "Close other clients, or raise its limit; sessions of a killed gateway end by"
                            + " themselves within a minute.");
        }
        return null;
    }

    Problem nameUnknown(String name) {
        return problem(
                OpcCodes.NAME_UNKNOWN,
                "The name " + name + " is not known to this machine's name service.",
                "Check the host in url, and that the name resolves here.");
    }

    Problem noAnswer() {
        return problem(
                OpcCodes.NO_ANSWER,
                "No answer from " + target + " in time.",
                "Check address, route and firewall, and that the server is alive; connectTimeout is"
                        + " the limit of each step.");
    }

    private Problem hungUp() {
        return problem(
                OpcCodes.LINE_LOST,
                "The line to " + target + " was closed by the other side.",
                "It is dialled again by itself; the server's log may say why.");
    }

    private Problem foreign() {
        return problem(
                OpcCodes.NOT_OPC_UA,
                "What listens at " + target + " does not speak OPC UA's binary protocol.",
                "Check the port in url; 4840 is usual.");
    }

    Problem lineLost(String why) {
        return problem(
                OpcCodes.LINE_LOST,
                "The line to " + target + " went down: " + why + ".",
                "It is dialled again by itself.");
    }

    private static String words(Throwable failure) {
        if (failure instanceof UaException ua) {
            String name = StatusNames.of(ua.getStatusCode().value());
            String message = ua.getMessage() == null ? "" : ua.getMessage();
            boolean adds = !message.isBlank() && !message.contains("status=");
            return adds ? name + ", " + message : name;
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        @Nullable Throwable cause = failure;
        while (cause != null && causes.size() < CAUSES_MAX) {
            causes.add(cause);
            cause = cause.getCause();
        }
        return causes;
    }
}
