package org.fieldproof.connector.mqtt.listener;

/// One session's wish for messages.
///
/// @param filter as the client wrote it, with `$share/group/` where it has one
/// @param identifier subscription identifier of MQTT 5; 0 for none
record Subscription(
        ClientSession session,
        String filter,
        int qos,
        boolean noLocal,
        boolean retainAsPublished,
        int identifier) {}
