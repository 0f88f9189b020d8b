package org.fieldproof.engine.intake;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.telemetry.EventRecorder;
import org.fieldproof.engine.telemetry.LatencyRecorder;
import org.fieldproof.log.LogEntry;

/// What all connections' doors have in common.
///
/// @param log takes an entry and never blocks
/// @param lastCall runs what it is given shortly before the next commit, if that is put off; false
///     if it is not
/// @param companions who sends records along with those that come
/// @param intakeToDurable written by the log's thread alone
public record Door(
        IntakeBudget budget,
        Consumer<LogEntry> log,
        Predicate<Runnable> lastCall,
        Companions companions,
        GatewayClock clock,
        EventRecorder events,
        LatencyRecorder intakeToDurable) {}
