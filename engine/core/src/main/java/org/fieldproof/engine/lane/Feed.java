package org.fieldproof.engine.lane;

import java.util.List;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.api.project.ProjectDefinition.ReplayOrder;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.engine.lane.Batch.Origin;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// Forms batches and puts them into the line: what a person wants tried again, the backlog at its
/// pace, what is in memory. Confined to the lane's thread.
final class Feed {
    private final LaneDefinition definition;
    private final Backlog backlog;
    private final SendLine line;
    private final RecordQueue queue;
    private final ReplayHead gone;
    private final Spiller spiller;
    private final Outcomes outcomes;
    private final ReplayPace pace;
    private boolean paced;
    private boolean backlogWasLast;

    Feed(
            LaneDefinition definition,
            Backlog backlog,
            SendLine line,
            RecordQueue queue,
            ReplayHead gone,
            Spiller spiller,
            Outcomes outcomes,
            long now) {
        this.definition = definition;
        this.backlog = backlog;
        this.line = line;
        this.queue = queue;
        this.gone = gone;
        this.spiller = spiller;
        this.outcomes = outcomes;
        this.pace = new ReplayPace(definition.replayPerSecond(), isInOrder(), now);
        this.paced = backlog.records() > 0;
    }

    boolean isInOrder() {
        return definition.replayOrder() == ReplayOrder.IN_ORDER;
    }

    /// Tells how many records just came in.
    void inflow(int records, long now) {
        pace.inflow(records, now);
    }

    /// The destination is away: what is in the buffer when it comes back is replayed at its pace.
    void outage() {
        paced = true;
    }

    boolean isPaced() {
        return paced;
    }

    /// How many lines at the head of the buffer are under way or gone.
    int linesTaken() {
        return gone.lines() + line.linesOfBuffer();
    }

    /// True if the buffer holds more than what is under way.
    boolean backlogWaits() {
        return backlog.records() > linesTaken();
    }

    /// Puts one more batch into the line if one is due; else says when to look again.
    ///
    /// @param retriesOnly the quarantine is full: nothing but what a person wants tried again
    /// @param liveToo false if what is in memory is about to go to the buffer
    long form(boolean retriesOnly, boolean liveToo, long now) throws StoreException {
        Batch retry = outcomes.nextRetry(definition.batchRecords());
        if (retry != null) {
            line.add(retry);
            return 0;
        }
        if (retriesOnly) {
            return Long.MAX_VALUE;
        }
        return isInOrder() ? inOrder(now) : liveFirst(liveToo, now);
    }

    private long inOrder(long now) throws StoreException {
        if (backlogWaits()) {
            return replay(now);
        }
        paced = paced && linesTaken() > 0;
        return live(now);
    }

    /// What is in memory goes first; but a backlog that may go by its pace has every other batch,
    /// or it would never drain where the destination is just fast enough.
    private long liveFirst(boolean liveToo, long now) throws StoreException {
        long wait = Long.MAX_VALUE;
        boolean backlogNext = backlogWaits() && !backlogWasLast;
        if (!backlogNext && liveToo) {
            wait = live(now);
        }
        if (wait > 0 && backlogWaits()) {
            wait = Math.min(wait, replay(now));
        }
        if (wait > 0 && backlogNext && liveToo) {
            wait = Math.min(wait, live(now));
        }
        paced = paced && (backlogWaits() || linesTaken() > 0);
        return wait;
    }

    /// One batch of what is in memory, if it is due.
    private long live(long now) {
        if (queue.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long linger = queue.headReceivedNanos() + definition.lingerNanos() - now;
        if (linger > 0 && !queue.fills(definition.batchRecords(), definition.batchBytes())) {
            return linger;
        }
        long received = queue.headReceivedNanos();
        FieldRecord[] records = queue.take(definition.batchRecords(), definition.batchBytes());
        line.add(Batch.fromQueue(records, received));
        backlogWasLast = false;
        return 0;
    }

    /// One batch of the backlog, if its pace allows it.
    private long replay(long now) throws StoreException {
        int skip = linesTaken();
        int wanted = (int) Math.min(definition.batchRecords(), backlog.records() - skip);
        if (paced && pace.allowed(now, wanted) < wanted) {
            return pace.nanosUntil(wanted);
        }
        List<Backlog.Kept> kept = backlog.peek(skip, wanted, definition.batchBytes());
        if (kept.isEmpty()) {
            // Only what is synced can be read back.
            spiller.sync(queue);
            kept = backlog.peek(skip, wanted, definition.batchBytes());
        }
        if (kept.isEmpty()) {
            throw new IllegalStateException("LANE-1: the buffer has fewer records than it says");
        }
        FieldRecord[] records = new FieldRecord[kept.size()];
        Backlog.@Nullable Place[] behind = new Backlog.Place[kept.size()];
        for (int i = 0; i < records.length; i++) {
            records[i] = kept.get(i).record();
            behind[i] = kept.get(i).behind();
        }
        if (paced) {
            pace.spent(records.length);
        }
        line.add(new Batch(Origin.BUFFER, records, behind, now));
        backlogWasLast = true;
        return 0;
    }
}
