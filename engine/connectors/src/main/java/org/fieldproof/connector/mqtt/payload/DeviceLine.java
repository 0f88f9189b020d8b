package org.fieldproof.connector.mqtt.payload;

/// What a message says of a device's line.
///
/// @param reason a sentence for people; empty where the line is up
public record DeviceLine(String device, boolean up, String reason) {}
