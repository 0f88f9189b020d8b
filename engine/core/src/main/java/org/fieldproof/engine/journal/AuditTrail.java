package org.fieldproof.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.fieldproof.api.command.Outcome.AuditLine;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.MarkersSnapshot;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.data.PrivateFiles;
import org.fieldproof.engine.secret.Redactor;
import org.jspecify.annotations.Nullable;

/// Who did what, when, with what result: one JSON line per act, each carrying the SHA-256 of the
/// line before it and of itself, synced to disk by a thread of its own (`fp-audit`). `audit.head`
/// holds number and hash of the newest line, so that lines cut from the end are missed too
/// (JRN-4).
///
/// Any thread may append; none waits for the disk. A trail that cannot be written keeps the lines
/// in memory, up to a bound, tries again and reports a fault; it is never rotated away.
public final class AuditTrail implements AutoCloseable {
    static final int KEPT_MAX = 2_000;
    private static final int QUEUED_MAX = 10_000;
    private static final int TEXT_LENGTH_MAX = 1_024;
    private static final int BATCH_MAX = 256;
    private static final long RETRY_MILLIS = 500;
    private static final long CLOSE_MILLIS_MAX = 2_000;

    private final Path file;
    private final Path head;
    private final GatewayClock clock;
    private final Redactor redactor;
    private final Operator operator;
    private final ArrayBlockingQueue<AuditChain.Link> queue = new ArrayBlockingQueue<>(QUEUED_MAX);
    private final AtomicReference<@Nullable Problem> fault = new AtomicReference<>();
    private final Thread writer;
    // Guarded by this: acts come from many threads, the chain has one order.
    private final ArrayDeque<AuditLine> kept = new ArrayDeque<>();
    private final MarkerBook markers;
    private AuditChain.Link last;
    private long written;
    // Acts that found no place while the disk took nothing; told of in the trail afterwards.
    private long untold;
    // Written by close, read by the writer.
    private volatile boolean closing;

    private AuditTrail(
            Path folder,
            GatewayClock clock,
            Redactor redactor,
            Operator operator,
            AuditChain.Scan found) {
        this.file = folder.resolve("audit.jsonl");
        this.head = folder.resolve("audit.head");
        this.clock = clock;
        this.redactor = redactor;
        this.operator = operator;
        this.markers = found.markers();
        this.last = found.last();
        this.written = found.last().number();
        kept.addAll(found.newest());
        this.writer = Thread.ofPlatform().daemon().name("fp-audit").unstarted(this::write);
    }

    /// Opens the trail in `folder` and goes on from its newest line. A line that a crash left
    /// torn is cut off and said so in the trail; a broken chain is kept as it is and found by
    /// [#verify()].
    ///
    /// @param operator who acts through this process
    public static AuditTrail open(
            Path folder, GatewayClock clock, Redactor redactor, Operator operator)
            throws IOException {
        Path file = folder.resolve("audit.jsonl");
        long torn = cutTornLine(file);
        AuditTrail trail =
                new AuditTrail(folder, clock, redactor, operator, AuditChain.scan(file, KEPT_MAX));
        trail.writer.start();
        if (torn > 0) {
            trail.append(
                    "fieldproof", "audit", "cut a line torn by a crash", torn + " bytes removed");
        }
        return trail;
    }

    /// Who acts through this process.
    public Operator operator() {
        return operator;
    }

    /// Adds an act of whoever acts through this process.
    ///
    /// @see #append(String, String, String, String)
    public long append(String category, String act, String result) {
        return append(operator.toString(), category, act, result);
    }

    /// Adds an act. It is done already: where the disk has taken nothing for so long that no line
    /// more has room in memory, the act is counted, and the trail says how many are missing once
    /// it can be written again.
    ///
    /// @param by who: a user at a console or a command line, `fieldproof` itself
    /// @param category such as `drill`, `operation`, `configuration`, `access`
    /// @return the number of its line; 0 if it has none
    public long append(String by, String category, String act, String result) {
        synchronized (this) {
            long number = tryAppend(by, category, act, result);
            if (number == 0) {
                untold++;
            }
            return number;
        }
    }

    /// The same for an act that is kept elsewhere until it has a line: it is not counted as
    /// missing, for it is offered again.
    ///
    /// @return the number of its line; 0 if it has none
    public long tryAppend(String by, String category, String act, String result) {
        String cleanBy = clean(by);
        String cleanCategory = clean(category);
        String cleanAct = clean(act);
        String cleanResult = clean(result);
        // One step: number, hash and place in the queue must have the same order.
        synchronized (this) {
            // Behind the first that is missing none may stand before that is said.
            boolean stands = untold == 0 && put(cleanBy, cleanCategory, cleanAct, cleanResult);
            return stands ? last.number() : 0;
        }
    }

    /// Under the lock.
    private boolean put(String by, String category, String act, String result) {
        AuditLine line = new AuditLine(last.number() + 1, clock.now(), by, category, act, result);
        AuditChain.Link next = AuditChain.link(line, last.hash());
        if (!queue.offer(next)) {
            return false;
        }
        last = next;
        kept.addLast(line);
        markers.take(line);
        if (kept.size() > KEPT_MAX) {
            kept.removeFirst();
        }
        return true;
    }

    /// Marks a moment. A marker is its line: without room for one there is none.
    ///
    /// @param text one line without control characters
    public synchronized MarkerLine setMarker(Instant at, String text) {
        long id = markers.seen().last() + 1;
        return marked(id, MarkerBook.Entry.set(id, at, clean(text)));
    }

    /// Says something else of a marked moment.
    public synchronized MarkerLine renameMarker(long id, String text) {
        return ofShown(id, MarkerBook.Entry.renamed(id, clean(text)));
    }

