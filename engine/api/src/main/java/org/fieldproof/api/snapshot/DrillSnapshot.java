package org.fieldproof.api.snapshot;

import java.time.Instant;
import java.util.List;
import org.fieldproof.api.drill.DrillPhase;
import org.fieldproof.api.drill.Verdict;
import org.fieldproof.api.project.DeviceClass;
import org.jspecify.annotations.Nullable;

/// The drill desk: what can be run, what runs, what was found.
///
/// @param running the run in progress, or null
/// @param lockReason why new drills are blocked, or empty if they are not
/// @param armed the drill that a person has armed, or null
public record DrillSnapshot(
        List<Available> available,
        @Nullable Run running,
        List<Result> results,
        String lockReason,
        @Nullable Armed armed) {
    public static final DrillSnapshot NONE =
            new DrillSnapshot(List.of(), null, List.of(), "", null);

    public DrillSnapshot {
        available = List.copyOf(available);
        results = List.copyOf(results);
    }

    /// Whether a line is faulted, or may be at any moment.
    public boolean isUnderWay() {
        return running != null || armed != null;
    }

    /// A drill that a person has armed: only that one can be started, until then, once.
    ///
    /// @param link id of the connector whose line it faults
    /// @param deviceClass of that line when it was armed
    /// @param by who armed it, and by what
    /// @param permit the permit or work order; may be empty unless the line is LIVE
    /// @param affected who is affected; may be empty unless the line is LIVE
    public record Armed(
            String name,
            String link,
            DeviceClass deviceClass,
            Instant at,
            Instant until,
            String by,
            String permit,
            String affected) {}

    /// A drill of the project with its preflight as of now.
    ///
    /// @param deviceClass of the line that it faults; null as long as nobody knows where it leads
    public record Available(
            String name,
            String title,
            String hypothesis,
            String link,
            @Nullable DeviceClass deviceClass,
            String fault,
            long holdMs,
            List<Interlock> interlocks) {
        public Available {
            interlocks = List.copyOf(interlocks);
        }
    }

    /// One condition for starting.
    ///
    /// @param ok true if it holds
    public record Interlock(String id, String title, boolean ok, String cause, String remedy) {
        /// The class of the line allows the fault: only another project changes that.
        public static final String CLASS_ALLOWS = "I1";

        /// The line is named where the drill is started: never holds before.
        public static final String LINE_NAMED = "I8";
    }

    /// A run in progress.
    ///
    /// @param remainingMs of the present phase; -1 if open-ended
    /// @param next what happens next, in words
    public record Run(
            String id,
            String name,
            DrillPhase phase,
            Instant startedAt,
            List<PhaseSpan> phases,
            long remainingMs,
            String next,
            List<DeviceTally> devices,
            String observation) {
        public Run {
            phases = List.copyOf(phases);
            devices = List.copyOf(devices);
        }
    }

    /// When a phase began and ended, milliseconds since the run's start; `toMs` is -1 while it
    /// lasts.
    public record PhaseSpan(DrillPhase phase, long fromMs, long toMs) {}

    /// A device's counts so far in the run; -1 is unknown.
    public record DeviceTally(String device, long sent, long accepted) {}

    /// A finished run.
    ///
    /// @param evidence path of the evidence file; empty if none could be written
    public record Result(
            String id,
            String name,
            Verdict verdict,
            String reason,
            Instant startedAt,
            Instant endedAt,
            String evidence) {}
}
