package org.fieldproof.views.verdict;

import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.views.i18n.Texts;

/// Why a drill cannot start. Needs no toolkit.
public final class DrillWords {

    private DrillWords() {}

    /// What hinders a drill now; empty if it can start.
    public static String hindrance(
            DrillSnapshot drills, DrillSnapshot.Available drill, Texts texts) {
        if (drills.running() != null) {
            return texts.get("drills.hindrance.running");
        }
        if (!drills.lockReason().isEmpty()) {
            return texts.get("drills.hindrance.locked", drills.lockReason());
        }
        return drill.interlocks().stream()
                .filter(interlock -> !interlock.ok())
                .findFirst()
                .map(open -> (open.cause() + " " + open.remedy()).strip())
                .orElse("");
    }
}
