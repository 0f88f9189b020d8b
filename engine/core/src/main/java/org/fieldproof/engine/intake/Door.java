package org.fieldproof.engine.intake;

import java.util.function.Consumer;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.telemetry.EventRecorder;
import org.fieldproof.engine.telemetry.LatencyRecorder;
import org.fieldproof.log.LogEntry;

/// What all connections' doors have in common.
///
/// @param log takes an entry and never blocks
/// @param intakeToDurable written by the log's thread alone
public record Door(
        IntakeBudget budget,
        Consumer<LogEntry> log,
        GatewayClock clock,
        EventRecorder events,
        LatencyRecorder intakeToDurable) {}
