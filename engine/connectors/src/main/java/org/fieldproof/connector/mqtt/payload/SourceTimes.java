package org.fieldproof.connector.mqtt.payload;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Reads a device's timestamp. Pure.
enum SourceTimes {
    /// `2026-11-27T07:15:00.5Z`, or with an offset.
    ISO(0),
    S(9),
    MS(6),
    US(3),
    NS(0);

    /// No time could be read; 0 is what records say where there is none.
    static final long NONE = 0;

    private final int shift;

    SourceTimes(int shift) {
        this.shift = shift;
    }

    static SourceTimes of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /// Of milliseconds since 1970, as nanoseconds, or [#NONE].
    static long ofMillis(long millis) {
        return millis <= 0 || millis > Long.MAX_VALUE / 1_000_000 ? NONE : millis * 1_000_000;
    }

    /// Nanoseconds since 1970, or [#NONE].
    long read(String text) {
        try {
            if (this == ISO) {
                Instant instant =
                        OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                                .toInstant();
                return Math.addExact(
                        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L),
                        instant.getNano());
            }
            if (!Reading.isNumber(text) || Math.abs(Double.parseDouble(text)) > 1e19) {
                return NONE;
            }
            BigDecimal number = new BigDecimal(text);
            return number.scale() > 400
                    ? NONE
                    : number.movePointRight(shift).toBigInteger().longValueExact();
        } catch (DateTimeException | ArithmeticException _) {
            return NONE;
        }
    }
}
