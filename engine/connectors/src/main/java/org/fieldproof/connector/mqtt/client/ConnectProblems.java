package org.fieldproof.connector.mqtt.client;

import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import com.hivemq.client.mqtt.exceptions.MqttDecodeException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.connector.tls.CertificateFault;
import org.jspecify.annotations.Nullable;

/// Puts into words why a broker cannot be reached. Each cause has a code of its own, because each
/// has another remedy.
///
/// The target is set by the thread that dials and read wherever an outcome is told.
final class ConnectProblems {
    /// What only a person can mend; dialling on quickly would lock accounts and fill logs. A peer
    /// that just hangs up is not among them: a line that is cut at that moment looks the same.
    private static final Set<String> NEED_A_PERSON =
            Set.of(
                    MqttCodes.UNTRUSTED,
                    MqttCodes.EXPIRED,
                    MqttCodes.WRONG_HOST,
                    MqttCodes.WRONG_PASSWORD,
                    MqttCodes.NOT_AUTHORISED,
                    MqttCodes.CLIENT_ID,
                    MqttCodes.OUR_CERTIFICATE,
                    MqttCodes.VERSION,
                    MqttCodes.HANDSHAKE,
                    MqttCodes.CERTIFICATE_UNFIT,
                    MqttCodes.IDENTITY);
    private static final int CAUSES_MAX = 16;

    private final String object;
    private final boolean tls;
    private volatile String target = "";

    ConnectProblems(String object, boolean tls) {
        this.object = object;
        this.tls = tls;
    }

    String object() {
        return object;
    }

    void target(Endpoint endpoint) {
        target = endpoint.toString();
    }

    String target() {
        return target;
    }

    static boolean needsAPerson(Problem problem) {
        return NEED_A_PERSON.contains(problem.code());
    }

    Problem nameUnknown(String name) {
        return problem(
                MqttCodes.NAME_UNKNOWN,
                "The name " + name + " is not known to this machine's name service.",
                "Check host, and that the name resolves here.");
    }

    /// Why a connection did not come about.
    Problem ofConnecting(Throwable failure) {
        List<Throwable> causes = causes(failure);
        Problem found = ofConnAck(causes);
        if (found == null) {
            found = ofCertificate(failure);
        }
        if (found == null) {
            found = ofSocket(causes);
        }
        if (found == null) {
            found = ofTls(causes);
        }
        if (found == null) {
            found = ofProtocol(causes);
        }
        return found != null
                ? found
                : problem(
                        MqttCodes.UNREACHABLE,
                        "The broker at " + target + " cannot be used: " + lastMessage(causes) + ".",
                        "Check that an MQTT broker listens there.");
    }

    /// Why a line that was up is down.
    Problem ofLoss(Throwable failure) {
        for (Throwable cause : causes(failure)) {
            if (cause instanceof Mqtt5DisconnectException told) {
                Mqtt5DisconnectReasonCode code = told.getMqttMessage().getReasonCode();
                if (code == Mqtt5DisconnectReasonCode.SESSION_TAKEN_OVER) {
                    return problem(
                            MqttCodes.LINE_LOST,
                            "Another client took over our client id at " + target + ".",
                            "Give each client an id of its own.");
                }
                if (code == Mqtt5DisconnectReasonCode.RECEIVE_MAXIMUM_EXCEEDED) {
                    return problem(
                            MqttCodes.RECEIVE_MAXIMUM,
                            "The broker at " + target + " sends more than receiveMaximum allows.",
                            "Set receiveMaximum to 65535; some releases of mosquitto need that.");
                }
                return problem(
                        MqttCodes.LINE_LOST,
                        "The broker at " + target + " ended the line: " + words(code.name()) + ".",
                        "It is dialled again by itself; the broker's log says more.");
            }
        }
        return problem(
                MqttCodes.LINE_LOST,
                "The line to " + target + " went down.",
                "It is dialled again by itself.");
    }

    static boolean takenOver(Throwable failure) {
        return causes(failure).stream()
                .anyMatch(
                        cause ->
                                cause instanceof Mqtt5DisconnectException told
                                        && told.getMqttMessage().getReasonCode()
                                                == Mqtt5DisconnectReasonCode.SESSION_TAKEN_OVER);
    }

