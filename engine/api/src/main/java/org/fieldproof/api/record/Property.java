package org.fieldproof.api.record;

/// One name and value that travels with a record, such as an MQTT 5 user property. Names may
/// repeat.
public record Property(String name, String value) {}
