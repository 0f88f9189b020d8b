package org.fieldproof.views.verdict;

import java.util.function.Predicate;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.api.snapshot.DrillSnapshot.Interlock;
import org.fieldproof.views.i18n.Texts;

/// Why a drill cannot start. Needs no toolkit.
public final class DrillWords {

    private DrillWords() {}

    /// What hinders a drill now; empty if it can start.
    public static String hindrance(
            DrillSnapshot drills, DrillSnapshot.Available drill, Texts texts) {
        return hindrance(drills, drill, texts, open -> true);
    }

    /// The same where naming the line is what comes next.
    public static String hindranceOfNaming(
            DrillSnapshot drills, DrillSnapshot.Available drill, Texts texts) {
        return hindrance(drills, drill, texts, open -> !open.id().equals(Interlock.LINE_NAMED));
    }

    /// What hinders that a drill is armed; empty if it can be. What time may cure does not.
    public static String hindranceOfArming(
            DrillSnapshot drills, DrillSnapshot.Available drill, Texts texts) {
        return hindrance(drills, drill, texts, open -> open.id().equals(Interlock.CLASS_ALLOWS));
    }

    private static String hindrance(
            DrillSnapshot drills,
            DrillSnapshot.Available drill,
            Texts texts,
            Predicate<Interlock> counts) {
        if (drills.running() != null) {
            return texts.get("drills.hindrance.running");
        }
        if (!drills.lockReason().isEmpty()) {
            return texts.get("drills.hindrance.locked", drills.lockReason());
        }
        return drill.interlocks().stream()
                .filter(interlock -> !interlock.ok())
                .filter(counts)
                .findFirst()
                .map(open -> (open.cause() + " " + open.remedy()).strip())
                .orElse("");
    }
}
