package org.fieldproof.drill.run;

import org.fieldproof.api.snapshot.DrillSnapshot.Armed;
import org.jspecify.annotations.Nullable;

/// What people have agreed to for one drill (RUN-4).
///
/// @param liveLines whether the project lets drills fault lines that lead to LIVE systems
/// @param armed how this drill was armed; null if it is not
/// @param line what was typed where it is started, to name its line; empty before
record Consent(boolean liveLines, @Nullable Armed armed, String line) {
    /// The same for the audit trail; empty for SIM.
    String words() {
        return armed == null
                ? ""
                : ", armed by "
                        + armed.by()
                        + (armed.permit().isEmpty() ? "" : ", permit " + armed.permit())
                        + (line.isEmpty() ? "" : ", line " + line + " named");
    }
}
