package org.fieldproof.drill.run;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// What a run is called, while it runs and ever after: its drill and when it began. An evidence
/// file holds both, so that a run has the same name when it is found again.
final class RunId {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private RunId() {}

    static String of(String drill, Instant startedAt) {
        return drill + "-" + TIME.format(startedAt);
    }
}
