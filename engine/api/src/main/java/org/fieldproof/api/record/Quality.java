package org.fieldproof.api.record;

/// How far a value may be trusted, in the words of OPC UA Part 8. MQTT payloads arrive as
/// [#GOOD].
public enum Quality {
    GOOD,
    UNCERTAIN,
    BAD
}
