package org.fieldproof.connector.mqtt.listener;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Secrets;
import org.fieldproof.api.value.PrintableText;
import org.fieldproof.connector.mqtt.listener.ListenerConfig.Identity;
import org.fieldproof.connector.mqtt.listener.ListenerConfig.User;
import org.jspecify.annotations.Nullable;

/// Who may come in, as whom, and what they may do. Passwords are read once, at start.
final class AccessRules {
    private static final byte[] NOBODY = "nobody".getBytes(StandardCharsets.UTF_8);

    private final ListenerConfig config;
    private final Map<String, User> users = new HashMap<>();
    private final Map<String, byte[]> passwords = new HashMap<>();

    AccessRules(ListenerConfig config, Secrets secrets) throws ConnectorException {
        this.config = config;
        for (User user : config.users()) {
            char[] password = secrets.resolve(user.password());
            ByteBuffer utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
            byte[] bytes = new byte[utf8.remaining()];
            utf8.get(bytes);
            Arrays.fill(password, '\0');
            users.put(user.name(), user);
            passwords.put(user.name(), bytes);
        }
    }

    /// Decides about a client from what it shows.
    ///
    /// @param certificate verified by TLS; null where it showed none
    Entry admit(
            String clientId,
            @Nullable X509Certificate certificate,
            @Nullable String userName,
            byte @Nullable [] password) {
        @Nullable User user = null;
        if (userName != null && !users.isEmpty()) {
            byte[] expected = passwords.getOrDefault(userName, NOBODY);
            byte[] given = password == null ? new byte[0] : password;
            boolean same = MessageDigest.isEqual(expected, given);
            user = users.get(userName);
            if (user == null || !same) {
                return new Entry.Refused(
                        ReasonCode.BAD_USER_OR_PASSWORD,
                        "MQTT-0120",
                        "wrong user name or password for user '" + PrintableText.of(userName) + "'",
                        "Correct the device's password, or the secret of that user.");
            }
        } else if (certificate == null && !users.isEmpty()) {
            return new Entry.Refused(
                    ReasonCode.NOT_AUTHORIZED,
                    "MQTT-0120",
                    "it gave no user name and no client certificate",
                    "Configure a user name and password in the device, or a certificate.");
        }
        return certificate == null
                ? anonymous(clientId, user)
                : certified(clientId, certificate, user);
    }

    private Entry anonymous(String clientId, @Nullable User user) {
        String identity = user == null ? "anonymous" : "user " + user.name();
        return new Entry.Granted(
                clientId,
                identity,
                identity,
                Optional.ofNullable(user),
                config.identity() == Identity.CLIENT_ID,
                false);
    }

    private Entry certified(String clientId, X509Certificate certificate, @Nullable User user) {
        String name = ShownCertificate.commonName(certificate);
        if (name.isEmpty() && config.identity() == Identity.CERTIFICATE) {
            return new Entry.Refused(
                    ReasonCode.NOT_AUTHORIZED,
                    "MQTT-0132",
                    "its certificate has no CN to know the device by",
                    "Issue a certificate with the device's name as CN.");
        }
        if (config.clientIdMatchesCertificate() && !name.equals(clientId)) {
            return new Entry.Refused(
                    ReasonCode.CLIENT_ID_NOT_VALID,
                    "MQTT-0132",
                    "its client id is not the CN of its certificate, '" + name + "'",
                    "Set the device's client id to the CN, or give it its own certificate.");
        }
        String identity = ShownCertificate.identity(certificate);
        return new Entry.Granted(
                config.identity() == Identity.CERTIFICATE ? name : clientId,
                // A renewed certificate is still the same device, so sessions go by the name.
                name.isEmpty() ? identity : "CN=" + name,
                identity,
                Optional.ofNullable(user),
                true,
                true);
    }

    static boolean mayPublish(Entry.Granted who, String topic) {
        return who.mayPublish()
                && who.user().map(user -> covers(user.publish(), topic)).orElse(true);
    }

    /// Whether a filter stays within what the user may read: it must be equal to, or narrower
    /// than, one of the permitted filters.
    static boolean maySubscribe(Entry.Granted who, String filter) {
        return who.user().map(user -> coversFilter(user.subscribe(), filter)).orElse(true);
    }

    private static boolean covers(List<String> filters, String topic) {
        if (filters.isEmpty()) {
            return true;
        }
        for (String filter : filters) {
            if (TopicRules.matches(filter, topic)) {
                return true;
            }
        }
        return false;
    }

    private static boolean coversFilter(List<String> permitted, String filter) {
        return permitted.isEmpty()
                || permitted.stream().anyMatch(wide -> TopicRules.covers(wide, filter));
    }
}
