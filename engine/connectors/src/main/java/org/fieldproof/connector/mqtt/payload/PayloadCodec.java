package org.fieldproof.connector.mqtt.payload;

import org.fieldproof.api.record.InboundRecord;

/// One way to take payloads apart. Called by one thread at a time: its connection's event loop.
interface PayloadCodec {

    /// What is in a message's payload. Never throws for reasons of the payload (PAY-4).
    ///
    /// @param message the record of the message as received
    Decoded decode(InboundRecord message);

    /// The device that a message is from, where the codec knows better than the configuration;
    /// empty where it does not.
    default String deviceOf(String topic) {
        return "";
    }

    /// How a value is called below its device or topic: the levels of its address behind that.
    default String nameOf(String topic, Decoded.Found found) {
        return found.address().substring(Math.min(topic.length() + 1, found.address().length()));
    }

    /// A new line to the broker is made: messages may have been missed, and some may come again.
    default void lineIsNew() {}
}
