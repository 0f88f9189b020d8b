package org.fieldproof.drill.evidence;

import org.fieldproof.api.doctor.DoctorReport;
import org.jspecify.annotations.Nullable;

/// What the connection doctor found at one connection or destination, or why it did not look.
///
/// @param report null where it did not look
/// @param notExamined why not, in fixed words that name nothing of the plant; empty where it did
public record PeerReport(String connector, @Nullable DoctorReport report, String notExamined) {
    public PeerReport {
        if ((report == null) == notExamined.isEmpty()) {
            throw new IllegalArgumentException(
                    "notExamined: \"" + notExamined + "\" (expected: in place of a report)");
        }
    }

    public static PeerReport of(DoctorReport report) {
        return new PeerReport(report.connector(), report, "");
    }

    public static PeerReport notExamined(String connector, String why) {
        return new PeerReport(connector, null, why);
    }
}
