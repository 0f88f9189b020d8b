package org.fieldproof.connector.mqtt.listener;

import java.util.List;
import org.fieldproof.api.record.Property;

/// What travels with a PUBLISH of MQTT 5.
///
/// @param passThrough the encoded properties that a subscriber gets unchanged: payload format,
///     content type, response topic, correlation data and user properties, in the order in which
///     they came
/// @param user the user properties once more, decoded, for the record
/// @param text payload format indicator 1: UTF-8 text
/// @param expirySeconds message expiry interval; -1 for none
/// @param topicAlias 0 for none
@SuppressWarnings("ArrayRecordComponent") // shared between subscribers on purpose, never written
record MessageProperties(
        byte[] passThrough, List<Property> user, boolean text, long expirySeconds, int topicAlias) {
    static final MessageProperties NONE =
            new MessageProperties(new byte[0], List.of(), false, -1, 0);
}
