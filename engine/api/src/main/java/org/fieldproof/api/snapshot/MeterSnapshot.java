package org.fieldproof.api.snapshot;

import java.util.regex.Pattern;

/// One of a connector's own figures.
///
/// @param name as its connector calls it, in lower camel case
/// @param unit what is counted, in the plural; `bytes` and `ms` are sizes and times
/// @param value -1 where a gauge could not be read
public record MeterSnapshot(String name, String unit, Kind kind, long value) {
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,39}");
    private static final Pattern UNIT = Pattern.compile("[a-z]{1,16}");

    /// Whether it only grows.
    public enum Kind {
        COUNTER,
        GAUGE
    }

    public MeterSnapshot {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name: " + name + " (expected: lower camel case, 1 to 40 letters and digits)");
        }
        if (!UNIT.matcher(unit).matches()) {
            throw new IllegalArgumentException(
                    "unit: " + unit + " (expected: 1 to 16 small letters)");
        }
    }
}
