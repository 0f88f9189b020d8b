package org.fieldproof.views.fake;

import java.time.Duration;
import java.util.List;
import org.fieldproof.api.drill.EvidenceSummary;
import org.fieldproof.api.drill.RunComparison;
import org.fieldproof.api.drill.RunComparison.Figure;
import org.fieldproof.api.drill.RunComparison.Line;
import org.fieldproof.api.drill.RunComparison.Measure;
import org.fieldproof.api.drill.RunComparison.Setting;
import org.fieldproof.api.drill.RunComparison.Side;
import org.fieldproof.api.drill.RunComparison.Standing;
import org.fieldproof.api.drill.RunComparison.Why;
import org.fieldproof.api.drill.Verdict;

/// A pretended comparison: the later run lost one record, and one count is not known.
public final class FakeComparison {
    private FakeComparison() {}

    /// @param file of the later run; one whose name begins with "forged" does not verify
    static RunComparison of(EvidenceSummary page, String file) {
        boolean genuine = !file.contains("forged");
        return new RunComparison(
                side(page, "D-7.evidence.zip", Duration.ofDays(-1), true),
                side(page, file, Duration.ZERO, genuine),
                true,
                true,
                List.of(
                        new RunComparison.Difference(
                                Setting.REVISION, "", "7c41d09be2aa51f0", "91d2e0aa34bc17f2"),
                        new RunComparison.Difference(
                                Setting.CONFIGURATION,
                                "destinations/upstream/batch/records",
                                "200",
                                "500"),
                        new RunComparison.Difference(
                                Setting.VERSION, "fieldproof", "0.1.0", "0.2.0")),
                lines(),
                0);
    }

    private static List<Line> lines() {
        return List.of(
                compared(
                        Measure.VERDICT,
                        "",
                        new Figure.Word("passed"),
                        new Figure.Word("failed"),
                        Standing.WORSE),
                compared(
                        Measure.LOST,
                        "press-01 \u2192 upstream",
                        new Figure.Count(0),
                        new Figure.Count(1),
                        Standing.WORSE),
                compared(
                        Measure.DRAIN,
                        "",
                        new Figure.Millis(7_600, -1),
                        new Figure.Millis(9_800, -1),
                        Standing.WORSE),
                apart(
                        Measure.LOST,
                        "press-01 \u2192 local",
                        new Figure.Unknown(),
                        new Figure.Count(0),
                        Why.UNKNOWN),
                compared(
                        Measure.PEAK_HELD,
                        "",
                        new Figure.Count(9_012),
                        new Figure.Count(6_330),
                        Standing.BETTER),
                apart(
                        Measure.P99_BEFORE,
                        "upstream",
                        new Figure.Millis(9.1, 4_410),
                        new Figure.Millis(12.4, 61),
                        Why.FEW_SAMPLES),
                apart(
                        Measure.SENT,
                        "press-01",
                        new Figure.Count(7_800),
                        new Figure.Count(7_912),
                        Why.NO_DIRECTION),
                apart(
                        Measure.PHASE,
                        "DRAIN",
                        new Figure.Millis(7_600, -1),
                        new Figure.Millis(9_800, -1),
                        Why.NO_DIRECTION),
                compared(
                        Measure.ALARM,
                        "lane upstream: Down",
                        new Figure.Word("seen-as-predicted"),
                        new Figure.Word("seen-as-predicted"),
                        Standing.SAME));
    }

    private static Line compared(
            Measure measure, String object, Figure base, Figure run, Standing standing) {
        return new Line(measure, object, base, run, standing, Why.NONE);
    }

    private static Line apart(Measure measure, String object, Figure base, Figure run, Why why) {
        return new Line(measure, object, base, run, Standing.NOT_COMPARABLE, why);
    }

    private static Side side(EvidenceSummary page, String file, Duration later, boolean genuine) {
        EvidenceSummary moved =
                new EvidenceSummary(
                        file,
                        page.drill(),
                        page.title(),
                        page.project(),
                        genuine ? page.verdict() : Verdict.FAILED,
                        page.reasons(),
                        page.startedAt().plus(later),
                        page.endedAt().plus(later).plusSeconds(later.isZero() ? 9 : 0),
                        page.outageMs(),
                        page.recoveryMs(),
                        page.drainMs(),
                        page.peakLogRecords(),
                        page.peakBufferRecords(),
                        page.phases(),
                        page.devices(),
                        page.backlog(),
                        page.notTested(),
                        page.signer());
        return new Side(
                moved,
                "fieldproof-evidence-1",
                genuine,
                genuine ? List.of() : List.of("samples.csv is not what was signed."));
    }
}
