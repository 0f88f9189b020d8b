package org.fieldproof.drill.evidence;

import java.util.List;

/// What a run saw and measured, apart from its ledgers. It travels in `evidence.json` under the
/// names of its components. Milliseconds count from the start of the run; -1 is unknown or not
/// reached.
///
/// @param injected whether the fault was ever put on the line
/// @param abortedBy who stopped it; empty if nobody did
/// @param doubts why the set-up may not have held; one sentence each
/// @param outageMs how long the fault was on the line
/// @param recoveryMs from healing to the first delivery
/// @param drainMs from healing to an empty buffer and a lane in step
/// @param linkTarget where the link leads; [#THIS_PROCESS] for a store that has no line
/// @param faultWords what was done, as a clause with its subject
/// @param healLatencyMs from the order to heal until the line was free
/// @param peakHeldRecords most records waiting for the affected destinations at one moment
/// @param computedOutageMs how long an outage the disk buffer could bridge at the rates of this
///     run
public record RunFacts(
        String run,
        String drill,
        String title,
        String hypothesis,
        String project,
        String projectTitle,
        String contentHash,
        String link,
        String linkTarget,
        String deviceClass,
        String fault,
        String faultWords,
        String publisher,
        String startedAt,
        String endedAt,
        List<PhaseFact> phases,
        boolean injected,
        String abortedBy,
        String abortReason,
        List<String> doubts,
        long outageMs,
        long recoveryMs,
        long recoverLimitMs,
        long drainMs,
        long drainLimitMs,
        long healLatencyMs,
        long peakLogRecords,
        long peakBufferRecords,
        long peakHeldRecords,
        long computedOutageMs,
        List<InterlockFact> interlocks,
        List<AlarmFact> alarms,
        List<LatencyFact> latency,
        List<String> affectedLanes,
        List<String> notTested) {
    /// The target of a link to a store in the gateway's own process.
    public static final String THIS_PROCESS = "this process";

    public RunFacts {
        phases = List.copyOf(phases);
        doubts = List.copyOf(doubts);
        interlocks = List.copyOf(interlocks);
        alarms = List.copyOf(alarms);
        latency = List.copyOf(latency);
        affectedLanes = List.copyOf(affectedLanes);
        notTested = List.copyOf(notTested);
    }

    /// Whether a line was faulted, and not the door of a store in the gateway's own process.
    boolean overLine() {
        return !linkTarget.equals(THIS_PROCESS);
    }

    public record PhaseFact(String name, long fromMs, long toMs) {}

    /// An interlock as it stood when the run began.
    public record InterlockFact(String id, String title, boolean ok, String cause) {}

    /// An alarm seen during the run, or predicted and not seen.
    public record AlarmFact(String object, String condition, boolean expected, boolean seen) {}

    /// Highest p99 seen at a lane during a part of the run, accept to delivered.
    public record LatencyFact(String lane, double beforeMs, double duringMs, double afterMs) {}
}