    private @Nullable Problem ofConnAck(List<Throwable> causes) {
        for (Throwable cause : causes) {
            if (cause instanceof Mqtt5ConnAckException refused
                    && refused.getMqttMessage().getReasonCode().isError()) {
                return connAck5(refused);
            }
            if (cause instanceof Mqtt3ConnAckException refused
                    && refused.getMqttMessage().getReturnCode().isError()) {
                return connAck3(refused);
            }
        }
        return null;
    }

    private Problem connAck5(Mqtt5ConnAckException refused) {
        String reason = words(refused.getMqttMessage().getReasonCode().name());
        return switch (refused.getMqttMessage().getReasonCode()) {
            case BAD_USER_NAME_OR_PASSWORD, BAD_AUTHENTICATION_METHOD -> wrongPassword(reason);
            case NOT_AUTHORIZED, BANNED -> notAuthorised(reason);
            case CLIENT_IDENTIFIER_NOT_VALID -> clientId(reason);
            case UNSUPPORTED_PROTOCOL_VERSION -> version(reason);
            default -> connAck(reason);
        };
    }

    private Problem connAck3(Mqtt3ConnAckException refused) {
        String reason = words(refused.getMqttMessage().getReturnCode().name());
        return switch (refused.getMqttMessage().getReturnCode()) {
            case BAD_USER_NAME_OR_PASSWORD -> wrongPassword(reason);
            case NOT_AUTHORIZED -> notAuthorised(reason);
            case IDENTIFIER_REJECTED -> clientId(reason);
            case UNSUPPORTED_PROTOCOL_VERSION -> version(reason);
            default -> connAck(reason);
        };
    }

    private Problem wrongPassword(String reason) {
        return problem(
                MqttCodes.WRONG_PASSWORD,
                "The broker at " + target + " refuses the user or password (" + reason + ").",
                "Check user, and the value behind password.");
    }

    private Problem notAuthorised(String reason) {
        return problem(
                MqttCodes.NOT_AUTHORISED,
                "The broker at " + target + " does not let us in (" + reason + ").",
                "Check user and password, and what the broker allows this client to do.");
    }

    private Problem clientId(String reason) {
        return problem(
                MqttCodes.CLIENT_ID,
                "The broker at " + target + " refuses our client id (" + reason + ").",
                "Set clientId to one that the broker accepts.");
    }

    private Problem version(String reason) {
        return problem(
                MqttCodes.VERSION,
                "The broker at " + target + " does not speak this MQTT version (" + reason + ").",
                "Set version to 3.1.1, or to 5.");
    }

    private Problem connAck(String reason) {
        return problem(
                MqttCodes.CONNACK,
                "The broker at " + target + " refuses the connection for now: " + reason + ".",
                "It is dialled again by itself; the broker's log says more.");
    }

    private @Nullable Problem ofCertificate(Throwable failure) {
        CertificateFault.Found found = CertificateFault.in(failure);
        if (found == null) {
            return null;
        }
        String message = "The certificate of " + target + " " + found.predicate() + ".";
        return switch (found.fault()) {
            case EXPIRED, NOT_VALID_YET ->
                    problem(
                            MqttCodes.EXPIRED,
                            message,
                            "Renew it at the broker, and check the clocks of both machines.");
            case WRONG_HOST ->
                    problem(
                            MqttCodes.WRONG_HOST,
                            message,
                            "Use a host that the certificate names, or a certificate for this"
                                    + " host.");
            case UNFIT ->
                    problem(
                            MqttCodes.CERTIFICATE_UNFIT,
                            message,
                            "Have a server certificate issued with a current algorithm and key"
                                    + " size.");
            case UNTRUSTED ->
                    problem(
                            MqttCodes.UNTRUSTED,
                            message,
                            "Set tls.trust to the authority that signed it.");
            case REVOKED ->
                    problem(
                            MqttCodes.REVOKED,
                            message,
                            "Have a new one made for the broker, and ask why this one was taken"
                                    + " back: its key may be in the wrong hands.");
            case UNLISTED ->
                    problem(
                            MqttCodes.REVOKED,
                            message,
                            "Add the newest list of that authority to the file in tls.crl.");
        };
    }

