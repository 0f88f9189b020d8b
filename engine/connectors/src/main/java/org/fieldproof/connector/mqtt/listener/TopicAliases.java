package org.fieldproof.connector.mqtt.listener;

import org.jspecify.annotations.Nullable;

/// The numbers that a client of MQTT 5 uses in place of topics (section 3.3.2.3.4). They live and
/// die with its connection. Confined to the event loop.
final class TopicAliases {
    /// What the endpoint allows in CONNACK.
    static final int ALIAS_MAX = 32;

    private @Nullable String[] topics = new @Nullable String[0];

    /// The topic of a message, by name or by alias; remembers a new alias.
    String resolve(PublishReader in) throws PacketFault {
        int alias = in.properties.topicAlias();
        if (alias == 0) {
            return in.topic;
        }
        if (alias > ALIAS_MAX) {
            throw new PacketFault(
                    ReasonCode.TOPIC_ALIAS_INVALID, "topic alias " + alias + " is out of range");
        }
        if (topics.length == 0) {
            topics = new @Nullable String[ALIAS_MAX + 1];
        }
        if (!in.topic.isEmpty()) {
            topics[alias] = in.topic;
            return in.topic;
        }
        String known = topics[alias];
        if (known == null) {
            throw new PacketFault(
                    ReasonCode.PROTOCOL_ERROR, "topic alias " + alias + " was never set");
        }
        return known;
    }
}
