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
///     figures compared that grow with the outage; a loss too where the length does not explain it
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

    /// Percentiles, which are compared from [Figure.Millis#SAMPLES_MIN] samples on.
    public static final Set<Measure> PERCENTILES =
            Set.of(
                    Measure.P99_BEFORE,
                    Measure.P99_DURING,
                    Measure.P99_AFTER,
                    Measure.P50_BEFORE,
                    Measure.P50_DURING,
                    Measure.P50_AFTER);

    public RunComparison {
        differences = List.copyOf(differences);
        lines = List.copyOf(lines);
        if (lines.size() > LINES_MAX || left < 0) {
            throw new IllegalArgumentException(
                    "lines: " + lines.size() + ", left: " + left + " (expected: bounded)");
        }
    }

    /// Whether nobody knows if both are the same test: of what decides, nothing is seen to differ.
    public boolean testUnknown() {
        return !sameTest
                && differences.stream()
                        .filter(each -> each.setting().decides())
                        .allMatch(Difference::unknown);
    }

    /// Whether nobody knows if the outages were equally long.
    public boolean outageUnknown() {
        return !sameOutage
                && differences.stream()
                        .filter(each -> each.setting() == Setting.OUTAGE)
                        .allMatch(Difference::unknown);
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
    /// @param signer fingerprint of the key that signed it; empty where no signature holds
    /// @param foreign genuine, but signed with another key than the one that was asked for
    /// @param sha256 of the file, as it was when it was read
    /// @param findings what the check found, one sentence each
    public record Side(
            EvidenceSummary page,
            String format,
            boolean genuine,
            String signer,
            boolean foreign,
            String sha256,
            List<String> findings) {
        public Side {
            findings = List.copyOf(findings);
        }
    }

    /// Something in which the set-up of the two runs differs.
    ///
    /// @param name of which one there are several: a device, a version, a path in the
    ///     configuration; empty where there is one, or for all of them
    /// @param base what it was; empty where it was not there or, without a name, is not known
    public record Difference(Setting setting, String name, String base, String run) {
        /// Stands for what is known where the other side is not.
        public static final String KNOWN = "\u2026";

        public boolean unknown() {
            return name.isEmpty() && (base.isEmpty() || run.isEmpty());
        }
    }

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
                        Figure.Beyond _,
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

        /// A time.
        ///
        /// @param samples of how many values it is a percentile; -1 where it is none, or the file
        ///     does not say
        record Millis(double millis, long samples) implements Figure {
            /// Fewer samples than this give no percentile to rely on.
            public static final long SAMPLES_MIN = 100;

            public boolean few() {
                return samples >= 0 && samples < SAMPLES_MIN;
            }
        }

        /// It did not happen within the limit, so it took longer than any time within it.
        record Beyond(long limitMillis) implements Figure {}

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
        /// The runs are different tests, or nobody knows whether they are.
        OTHER_TEST,
        /// It grows with the outage, and that was not equally long, or its length is not known.
        OTHER_OUTAGE,
        /// A percentile of too few samples.
        FEW_SAMPLES,
        /// More of it is neither better nor worse.
        NO_DIRECTION,
        /// A run without a verdict proves nothing either way.
        NO_VERDICT,
        /// It would be better, but one of the runs had no fault, was stopped or is inconclusive.
        NOTHING_PROVEN,
        /// One did not come to an end within its limit, and the other had another limit.
        OTHER_LIMIT
    }

    /// What is compared; among equals, what stands first tells most.
    public enum Measure {
        VERDICT(Good.RANKED, Growth.NO),
        LOST(Good.LESS, Growth.COUNT),
        LOST_BEFORE_LOG(Good.LESS, Growth.COUNT),
        WRONG(Good.LESS, Growth.NO),
        DUPLICATED(Good.LESS, Growth.COUNT),
        OUT_OF_ORDER(Good.LESS, Growth.NO),
        PENDING(Good.LESS, Growth.COUNT),
        DROPPED(Good.LESS, Growth.COUNT),
        QUARANTINED(Good.LESS, Growth.COUNT),
        IMBALANCE(Good.LESS, Growth.NO),
        RECOVERY(Good.LESS, Growth.NO),
        DRAIN(Good.LESS, Growth.YES),
        HEALED(Good.LESS, Growth.NO),
        OUTAGE(Good.NEITHER, Growth.NO),
        OUTAGE_PROVEN(Good.MORE, Growth.YES),
        OUTAGE_BRIDGEABLE(Good.MORE, Growth.NO),
        PEAK_HELD(Good.LESS, Growth.YES),
        PEAK_BUFFER(Good.LESS, Growth.YES),
        PEAK_LOG(Good.LESS, Growth.YES),
        P99_BEFORE(Good.LESS, Growth.NO),
        P99_DURING(Good.LESS, Growth.YES),
        P99_AFTER(Good.LESS, Growth.YES),
        P50_BEFORE(Good.LESS, Growth.NO),
        P50_DURING(Good.LESS, Growth.YES),
        P50_AFTER(Good.LESS, Growth.YES),
        /// Of pictures, of nobody knows how many samples: shown, never judged.
        HIGHEST_P99_BEFORE(Good.NEITHER, Growth.NO),
        HIGHEST_P99_DURING(Good.NEITHER, Growth.YES),
        HIGHEST_P99_AFTER(Good.NEITHER, Growth.YES),
        ALARM(Good.RANKED, Growth.NO),
        DOCTOR(Good.RANKED, Growth.NO),
        DELIVERED(Good.NEITHER, Growth.NO),
        REDELIVERED(Good.NEITHER, Growth.NO),
        SENT_AGAIN(Good.NEITHER, Growth.NO),
        SENT(Good.NEITHER, Growth.NO),
        ACCEPTED(Good.NEITHER, Growth.NO),
        NOT_ACKNOWLEDGED(Good.NEITHER, Growth.NO),
        PHASE(Good.NEITHER, Growth.NO);

        private final Good good;
        private final Growth growth;

        Measure(Good good, Growth growth) {
            this.good = good;
            this.growth = growth;
        }

        public Good good() {
            return good;
        }

        public Growth growth() {
            return growth;
        }
    }

    /// Whether a longer outage makes a measure larger.
    public enum Growth {
        NO,
        /// Should be zero. Once it is not, a longer outage makes more of it.
        COUNT,
        YES
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
