package org.fieldproof.connector.mqtt.listener;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fieldproof.api.value.PrintableText;
import org.jspecify.annotations.Nullable;

/// The first packet of a client: who it is, which session it gets, what both sides agree on
/// (MQTT 5 section 3.1). Confined to the event loop.
final class ConnectStep {
    private static final int CLIENT_ID_LENGTH_MAX = 256;
    private static final int ID_SESSION_EXPIRY = 0x11;
    private static final int ID_ASSIGNED_CLIENT_ID = 0x12;
    private static final int ID_RECEIVE_MAXIMUM = 0x21;
    private static final int ID_TOPIC_ALIAS_MAXIMUM = 0x22;
    private static final int ID_MAXIMUM_PACKET_SIZE = 0x27;

    private static final long TAKE_OVER_WINDOW_NANOS = 30_000_000_000L;
    private static final int TAKE_OVERS_TOLD = 3;
    private static final int TAKE_OVER_CLIENTS_MAX = 256;

    private final Broker broker;
    private final Map<String, TakeOvers> takeOvers =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, TakeOvers> eldest) {
                    return size() > TAKE_OVER_CLIENTS_MAX;
                }
            };
    private long assignedIds;

    ConnectStep(Broker broker) {
        this.broker = broker;
    }

    void connect(ClientLine line, MqttConnectMessage packet) throws PacketFault {
        int version = packet.variableHeader().version();
        boolean version5 = version == 5;
        line.writer().version5(version5);
        if (version != 4 && !version5) {
            refuse(line, unsupported(version));
            return;
        }
        MqttProperties properties = packet.variableHeader().properties();
        if (property(properties, MqttPropertyType.AUTHENTICATION_METHOD) != null) {
            refuse(
                    line,
                    new Entry.Refused(
                            ReasonCode.BAD_AUTHENTICATION_METHOD,
                            "MQTT-0120",
                            "it asks for an extended authentication method",
                            "Configure a user name and password, or a client certificate."));
            return;
        }
        boolean clean = packet.variableHeader().isCleanSession();
        String given = packet.payload().clientIdentifier();
        String clientId = given == null || given.isEmpty() ? assign() : given;
        String fault = faultOfClientId(clientId);
        if (fault.isEmpty() && !clientId.equals(given) && !version5 && !clean) {
            fault = "an empty client id needs a clean session";
        }
        if (!fault.isEmpty()) {
            refuse(line, badClientId(fault));
            return;
        }
        line.claims(clientId);
        switch (admit(line, clientId, packet)) {
            case Entry.Refused refused -> refuse(line, refused);
            case Entry.Granted granted -> signIn(line, packet, clientId, granted);
        }
    }

    private Entry admit(ClientLine line, String clientId, MqttConnectMessage packet) {
        X509Certificate certificate = line.certificate();
        if (certificate != null) {
            // A certificate that is itself in the list of trusted ones passes TLS although it
            // has expired, so its dates are looked at here as well.
            Instant now = broker.clock.now();
            Instant from = certificate.getNotBefore().toInstant();
            Instant to = certificate.getNotAfter().toInstant();
            if (now.isAfter(to) || now.isBefore(from)) {
                return new Entry.Refused(
                        ReasonCode.NOT_AUTHORIZED,
                        "MQTT-0122",
                        "its certificate is not valid now (from " + from + " to " + to + ")",
                        "Renew the device's certificate, or correct this machine's clock.");
            }
        }
        MqttConnectPayload payload = packet.payload();
        Entry entry =
                broker.rules.admit(
                        clientId, certificate, payload.userName(), payload.passwordInBytes());
        ClientSession session = broker.sessions.find(clientId);
        if (entry instanceof Entry.Granted granted
                && session != null
                && !session.owner.equals(granted.owner())) {
            return badClientId(
                    "client id '" + PrintableText.of(clientId) + "' belongs to another client");
        }
        return entry;
    }

    private void signIn(
            ClientLine line, MqttConnectMessage packet, String clientId, Entry.Granted granted)
            throws PacketFault {
        MqttProperties properties = packet.variableHeader().properties();
        int receiveMax = (int) number(properties, MqttPropertyType.RECEIVE_MAXIMUM, 65_535);
        long packetMax = number(properties, MqttPropertyType.MAXIMUM_PACKET_SIZE, Long.MAX_VALUE);
        if (receiveMax == 0 || packetMax == 0) {
            throw new PacketFault(
                    ReasonCode.PROTOCOL_ERROR, "Receive Maximum or Maximum Packet Size is 0");
        }
        Will will = WillReader.read(packet, clientId, broker);
        if (will != null && !AccessRules.mayPublish(granted, will.message().topic())) {
            refuse(line, willNotAllowed(will.message().topic()));
            return;
        }
        boolean version5 = packet.variableHeader().version() == 5;
        boolean clean = packet.variableHeader().isCleanSession();
        ClientSession before = takeOver(clientId, clean);
        ClientSession session =
                before != null ? before : broker.sessions.open(clientId, granted.owner());
        if (session == null) {
            refuse(line, full());
            return;
        }
        long asked =
                version5
                        ? number(properties, MqttPropertyType.SESSION_EXPIRY_INTERVAL, 0)
                        : clean ? 0 : Long.MAX_VALUE;
        session.expirySeconds = Math.min(asked, broker.config.sessionExpirySecondsMax());
        session.attach(line);
        long keepAliveSeconds = packet.variableHeader().keepAliveTimeSeconds();
        line.open(
                new Signed(
                        session,
                        granted,
                        version5,
                        receiveMax,
                        packetMax,
                        keepAliveSeconds * 1_000_000_000L,
                        will));
        boolean assigned = !clientId.equals(packet.payload().clientIdentifier());
        line.writer()
                .connAck(
                        before != null,
                        ReasonCode.SUCCESS,
                        version5 ? agreed(session, asked, assigned) : new byte[0]);
        session.outbox.attach(line);
    }

    /// Ends an older connection with the same client id, and the session where a new one is
    /// wanted. What is returned goes on.
    private @Nullable ClientSession takeOver(String clientId, boolean clean) {
        ClientSession session = broker.sessions.find(clientId);
        if (session == null) {
            return null;
        }
        ClientLine old = session.line();
        if (old != null) {
            countTakeOver(clientId, old);
            old.end(
                    ReasonCode.SESSION_TAKEN_OVER,
                    "another connection uses this client id",
                    ClientLine.WillFate.PUBLISH);
        }
        ClientSession left = broker.sessions.find(clientId);
        if (left != null && (clean || left.expired(broker.clock.nanoTime()))) {
            broker.sessions.end(left);
            return null;
        }
        return left;
    }

    private void countTakeOver(String clientId, ClientLine old) {
        long now = broker.clock.nanoTime();
        TakeOvers counted = takeOvers.computeIfAbsent(clientId, _ -> new TakeOvers(now));
        if (now - counted.sinceNanos > TAKE_OVER_WINDOW_NANOS) {
            counted.sinceNanos = now;
            counted.count = 0;
        }
        counted.count++;
        if (counted.count >= TAKE_OVERS_TOLD) {
            broker.report.refused(
                    "MQTT-0133",
                    PrintableText.of(clientId),
                    old.peer(),
                    "two connections take its client id from each other, "
                            + counted.count
                            + " times in 30 s",
                    "Give each device its own client id.");
        }
    }

    private byte[] agreed(ClientSession session, long asked, boolean assigned) {
        PropertyBytes properties = new PropertyBytes();
        if (session.expirySeconds != asked) {
            properties.fourBytes(ID_SESSION_EXPIRY, session.expirySeconds);
        }
        properties.twoBytes(ID_RECEIVE_MAXIMUM, broker.config.inFlightMax());
        properties.fourBytes(ID_MAXIMUM_PACKET_SIZE, broker.config.packetBytesMax());
        properties.twoBytes(ID_TOPIC_ALIAS_MAXIMUM, TopicAliases.ALIAS_MAX);
        if (assigned) {
            properties.text(ID_ASSIGNED_CLIENT_ID, session.clientId);
        }
        return properties.toBytes();
    }

    private void refuse(ClientLine line, Entry.Refused refused) {
        line.writer().connAck(false, refused.reason(), new byte[0]);
        broker.report.refused(
                refused.code(), line.name(), line.peer(), refused.message(), refused.remedy());
        line.end(refused.reason(), refused.message(), ClientLine.WillFate.DISCARD);
    }

    private String assign() {
        assignedIds++;
        return "auto-" + Long.toString(broker.clock.epochNanos(), 36) + "-" + assignedIds;
    }

    private static String faultOfClientId(String clientId) {
        if (clientId.length() > CLIENT_ID_LENGTH_MAX) {
            return "its client id is longer than " + CLIENT_ID_LENGTH_MAX + " characters";
        }
        for (int i = 0; i < clientId.length(); i++) {
            if (Character.isISOControl(clientId.charAt(i))) {
                return "its client id contains control characters";
            }
        }
        return "";
    }

    private static Entry.Refused badClientId(String fault) {
        return new Entry.Refused(
                ReasonCode.CLIENT_ID_NOT_VALID,
                "MQTT-0132",
                fault,
                "Give each device a client id of its own, short and printable.");
    }

    private static Entry.Refused willNotAllowed(String topic) {
        return new Entry.Refused(
                ReasonCode.NOT_AUTHORIZED,
                "MQTT-0131",
                "its will may not be published to '" + PrintableText.of(topic) + "'",
                "Permit the topic for this user, or show a client certificate.");
    }

    private static Entry.Refused full() {
        return new Entry.Refused(
                ReasonCode.QUOTA_EXCEEDED,
                "MQTT-0134",
                "there are as many sessions as allowed",
                "Raise connections, or lower sessionExpiry.");
    }

    private static Entry.Refused unsupported(int version) {
        return new Entry.Refused(
                ReasonCode.UNSUPPORTED_VERSION,
                "MQTT-0128",
                "it speaks MQTT protocol level " + version,
                "Set the device to MQTT 3.1.1 (level 4) or MQTT 5.");
    }

    private static @Nullable Object property(MqttProperties of, MqttPropertyType type) {
        MqttProperties.MqttProperty<?> found = of.getProperty(type.value());
        return found == null ? null : found.value();
    }

    /// Four-byte numbers come as signed integers from the codec.
    static long number(MqttProperties of, MqttPropertyType type, long otherwise) {
        return property(of, type) instanceof Integer value
                ? Integer.toUnsignedLong(value)
                : otherwise;
    }

    private static final class TakeOvers {
        long sinceNanos;
        int count;

        TakeOvers(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }
    }
}
