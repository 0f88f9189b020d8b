package org.fieldproof.engine;

import java.util.function.Consumer;
import org.fieldproof.api.project.Problem;
import org.fieldproof.engine.telemetry.EventRecorder;
import org.fieldproof.engine.telemetry.LatencyRecorder;
import org.fieldproof.log.LogListener;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// Listens to the log: measures its syncs, wakes the dispatcher, remembers why it cannot be
/// written. Called on `fp-log`; looked at by any thread.
final class LogWatch implements LogListener {
    private final EventRecorder events;
    private final LatencyRecorder fsync = new LatencyRecorder();

    // Volatile: written on `fp-log` or by the housekeeping, read by the read model.
    private volatile @Nullable Problem fault;
    private volatile @Nullable Problem stuck;
    private volatile long committedRecords;
    private volatile Committed onCommit = (lastSeq, records) -> {};
    private volatile Consumer<Problem> onFailed = why -> {};

    /// Told of each commit.
    @FunctionalInterface
    interface Committed {
        void committed(long lastSeq, int records);
    }

    LogWatch(EventRecorder events) {
        this.events = events;
    }

    /// Who is to hear; set once, before the first record can come.
    void tell(Committed commits, Consumer<Problem> failures) {
        onCommit = commits;
        onFailed = failures;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // the log's thread is the only writer
    public void committed(long lastSeq, int records, long syncNanos) {
        fsync.record(syncNanos);
        committedRecords += records;
        onCommit.committed(lastSeq, records);
    }

    @Override
    public void stalled(StoreException why) {
        Problem problem = problemOf(why);
        fault = problem;
        events.error(
                problem.code(),
                "log",
                "Nothing is accepted for now: " + problem.message() + " " + problem.remedy());
    }

    @Override
    public void resumed() {
        fault = null;
        events.info("LOG-0121", "log", "The log can be written again; records are accepted.");
    }

    @Override
    public void failed(StoreException why) {
        Problem problem = problemOf(why);
        fault = problem;
        events.error(problem.code(), "log", problem.message() + " " + problem.remedy());
        onFailed.accept(problem);
    }

    @Override
    public void stuck(StoreException why) {
        Problem problem = problemOf(why);
        stuck = problem;
        events.error(problem.code(), "log", problem.message() + " " + problem.remedy());
    }

    @Override
    public void freed() {
        stuck = null;
        events.info("LOG-0124", "log", "The file that could not be removed is gone.");
    }

    static Problem problemOf(StoreException why) {
        return Problem.error(why.code(), "log", String.valueOf(why.getMessage()), why.remedy());
    }

    /// The data directory is gone, or something else that the log cannot see.
    void fault(Problem why) {
        fault = why;
    }

    @Nullable Problem fault() {
        return fault;
    }

    /// The delivered file that cannot be removed; the log accepts records all the same, as long as
    /// it has room.
    @Nullable Problem stuckFile() {
        return stuck;
    }

    long committedRecords() {
        return committedRecords;
    }

    LatencyRecorder fsync() {
        return fsync;
    }
}
