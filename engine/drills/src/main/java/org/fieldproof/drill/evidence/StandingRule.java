package org.fieldproof.drill.evidence;

import java.util.List;
import org.fieldproof.api.drill.RunComparison;
import org.fieldproof.api.drill.RunComparison.Figure;
import org.fieldproof.api.drill.RunComparison.Good;
import org.fieldproof.api.drill.RunComparison.Line;
import org.fieldproof.api.drill.RunComparison.Measure;
import org.fieldproof.api.drill.RunComparison.Standing;
import org.fieldproof.api.drill.RunComparison.Why;

/// Which of two figures is better. Pure, and says nothing where it is in doubt:
/// - a count is better or worse from a difference of one on, for one lost record is a loss;
/// - a time or a peak only beyond a tenth of the base, and beyond what can be measured or chance
/// makes;
/// - what is not known on either side, of another test, or that grows with an outage that was not
/// equally long, is not compared.
///
/// @param sameTest see [org.fieldproof.api.drill.RunComparison]
/// @param sameOutage the same
record StandingRule(boolean sameTest, boolean sameOutage) {
    private static final double SHARE_MIN = 0.1;

    /// Pictures come five times a second, so that a difference of two times is known to about that.
    private static final double TIME_MIN_MS = 400;

    private static final double LATENCY_MIN_MS = 1;

    /// A batch more or less in the log says nothing.
    private static final double PEAK_MIN = 100;

    /// From the best to the worst.
    private static final List<List<String>> RANKS =
            List.of(
                    List.of("passed", "failed"),
                    List.of("passed", "doubtful", "failed"),
                    List.of("seen-as-predicted", "predicted-not-seen"),
                    List.of("seen-as-predicted", "not-predicted"),
                    List.of("none", "not-predicted"));

    Line line(Measure measure, String object, Figure base, Figure run) {
        Why why = hindrance(measure, base, run);
        Standing standing =
                why == Why.NONE ? standing(measure, base, run) : Standing.NOT_COMPARABLE;
        return new Line(measure, object, base, run, standing, why);
    }

    private Why hindrance(Measure measure, Figure base, Figure run) {
        if (base instanceof Figure.Unknown || run instanceof Figure.Unknown) {
            return Why.UNKNOWN;
        }
        if (!sameTest) {
            return Why.OTHER_TEST;
        }
        if (base instanceof Figure.Absent || run instanceof Figure.Absent) {
            return Why.ABSENT;
        }
        if (!sameOutage && measure.growsWithOutage()) {
            return Why.OTHER_OUTAGE;
        }
        if (isFew(measure, base) || isFew(measure, run)) {
            return Why.FEW_SAMPLES;
        }
        if (measure.good() == Good.NEITHER && !isSame(measure, base, run)) {
            return Why.NO_DIRECTION;
        }
        boolean ranked = measure.good() == Good.RANKED && !base.equals(run);
        return ranked && isBetter(base, run) == isBetter(run, base) ? Why.NO_VERDICT : Why.NONE;
    }

    private static boolean isFew(Measure measure, Figure figure) {
        return RunComparison.P99.contains(measure)
                && figure instanceof Figure.Millis millis
                && millis.few();
    }

    private static Standing standing(Measure measure, Figure base, Figure run) {
        if (isSame(measure, base, run)) {
            return Standing.SAME;
        }
        boolean better =
                switch (measure.good()) {
                    case LESS -> size(run) < size(base);
                    case MORE -> size(run) > size(base);
                    case NEITHER -> false;
                    case RANKED -> isBetter(run, base);
                };
        return better ? Standing.BETTER : Standing.WORSE;
    }

    private static boolean isSame(Measure measure, Figure base, Figure run) {
        if (base.equals(run)) {
            return true;
        }
        double apart = Math.abs(size(run) - size(base));
        double tenth = SHARE_MIN * Math.abs(size(base));
        return switch (measure) {
            case RECOVERY, DRAIN, HEALED, OUTAGE, OUTAGE_PROVEN, OUTAGE_BRIDGEABLE, PHASE ->
                    apart < TIME_MIN_MS || apart <= tenth;
            case P99_BEFORE,
                    P99_DURING,
                    P99_AFTER,
                    P50_BEFORE,
                    P50_DURING,
                    P50_AFTER,
                    HIGHEST_P99_BEFORE,
                    HIGHEST_P99_DURING,
                    HIGHEST_P99_AFTER ->
                    apart < LATENCY_MIN_MS || apart <= tenth;
            case PEAK_HELD, PEAK_BUFFER, PEAK_LOG -> apart < PEAK_MIN || apart <= tenth;
            default -> false;
        };
    }

    private static double size(Figure figure) {
        return switch (figure) {
            case Figure.Count(long count) -> (double) count;
            case Figure.Millis(double millis, long _) -> millis;
            case Figure.Unknown _, Figure.Absent _, Figure.Word _ -> Double.NaN;
        };
    }

    private static boolean isBetter(Figure one, Figure other) {
        return one instanceof Figure.Word(String better)
                && other instanceof Figure.Word(String worse)
                && RANKS.stream()
                        .anyMatch(
                                ranks ->
                                        ranks.contains(better)
                                                && ranks.indexOf(better) < ranks.indexOf(worse));
    }
}
