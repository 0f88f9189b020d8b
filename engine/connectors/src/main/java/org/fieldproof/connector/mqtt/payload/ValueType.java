package org.fieldproof.connector.mqtt.payload;

import java.util.Locale;

/// What type a value is to have.
enum ValueType {
    /// As it is found: numbers as float64, so that a tag keeps one type when 23 follows 22.5.
    AUTO,
    FLOAT64,
    INT64,
    BOOL,
    TEXT;

    static ValueType of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
