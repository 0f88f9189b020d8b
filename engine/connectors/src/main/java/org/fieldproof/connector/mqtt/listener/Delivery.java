package org.fieldproof.connector.mqtt.listener;

/// One message on its way to one subscriber.
///
/// @param identifiers of the subscriptions that matched; empty for none
@SuppressWarnings("ArrayRecordComponent") // made for one delivery, never written again
record Delivery(Message message, int qos, boolean retain, int[] identifiers) {
    static final int[] NO_IDENTIFIERS = new int[0];
}
