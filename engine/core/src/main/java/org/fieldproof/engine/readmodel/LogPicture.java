package org.fieldproof.engine.readmodel;

import org.fieldproof.api.project.ProjectDefinition.Limits;
import org.fieldproof.api.snapshot.LatencyStats;
import org.fieldproof.api.snapshot.LogSnapshot;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.intake.IntakeBudget;
import org.fieldproof.engine.telemetry.Rate;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogStats;

/// Draws the log. Confined to the read model's thread.
public final class LogPicture {
    private final DurableLog log;
    private final IntakeBudget budget;
    private final Limits limits;
    private final GatewayClock clock;
    private final AgeOfSeq ages = new AgeOfSeq();
    private final Rate accepted = new Rate();
    private final Rate custody = new Rate();

    public LogPicture(DurableLog log, IntakeBudget budget, Limits limits, GatewayClock clock) {
        this.log = log;
        this.budget = budget;
        this.limits = limits;
        this.clock = clock;
    }

    /// The log now.
    ///
    /// @param acceptedTotal since start
    /// @param custodySeq everything up to it is in every lane's custody
    public LogSnapshot draw(long acceptedTotal, long custodySeq, LatencyStats fsync) {
        LogStats stats = log.stats();
        long durable = log.durableSeq();
        long now = clock.nanoTime();
        ages.mark(durable, now);
        return new LogSnapshot(
                log.epoch().toString(),
                acceptedTotal,
                accepted.sample(now, acceptedTotal),
                custody.sample(now, custodySeq),
                Math.max(0, durable - custodySeq),
                stats.bytes(),
                limits.logBytes(),
                stats.segments(),
                ages.ageMillis(custodySeq, now),
                durable,
                budget.usedBytes(),
                budget.limitBytes(),
                fsync,
                stats.recordsPerSync());
    }
}