    private @Nullable Problem ofSocket(List<Throwable> causes) {
        for (Throwable cause : causes) {
            if (cause instanceof UnknownHostException
                    || cause instanceof UnresolvedAddressException) {
                return nameUnknown(target);
            }
            if (cause instanceof ConnectTimeoutException
                    || cause instanceof SslHandshakeTimeoutException
                    || String.valueOf(cause.getMessage()).startsWith("Timeout while waiting")) {
                return problem(
                        MqttCodes.TIMEOUT,
                        "No answer from " + target + " in time.",
                        "Check the address, the route and the firewall, and that the broker is"
                                + " alive.");
            }
            if (cause instanceof NoRouteToHostException) {
                return problem(
                        MqttCodes.UNREACHABLE,
                        "There is no route to " + target + ".",
                        "Check the network between here and the broker.");
            }
            if (cause instanceof ConnectException) {
                return problem(
                        MqttCodes.REFUSED,
                        "Nothing listens at " + target + ": the connection is refused.",
                        "Start the broker, or check host and port.");
            }
        }
        return null;
    }

    private @Nullable Problem ofTls(List<Throwable> causes) {
        if (!tls) {
            return null;
        }
        for (Throwable cause : causes) {
            String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (cause instanceof NotSslRecordException) {
                return notTls("it answers without TLS");
            }
            if (message.contains("received fatal alert") || message.contains("ssl alert")) {
                return ofAlert(message);
            }
            if ((cause instanceof SSLHandshakeException && message.contains("connection closed"))
                    || message.contains("writing tls control frames")) {
                return notTls("it hung up on the TLS greeting");
            }
        }
        for (Throwable cause : causes) {
            if (cause instanceof SSLException) {
                return handshake(String.valueOf(cause.getMessage()));
            }
        }
        boolean beforeMqtt = causes.stream().anyMatch(ConnectionFailedException.class::isInstance);
        return beforeMqtt && closed(causes) ? notTls("it hung up on the TLS greeting") : null;
    }

    private static boolean closed(List<Throwable> causes) {
        return causes.stream()
                .anyMatch(
                        cause ->
                                cause instanceof ConnectionClosedException
                                        || cause instanceof ClosedChannelException
                                        || cause instanceof SocketException);
    }

    private Problem notTls(String how) {
        return problem(
                MqttCodes.NOT_TLS,
                "The port " + target + " does not speak TLS: " + how + ".",
                "Use the broker's TLS port (usually 8883), or remove the tls group; or something on"
                        + " the way cuts the line.");
    }

    private Problem ofAlert(String message) {
        boolean ours =
                message.contains("certificate")
                        || message.contains("unknown_ca")
                        || message.contains("access_denied");
        return ours
                ? problem(
                        MqttCodes.OUR_CERTIFICATE,
                        "The broker at "
                                + target
                                + " refuses our client certificate, or misses one ("
                                + message
                                + ").",
                        "Set tls.identity to a certificate that the broker trusts.")
                : handshake(message);
    }

    private Problem handshake(String message) {
        return problem(
                MqttCodes.HANDSHAKE,
                "TLS with " + target + " does not come about: " + message + ".",
                "Check that both sides share a TLS version (1.2 or 1.3) and a cipher.");
    }

    private @Nullable Problem ofProtocol(List<Throwable> causes) {
        boolean closed = closed(causes);
        boolean undecodable = causes.stream().anyMatch(MqttDecodeException.class::isInstance);
        if (!tls && (closed || undecodable)) {
            return problem(
                    MqttCodes.NOT_PLAIN,
                    "The port "
                            + target
                            + " does not answer our MQTT greeting: probably it expects TLS.",
                    "Add the tls group, or use the broker's plain port (usually 1883).");
        }
        if (closed) {
            return problem(
                    MqttCodes.UNREACHABLE,
                    "The broker at " + target + " hung up after TLS, without an answer.",
                    "It is dialled again by itself; where that goes on, check tls.identity and the"
                            + " broker's log.");
        }
        return null;
    }

    private Problem problem(String code, String message, String remedy) {
        return Problem.error(code, object, message, remedy);
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

    private static String lastMessage(List<Throwable> causes) {
        for (int i = causes.size() - 1; i >= 0; i--) {
            String message = causes.get(i).getMessage();
            if (message != null && !message.isBlank()) {
                return message;
            }
        }
        return causes.getFirst().getClass().getSimpleName();
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
