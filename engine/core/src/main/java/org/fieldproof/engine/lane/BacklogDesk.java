package org.fieldproof.engine.lane;

import java.util.List;
import java.util.Optional;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.BacklogSeen;
import org.fieldproof.api.project.Problem;
import org.fieldproof.engine.lane.Backlog.Kept;
import org.fieldproof.engine.lane.Backlog.Place;
import org.fieldproof.engine.lane.Batch.Origin;
import org.fieldproof.engine.lane.Batch.Stage;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// What people ask of a lane's disk buffer while it runs. Confined to the lane's thread.
final class BacklogDesk {
    private static final long PAGE_BYTES = 1 << 20;

    private final String object;
    private final Backlog backlog;
    private final ReplayHead gone;
    private final Spiller spiller;
    private final SendLine line;
    private final RecordQueue queue;

    BacklogDesk(
            String object,
            Backlog backlog,
            ReplayHead gone,
            Spiller spiller,
            SendLine line,
            RecordQueue queue) {
        this.object = object;
        this.backlog = backlog;
        this.gone = gone;
        this.spiller = spiller;
        this.line = line;
        this.queue = queue;
    }

    /// From when to when, and how many. All of it is on the disk then.
    Outcome look() throws StoreException {
        spiller.sync(queue);
        List<Kept> head = backlog.peek(gone.lines(), 1, PAGE_BYTES);
        Optional<Kept> newest = backlog.newest();
        if (head.isEmpty() || newest.isEmpty()) {
            return BacklogSeen.NOTHING;
        }
        return new BacklogSeen(
                backlog.records() - gone.lines(),
                backlog.bytes(),
                line.records(Origin.BUFFER, stage -> stage != Stage.READY),
                head.getFirst().record(),
                newest.get().record(),
                newest.get().behind().name());
    }

    /// Records behind a place, for who takes them page by page.
    ///
    /// @param behind null for the oldest
    List<Kept> page(@Nullable Place behind, int max) throws StoreException {
        if (behind != null) {
            return backlog.peekBehind(behind, max, PAGE_BYTES);
        }
        spiller.sync(queue);
        return backlog.peek(gone.lines(), max, PAGE_BYTES);
    }

    /// Gives up what does not lie behind a place, oldest first; one call may do a part.
    Outcome discard(String end, long max) throws StoreException {
        Optional<Place> through = Backlog.placeAt(end);
        if (through.isEmpty() || max < 1) {
            return new Outcome.Refused(
                    Problem.error(
                            "LANE-0309",
                            object,
                            "It is not said which records of the disk buffer are to go.",
                            "Look at the backlog again, then discard what was seen."));
        }
        long records = spiller.discard(line, queue, through.get(), max);
        return records < 0
                ? new Outcome.Refused(
                        Problem.error(
                                "LANE-0308",
                                object,
                                "Records of the disk buffer are with the destination now.",
                                "Pause the lane, wait until nothing is in flight, then discard."))
                : new Outcome.BacklogDiscarded(records);
    }
}
