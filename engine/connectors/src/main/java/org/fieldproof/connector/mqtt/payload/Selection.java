package org.fieldproof.connector.mqtt.payload;

import java.util.List;
import org.fieldproof.api.record.Quality;
import org.fieldproof.connector.mqtt.payload.Decoded.Found;

/// Which values are wanted from a payload, and where its timestamp stands.
///
/// @param wanted empty for all that are there
/// @param time where the timestamp stands; empty for none
record Selection(List<Wanted> wanted, String time, SourceTimes timeFormat) {
    Selection {
        wanted = List.copyOf(wanted);
    }

    /// One value that is wanted.
    ///
    /// @param from a JSON pointer, or a column
    /// @param name the level of its address
    /// @param unit empty for none
    record Wanted(String from, String name, ValueType type, String unit) {}

    boolean isTimed() {
        return !time.isEmpty();
    }

    /// A good value whose promised timestamp cannot be read is told apart: its time is when we took
    /// it in.
    Found timed(Found found, long sourceTimeEpochNanos) {
        return isTimed()
                        && sourceTimeEpochNanos == SourceTimes.NONE
                        && found.quality() == Quality.GOOD
                ? new Found(
                        found.address(),
                        found.value(),
                        Quality.UNCERTAIN,
                        "no-source-time",
                        found.unit(),
                        SourceTimes.NONE)
                : found;
    }
}
