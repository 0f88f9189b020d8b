package org.fieldproof.engine.journal;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.event.EventPage;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.secret.Redactor;

/// The numbered journal of what happened: the newest 10,000 events in memory, all of them as JSON
/// lines in files that rotate. Any thread may record; none waits for the disk (JRN-1).
public final class EventJournal implements AutoCloseable {
    static final int KEPT_MAX = 10_000;
    private static final int MESSAGE_LENGTH_MAX = 4_096;
    private static final int DETAILS_MAX = 32;

    private final GatewayClock clock;
    private final Redactor redactor;
    private final JournalFile file;
    // Guarded by this: producers on many threads, numbers without gaps.
    private final ArrayDeque<GatewayEvent> kept = new ArrayDeque<>();
    private long lastSeq;

    private EventJournal(GatewayClock clock, Redactor redactor, JournalFile file) {
        this.clock = clock;
        this.redactor = redactor;
        this.file = file;
    }

    /// A journal whose files lie in `folder` (`events.jsonl`, older ones `events.1.jsonl` …).
    public static EventJournal open(Path folder, GatewayClock clock, Redactor redactor) {
        JournalFile file = new JournalFile(folder, "events", JournalFile.Limits.STANDARD);
        file.start();
        return new EventJournal(clock, redactor, file);
    }

    /// Records an event and gives its number.
    public long record(
            GatewayEvent.Level level,
            String code,
            String object,
            String message,
            Map<String, String> detail) {
        String cleanMessage = clean(message);
        Map<String, String> cleanDetail = clean(detail);
        // Numbering, keeping and queueing are one step, or files and pages would disagree.
        synchronized (this) {
            GatewayEvent event =
                    new GatewayEvent(
                            ++lastSeq,
                            clock.now(),
                            level,
                            code,
                            clean(object),
                            cleanMessage,
                            cleanDetail);
            kept.addLast(event);
            if (kept.size() > KEPT_MAX) {
                kept.removeFirst();
            }
            file.offer(event);
            return event.seq();
        }
    }

    /// Records a problem as an event.
    public long record(Problem problem) {
        GatewayEvent.Level level =
                problem.severity() == Problem.Severity.ERROR
                        ? GatewayEvent.Level.ERROR
                        : GatewayEvent.Level.WARNING;
        return record(
                level,
                problem.code(),
                problem.object(),
                problem.message(),
                Map.of("remedy", problem.remedy()));
    }

    /// Events with `seq >= fromSeq`, oldest first, at most `max`.
    public synchronized EventPage page(long fromSeq, int max) {
        long firstKept = kept.isEmpty() ? lastSeq + 1 : kept.getFirst().seq();
        List<GatewayEvent> page = new ArrayList<>();
        if (fromSeq <= lastSeq) {
            for (GatewayEvent event : kept) {
                if (page.size() >= max) {
                    break;
                }
                if (event.seq() >= fromSeq) {
                    page.add(event);
                }
            }
        }
        return new EventPage(page, firstKept, lastSeq);
    }

    /// Newest number given so far; 0 if none.
    public synchronized long lastSeq() {
        return lastSeq;
    }

    /// Why events do not reach the file, if they do not.
    public Optional<Problem> fault() {
        return file.fault();
    }

    /// Writes what is outstanding, within 2 s, and ends the writer.
    @Override
    public void close() {
        file.close();
    }

    private Map<String, String> clean(Map<String, String> detail) {
        Map<String, String> result = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : detail.entrySet()) {
            if (result.size() == DETAILS_MAX) {
                break;
            }
            String value =
                    Redactor.isSecretName(entry.getKey()) && !entry.getValue().startsWith("secret:")
                            ? Redactor.MASK
                            : clean(entry.getValue());
            result.put(entry.getKey(), value);
        }
        return result;
    }

    private String clean(String text) {
        // Redacted before it is cut: half a secret would no longer be recognized.
        String redacted = redactor.redact(text);
        return redacted.length() <= MESSAGE_LENGTH_MAX
                ? redacted
                : redacted.substring(0, MESSAGE_LENGTH_MAX) + "…";
    }
}
