package org.fieldproof.drill.evidence;

import java.util.List;
import org.fieldproof.api.drill.RunComparison;
import org.fieldproof.api.drill.RunComparison.Figure;
import org.fieldproof.api.drill.RunComparison.Good;
import org.fieldproof.api.drill.RunComparison.Growth;
import org.fieldproof.api.drill.RunComparison.Line;
import org.fieldproof.api.drill.RunComparison.Measure;
import org.fieldproof.api.drill.RunComparison.Standing;
import org.fieldproof.api.drill.RunComparison.Why;

/// Which of two figures is better. Pure, and says nothing where it is in doubt:
/// - a count is better or worse from a difference of one on, for one lost record is a loss;
/// - a time or a peak only beyond a tenth of the base, and beyond what can be measured or chance
/// makes;
/// - what is not known on either side, of another test, or that grows with an outage that was not
/// equally long, is not compared;
/// - a count that should be zero is compared over outages of other lengths where the shorter one
/// has some and the longer one none;
/// - where one run had no fault or came to no verdict, nothing is better.
///
/// @param sameTest see [org.fieldproof.api.drill.RunComparison]
/// @param proven whether both runs came to pass or fail with a fault on the line
record StandingRule(boolean sameTest, Outages outages, boolean proven) {
    /// Which of the two outages was longer.
    enum Outages {
        ALIKE,
        BASE_LONGER,
        RUN_LONGER,
        UNKNOWN
    }

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
        if (standing == Standing.BETTER && !proven) {
            standing = Standing.NOT_COMPARABLE;
            why = Why.NOTHING_PROVEN;
        }
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
        if (isExplained(measure, base, run)) {
            return Why.OTHER_OUTAGE;
        }
        if (isOfOtherLimit(base, run) || isOfOtherLimit(run, base)) {
            return Why.OTHER_LIMIT;
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

    /// Whether the length of the outages may be all that makes two figures differ.
    private boolean isExplained(Measure measure, Figure base, Figure run) {
        if (outages == Outages.ALIKE || measure.growth() == Growth.NO) {
            return false;
        }
        if (measure.growth() == Growth.YES) {
            return true;
        }
        boolean longerHasNone =
                switch (outages) {
                    case BASE_LONGER -> size(base) == 0;
                    case RUN_LONGER -> size(run) == 0;
                    case ALIKE, UNKNOWN -> size(base) == 0 && size(run) == 0;
                };
        return !longerHasNone;
    }

    /// Of what did not end within its limit nobody knows whether it would have within a longer one.
    private static boolean isOfOtherLimit(Figure one, Figure other) {
        return one instanceof Figure.Beyond(long limit)
                && switch (other) {
                    case Figure.Beyond(long otherLimit) -> limit != otherLimit;
                    case Figure.Millis(double millis, long _) -> millis > limit;
                    case Figure.Count _, Figure.Word _, Figure.Unknown _, Figure.Absent _ -> false;
                };
    }

    private static boolean isFew(Measure measure, Figure figure) {
        return RunComparison.PERCENTILES.contains(measure)
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
        if (base instanceof Figure.Beyond || run instanceof Figure.Beyond) {
            return false;
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
            case Figure.Beyond _ -> Double.POSITIVE_INFINITY;
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
