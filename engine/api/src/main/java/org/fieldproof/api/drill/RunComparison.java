package org.fieldproof.api.drill;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/// Two runs side by side. What is said of a figure is said of the later run against the one that it
/// is compared with, the base. What is not known is [Figure.Unknown] and never a number.
///
/// @param sameTest whether both are the same drill, with the same fault on the same line of the
///     same class: only then is one better or worse than the other
/// @param sameOutage whether the two faults lasted equally long, within a tenth: only then are
///     figures compared that grow with the outage
/// @param differences in what the runs differ, what decides first
/// @param lines what was measured, the worst first
/// @param left how many further lines there are: beyond [#LINES_MAX] the less telling are left out
public record RunComparison(
        Side base,
        Side run,
        boolean sameTest,
        boolean sameOutage,
        List<Difference> differences,
        List<Line> lines,
        int left) {
    public static final int LINES_MAX = 5_000;

    /// Percentiles that need [Figure.Millis#SAMPLES_MIN] samples.
    public static final Set<Measure> P99 =
            Set.of(Measure.P99_BEFORE, Measure.P99_DURING, Measure.P99_AFTER);

    public RunComparison {
        differences = List.copyOf(differences);
        lines = List.copyOf(lines);
        if (lines.size() > LINES_MAX || left < 0) {
            throw new IllegalArgumentException(
                    "lines: " + lines.size() + ", left: " + left + " (expected: bounded)");
        }
    }

    /// How many of the lines stand so.
    public long count(Standing standing) {
        return lines.stream().filter(each -> each.standing() == standing).count();
    }

    /// One of the two files.
    ///
    /// @param format as the file names it
    /// @param genuine every hash, the chain, the signature and the recomputed verdict agree; where
    ///     they do not, what it says is compared all the same, and proves nothing
    /// @param findings what the check found, one sentence each
    public record Side(
            EvidenceSummary page, String format, boolean genuine, List<String> findings) {
        public Side {
            findings = List.copyOf(findings);
        }
    }

    /// Something in which the set-up of the two runs differs.
    ///
    /// @param name of which one there are several: a device, a version, a path in the configuration
    /// @param base what it was; empty where it was not there or is not known
    public record Difference(Setting setting, String name, String base, String run) {}

    /// What may differ; in the order in which it is told.
    public enum Setting {
        DRILL,
        LINE,
        DEVICE_CLASS,
        FAULT,
        OUTAGE,
        FORMAT,
        PROJECT,
        REVISION,
        TARGET,
        LANES,
        LIMIT,
        DEVICE,
        VERSION,
        CERTIFICATE,
        CONFIGURATION;

        /// Whether two runs that differ in it are different tests.
        public boolean decides() {
            return compareTo(FAULT) <= 0;
        }
    }

    /// One figure of both runs.
    ///
    /// @param object of what: a device, a device at a destination, a destination, a phase; empty
    ///     for the run
    /// @param why where the two are not comparable, else [Why#NONE]
    public record Line(
            Measure measure, String object, Figure base, Figure run, Standing standing, Why why) {
        public Line {
            if ((standing == Standing.NOT_COMPARABLE) == (why == Why.NONE)) {
                throw new IllegalArgumentException(
                        "why: " + why + " (expected: only where not comparable)");
            }
        }

        /// By how much the later run has more; empty where one of the two is no number.
        public OptionalDouble difference() {
            return switch (run) {
                case Figure.Count(long more) when base instanceof Figure.Count(long less) ->
                        OptionalDouble.of((double) (more - less));
                case Figure.Millis(double more, long _)
                        when base instanceof Figure.Millis(double less, long _) ->
                        OptionalDouble.of(more - less);
                case Figure.Count _,
                        Figure.Millis _,
                        Figure.Word _,
                        Figure.Unknown _,
                        Figure.Absent _ ->
                        OptionalDouble.empty();
            };
        }
    }

    /// A figure as one of the files has it.
    public sealed interface Figure {
        /// The file does not know it, or its format has no place for it.
        record Unknown() implements Figure {}

        /// There is no such object in that run.
        record Absent() implements Figure {}

        record Count(long count) implements Figure {
            public Count {
                if (count < 0) {
                    throw new IllegalArgumentException("count: " + count + " (expected: >= 0)");
                }
            }
        }

        /// @param samples of how many values it is a percentile; -1 where it is none, or the file
        ///     does not say
        record Millis(double millis, long samples) implements Figure {
            /// Fewer samples than this give no p99.
            public static final long SAMPLES_MIN = 100;

            public boolean few() {
                return samples >= 0 && samples < SAMPLES_MIN;
            }
        }

        /// A verdict or a state, by its name in the file.
        record Word(String word) implements Figure {}
    }

    /// The later run against its base.
    public enum Standing {
        WORSE,
        BETTER,
        SAME,
        NOT_COMPARABLE
    }

    /// Why two figures are not compared.
    public enum Why {
        NONE,
        /// One or both are not known.
        UNKNOWN,
        /// It was there in one run only.
        ABSENT,
        /// The runs are different tests.
        OTHER_TEST,
        /// It grows with the outage, and that was not equally long.
        OTHER_OUTAGE,
        /// A percentile of too few samples.
        FEW_SAMPLES,
        /// More of it is neither better nor worse.
        NO_DIRECTION,
        /// A run without a verdict proves nothing either way.
        NO_VERDICT
    }

    /// What is compared; among equals, what stands first tells most.
    public enum Measure {
        VERDICT(Good.RANKED, false),
        LOST(Good.LESS, false),
        LOST_BEFORE_LOG(Good.LESS, false),
        WRONG(Good.LESS, false),
        DUPLICATED(Good.LESS, false),
        OUT_OF_ORDER(Good.LESS, false),
        PENDING(Good.LESS, false),
        DROPPED(Good.LESS, false),
        QUARANTINED(Good.LESS, false),
        IMBALANCE(Good.LESS, false),
        RECOVERY(Good.LESS, false),
        DRAIN(Good.LESS, true),
        HEALED(Good.LESS, false),
        OUTAGE(Good.NEITHER, false),
        OUTAGE_PROVEN(Good.MORE, true),
        OUTAGE_BRIDGEABLE(Good.MORE, false),
        PEAK_HELD(Good.LESS, true),
        PEAK_BUFFER(Good.LESS, true),
        PEAK_LOG(Good.LESS, true),
        P99_BEFORE(Good.LESS, false),
        P99_DURING(Good.LESS, true),
        P99_AFTER(Good.LESS, true),
        P50_BEFORE(Good.LESS, false),
        P50_DURING(Good.LESS, true),
        P50_AFTER(Good.LESS, true),
        HIGHEST_P99_BEFORE(Good.LESS, false),
        HIGHEST_P99_DURING(Good.LESS, true),
        HIGHEST_P99_AFTER(Good.LESS, true),
        ALARM(Good.RANKED, false),
        DOCTOR(Good.RANKED, false),
        DELIVERED(Good.NEITHER, false),
        REDELIVERED(Good.NEITHER, false),
        SENT_AGAIN(Good.NEITHER, false),
        SENT(Good.NEITHER, false),
        ACCEPTED(Good.NEITHER, false),
        NOT_ACKNOWLEDGED(Good.NEITHER, false),
        PHASE(Good.NEITHER, false);

        private final Good good;
        private final boolean growing;

        Measure(Good good, boolean growing) {
            this.good = good;
            this.growing = growing;
        }

        public Good good() {
            return good;
        }

        /// Whether a longer outage makes it larger.
        public boolean growsWithOutage() {
            return growing;
        }
    }

    /// What of a measure is good.
    public enum Good {
        LESS,
        MORE,
        NEITHER,
        /// Words, some of which are better than others.
        RANKED
    }
}