    /// The same for one that is to be shown no more.
    public synchronized MarkerLine removeMarker(long id) {
        return ofShown(id, MarkerBook.Entry.removed(id));
    }

    /// Under the lock, so that two who remove one do not both.
    private MarkerLine ofShown(long id, MarkerBook.Entry entry) {
        return markers.isShown(id) ? marked(id, entry) : new MarkerLine.NoMarker();
    }

    /// Under the lock. Only what a person says is redacted: a secret such as `mark` or `2026` must
    /// not take away what the line is read back by.
    private MarkerLine marked(long id, MarkerBook.Entry entry) {
        String by = clean(operator.toString());
        return untold == 0 && put(by, entry.category(), entry.act(), "done")
                ? new MarkerLine.Added(id, last.number())
                : new MarkerLine.NoRoom();
    }

    /// The marked moments, from the first line of the trail on.
    public synchronized MarkersSnapshot markers() {
        return markers.seen();
    }

    private synchronized void tellUntold() {
        if (untold > 0
                && put(
                        "fieldproof",
                        "audit",
                        untold + " acts stand in no line here",
                        "the disk took nothing while they were done")) {
            untold = 0;
        }
    }

    /// The newest lines, newest first.
    public synchronized List<AuditLine> read(int max) {
        List<AuditLine> lines = new ArrayList<>();
        Iterator<AuditLine> newest = kept.descendingIterator();
        while (newest.hasNext() && lines.size() < max) {
            lines.add(newest.next());
        }
        return List.copyOf(lines);
    }

    /// Checks every line on disk: its own hash, the hash of the line before, the numbers, the
    /// head. Reads the whole file.
    ///
    /// @return number of the first line that does not fit; 0 if the trail is intact
    public long verify() throws IOException {
        synchronized (file) {
            return AuditChain.verify(file, head);
        }
    }

    /// Why lines do not reach the disk, if they do not.
    public Optional<Problem> fault() {
        return Optional.ofNullable(fault.get());
    }

    /// Number of the newest line that is synced to disk.
    public synchronized long writtenThrough() {
        return written;
    }

    /// Waits until a line is synced to disk, and with it each before: for what must be on record
    /// before it is done. That it has a line is for the caller to see.
    ///
    /// @param number of an append
    /// @return false if it is not within `limit`
    public boolean awaitWritten(long number, Duration limit) {
        long deadline = clock.nanoTime() + limit.toNanos();
        synchronized (this) {
            while (written < number) {
                long leftMillis = (deadline - clock.nanoTime()) / 1_000_000;
                if (leftMillis <= 0) {
                    return false;
                }
                try {
                    wait(leftMillis);
                } catch (InterruptedException notOurs) {
                    // Nobody interrupts threads here; what is not known is not done.
                    return false;
                }
            }
            return true;
        }
    }

    /// Writes what is outstanding, within 2 s, and ends the writer.
    @Override
    public void close() {
        closing = true;
        try {
            writer.join(CLOSE_MILLIS_MAX);
        } catch (InterruptedException notOurs) {
            // Nobody interrupts threads here; the writer ends by itself.
            return;
        }
    }

    private void write() {
        List<AuditChain.Link> batch = new ArrayList<>();
        boolean ending = false;
        while (!ending || !queue.isEmpty()) {
            boolean wasEnding = ending;
            ending = closing;
            try {
                if (batch.isEmpty()) {
                    AuditChain.@Nullable Link first =
                            queue.poll(RETRY_MILLIS / 2, TimeUnit.MILLISECONDS);
                    if (first == null) {
                        continue;
                    }
                    batch.add(first);
                    queue.drainTo(batch, BATCH_MAX);
                } else {
                    // The disk refused; the batch stays first in line.
                    TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
                }
            } catch (InterruptedException notOurs) {
                return;
            }
            if (put(batch)) {
                batch.clear();
            } else if (wasEnding) {
                return;
            }
        }
    }

    private boolean put(List<AuditChain.Link> batch) {
        AuditChain.Link newest = batch.getLast();
        try {
            // A verification must not see the lines without their head.
            synchronized (file) {
                append(batch);
                PrivateFiles.replace(head, AuditChain.head(newest));
            }
            // Before the lines count as written: whoever sees that they are sees no fault any more.
            fault.set(null);
            synchronized (this) {
                written = newest.number();
                notifyAll();
            }
            tellUntold();
            return true;
        } catch (IOException refused) {
            fault.set(
                    Problem.error(
                            "DATA-0302",
                            "audit trail " + file,
                            "Acts do not reach the disk: " + refused.getMessage() + ".",
                            "Free disk space or mend the permissions; the lines wait in memory and"
                                    + " writing resumes by itself."));
            return false;
        }
    }

    /// All lines of the batch or none: what a failed write left is cut off again.
    private void append(List<AuditChain.Link> batch) throws IOException {
        try (FileChannel channel = PrivateFiles.append(file)) {
            long before = channel.size();
            try {
                for (AuditChain.Link link : batch) {
                    ByteBuffer bytes = ByteBuffer.wrap(link.lineBytes());
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                }
                channel.force(true);
            } catch (IOException refused) {
                channel.truncate(before);
                throw refused;
            }
        }
    }

    private static long cutTornLine(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = channel.size();
            long end = AuditChain.endOfLastLine(channel);
            if (end < size) {
                channel.truncate(end);
                channel.force(true);
            }
            return size - end;
        }
    }

    private String clean(String text) {
        String redacted = redactor.redact(text);
        return redacted.length() <= TEXT_LENGTH_MAX
                ? redacted
                : redacted.substring(0, TEXT_LENGTH_MAX) + "…";
    }
}
