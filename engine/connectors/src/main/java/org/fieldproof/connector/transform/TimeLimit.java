package org.fieldproof.connector.transform;

import org.fieldproof.api.project.Config;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;

/// The field that bounds one evaluation. Generous: it is there for what never ends, and a busy
/// machine must not quarantine what is in order.
final class TimeLimit {
    private static final String FIELD = "timeLimit";

    private TimeLimit() {}

    static Field field() {
        return Field.optional(
                        FIELD,
                        Kind.DURATION,
                        "500ms",
                        "Most processor time for one record; beyond it the record is quarantined.")
                .within(1_000_000L, 10_000_000_000L);
    }

    static long nanosOf(Config config) {
        return config.duration(FIELD).toNanos();
    }
}
