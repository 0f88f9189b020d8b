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

    /// Of this opening of the lane: a place that was seen before another one of its name was opened
    /// means nothing any more.
    private final String sitting;

    /// @param sitting no other opening of the lane has it
    BacklogDesk(
            String object,
            long sitting,
            Backlog backlog,
            ReplayHead gone,
            Spiller spiller,
            SendLine line,
            RecordQueue queue) {
        this.object = object;
        this.sitting = Long.toString(sitting, Character.MAX_RADIX);
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
                sent(),
                head.getFirst().record(),
                newest.get().record(),
                newest.get().behind().name() + "/" + sitting);
    }

    /// With live-first some of them stand at the tail of the buffer as well.
    private long sent() {
        return line.records(Origin.BUFFER, stage -> stage == Stage.SENT)
                + line.records(Origin.BUFFER_TAIL, stage -> stage == Stage.SENT);
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
        Optional<Place> through =
                end.endsWith("/" + sitting)
                        ? Backlog.placeAt(end.substring(0, end.lastIndexOf('/')))
                        : Optional.empty();
        if (through.isEmpty() || max < 1) {
            return new Outcome.Refused(
                    Problem.error(
                            "LANE-0309",
                            object,
                            "It is not said which records of the disk buffer are to go.",
                            "Look at the backlog again, then discard what was seen."));
        }
        long records = sent() > 0 ? -1 : spiller.discard(line, queue, through.get(), max);
        return records < 0
                ? new Outcome.Refused(
                        Problem.error(
                                "LANE-0308",
                                object,
                                "Records of the disk buffer are with the destination now, or were"
                                        + " stored there before earlier ones.",
                                "Pause the lane, wait until nothing is in flight, then discard; if"
                                        + " that does not help, when the destination has taken the"
                                        + " earlier ones."))
                : new Outcome.BacklogDiscarded(records, null);
    }
}
