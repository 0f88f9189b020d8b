package org.fieldproof.api.record;

/// One name and value that travels with a record, such as an MQTT 5 user property. Names may
/// repeat.
public record Property(String name, String value) {
    /// How many bytes a payload had of which only the beginning is at hand, on records that are
    /// kept to be looked at.
    public static final String SHORTENED = "fieldproof.shortened-from-bytes";
}
