package org.fieldproof.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.fieldproof.log.frame.Epochs;
import org.fieldproof.log.frame.FrameFormat;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.log.recovery.RecoveryReport;
import org.jspecify.annotations.Nullable;

/// The write-ahead log: records become durable here before anyone is told that they were
/// accepted.
///
/// Any thread may call anything. Writing happens on one thread, `fp-log`, which is never
/// interrupted: an interrupt would close the file for everyone.
public final class DurableLog implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final LogConfig config;
    private final LogFiles files;
    private final OpenedLog opened;
    private final AppendQueue queue;
    private final Callbacks callbacks;
    private final LastCalls lastCalls;
    private final LogWriter writer;
    private final Thread thread;

    private DurableLog(LogConfig config, LogFiles files, LogListener listener, OpenedLog opened) {
        this.config = config;
        this.files = files;
        this.opened = opened;
        this.queue = new AppendQueue(config.nanoTime());
        this.callbacks = new Callbacks(listener);
        this.lastCalls = new LastCalls(config.nanoTime());
        UUID epoch = opened.epochs().current();
        SegmentSequence segments =
                new SegmentSequence(
                        config,
                        files,
                        epoch,
                        opened.chain(),
                        opened.nextSegmentId(),
                        opened.emptied(),
                        opened.lineage(),
                        callbacks);
        UnitEncoder encoder = new UnitEncoder(FrameFormat.salt(epoch), config.batchBytesMax());
        long nextSeq = opened.report().nextSeq();
        this.writer =
                new LogWriter(config, queue, segments, callbacks, encoder, lastCalls, nextSeq);
        this.thread = Thread.ofPlatform().name("fp-log").daemon(true).unstarted(writer);
    }

    /// Recovers what is in the directory, then opens it for appending. The caller sees to it that
    /// one process at a time has the directory open.
    public static DurableLog open(LogConfig config, LogFiles files, LogListener listener)
            throws StoreException {
        try {
            OpenedLog opened = OpenedLog.open(config, files);
            DurableLog log = new DurableLog(config, files, listener, opened);
            try {
                log.writer.prepare();
            } catch (IOException e) {
                opened.lineage().close();
                throw e;
            }
            log.thread.start();
            return log;
        } catch (IOException e) {
            throw StoreException.of("LOG-0301", config.directory(), "Log cannot be opened", e);
        }
    }

    /// Made with the directory, and anew where that is a copy; together with a seq it identifies
    /// a record for ever. New records get this one.
    public UUID epoch() {
        return opened.epochs().current();
    }

    /// Which epoch each record is of.
    public Epochs epochs() {
        return opened.epochs();
    }

    /// What was found and done at open.
    public RecoveryReport recovery() {
        return opened.report();
    }

    /// Takes a record. Never blocks; the entry is answered on `fp-log`, in the order of the calls
    /// of one thread, or at once with `refused` if the log is closed or has failed.
    public void append(LogEntry entry) {
        StoreException why = queue.offer(entry);
        if (why != null) {
            callbacks.refused(entry, why);
        }
    }

    /// Takes the first `count` entries of a group that one sync shall make durable, as far as one
    /// write holds them: for callers that have several at hand, for whom the first one's sync
    /// would only be in the way of the others. Otherwise like [#append(LogEntry)].
    public void append(LogEntry[] group, int count) {
        if (count < 0 || count > group.length) {
            throw new IllegalArgumentException(
                    "count: " + count + " (expected: 0.." + group.length + ")");
        }
        StoreException why = queue.offer(group, count);
        if (why != null) {
            for (int i = 0; i < count; i++) {
                callbacks.refused(group[i], why);
            }
        }
    }

    /// If the next commit is put off to gather more: runs `call` once on `fp-log`, shortly before
    /// that commit takes what has come; later where the log stalls. It must only post to the
    /// caller's own loop. Otherwise false, and it is not run.
    public boolean beforeNextCommit(Runnable call) {
        return lastCalls.ask(call);
    }

    /// The oldest seq that is still in a file; the next one if there is none.
    public long firstSeq() {
        Segment first = opened.chain().first();
        return first == null ? writer.durableSeq() + 1 : first.firstSeq();
    }

    /// Everything up to it is durable and readable.
    public long durableSeq() {
        return writer.durableSeq();
    }

    /// A reader that begins with `fromSeq`, or with the next one that is there if that one is
    /// damaged. Refuses what was released already.
    public LogReader reader(long fromSeq) throws StoreException {
        if (fromSeq < firstSeq()) {
            throw LogReader.gone(config.directory(), fromSeq, firstSeq());
        }
        return new LogReader(opened.chain(), files, epochs(), config.directory(), fromSeq);
    }

    /// Segments that hold this seq or later ones stay until the hold is closed.
    public LogHold hold(long fromSeq) {
        return opened.chain().hold(fromSeq);
    }

    /// Custody of everything up to `seq` lies elsewhere, and that fact is synced: whole segments
    /// below it are deleted soon, on `fp-log`. Never the open one, never held ones.
    public void releaseThrough(long seq) {
        opened.chain().releaseThrough(seq);
        queue.nudge();
    }

    public LogStats stats() {
        SyncWindow.Picture syncs = writer.syncs();
        StoreException why = writer.reason();
        return new LogStats(
                writer.state(),
                why == null ? "" : String.valueOf(why.getMessage()),
                opened.chain().count(),
                opened.chain().bytes(),
                syncs.totalRecords(),
                queue.pending(),
                syncs.count(),
                syncs.p50(),
                syncs.p99(),
                syncs.max(),
                syncs.recordsPerSync(),
                writer.poisoned(),
                callbacks.failures());
    }

    /// Why the log is not writable; null if it is.
    public @Nullable StoreException reason() {
        return writer.reason();
    }

    /// Takes nothing more, makes durable what waits, closes. A disk that hangs is waited for at
    /// most 5 s; what waits on a full disk is refused.
    @Override
    public void close() {
        queue.refuse(closedFor(config.directory()));
        try {
            thread.join(CLOSE_LIMIT);
        } catch (InterruptedException _) {
            // Nobody in the gateway interrupts; a host that does wants out more than it wants the
            // seal. The writer goes on by itself and closes what it has.
        }
    }

    static StoreException closedFor(Path directory) {
        return new StoreException(
                "LOG-0104",
                directory.toString(),
                "The log is closed.",
                "Send the record again when the gateway runs.",
                null);
    }
}
