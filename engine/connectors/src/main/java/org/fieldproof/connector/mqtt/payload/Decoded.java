package org.fieldproof.connector.mqtt.payload;

import java.util.List;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.value.TypedValue;
import org.jspecify.annotations.Nullable;

/// What a codec found in one payload.
///
/// @param fault why the payload, or a part of it, could not be decoded; null if all of it was
/// @param lines what it says of devices' lines, in order
/// @param gap a sentence about messages that were missed before it; empty if none were
record Decoded(List<Found> values, @Nullable Fault fault, List<DeviceLine> lines, String gap) {
    Decoded {
        values = List.copyOf(values);
        lines = List.copyOf(lines);
    }

    Decoded(List<Found> values, @Nullable Fault fault) {
        this(values, fault, List.of(), "");
    }

    /// Nothing of it can be decoded.
    static Decoded not(String status, String why) {
        return new Decoded(List.of(), new Fault(status, why));
    }

    /// Why something could not be decoded.
    ///
    /// @param status a word for scripts, such as `not-json`
    /// @param why an end of a sentence for people
    record Fault(String status, String why) {}

    /// One value.
    ///
    /// @param address topic path
    /// @param status a word for the quality; empty where all is well
    /// @param unit empty where none is known
    /// @param sourceTimeEpochNanos the device's own timestamp, or 0 where it gave none
    /// @param device empty for that of the message
    /// @param extras more properties
    record Found(
            String address,
            TypedValue value,
            Quality quality,
            String status,
            String unit,
            long sourceTimeEpochNanos,
            String device,
            List<Property> extras) {
        Found {
            extras = List.copyOf(extras);
            if (quality == Quality.BAD && !(value instanceof TypedValue.None)) {
                throw new IllegalArgumentException(
                        "value: " + value + " (expected: None with BAD, PAY-3)");
            }
        }

        Found(
                String address,
                TypedValue value,
                Quality quality,
                String status,
                String unit,
                long sourceTimeEpochNanos) {
            this(address, value, quality, status, unit, sourceTimeEpochNanos, "", List.of());
        }
    }
}
