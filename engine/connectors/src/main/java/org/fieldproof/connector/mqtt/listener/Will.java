package org.fieldproof.connector.mqtt.listener;

/// A client's last word, published by the endpoint when the client is lost.
record Will(Message message, long delaySeconds) {}
