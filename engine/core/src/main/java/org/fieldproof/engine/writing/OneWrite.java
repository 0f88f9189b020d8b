package org.fieldproof.engine.writing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.TagWritten;
import org.fieldproof.api.command.Outcome.WriteResult;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.TagWriter;
import org.fieldproof.api.spi.TagWriter.Answer;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.engine.journal.AuditTrail;
import org.fieldproof.engine.writing.Permits.Prepared;
import org.jspecify.annotations.Nullable;

/// One confirmed write, from the line to what was read back. Run once, on `fp-write-<connection>`;
/// given up by the thread that watches the time.
final class OneWrite implements WriteDesk.Asking {
    private final Prepared confirmed;
    private final TagDefinition tag;
    private final Permits permits;
    private final AuditTrail audit;
    private final WriteDesk.Patience patience;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.CONNECTING);
    // Written by our thread before the frame leaves, read by whoever gives up.
    private volatile String before = "";

    /// Leaving and giving up exclude each other.
    private enum Stage {
        CONNECTING,
        LEFT,
        GIVEN_UP
    }

    /// What came of the frame; a problem stands where nothing could be read back.
    private record Sent(Answer answer, @Nullable TypedValue held, @Nullable Problem unread) {}

    OneWrite(Prepared confirmed, Permits permits, AuditTrail audit, WriteDesk.Patience patience) {
        this.confirmed = confirmed;
        this.tag = confirmed.tag().tag();
        this.permits = permits;
        this.audit = audit;
        this.patience = patience;
    }

    private String act() {
        return "write "
                + confirmed.line().connection()
                + "/"
                + tag.name()
                + ": "
                + before
                + " -> "
                + confirmed.wanted()
                + " (raw "
                + Wanted.raw(confirmed.raw())
                + ")";
    }

    @Override
    public Outcome run() {
        Outcome outcome;
        try {
            outcome = written();
        } catch (RuntimeException unexpected) {
            // Before it left: what comes behind that is caught where it comes.
            outcome = new Outcome.Refused(WriteProblems.failed(tag.name(), unexpected));
        }
        String words =
                switch (outcome) {
                    case Outcome.Refused(Problem why) -> "refused: " + why.code();
                    case TagWritten done ->
                            done.result()
                                    + ", now "
                                    + (done.now().isEmpty() ? "not read" : done.now())
                                    + (done.why() == null ? "" : ", " + done.why().code());
                    default -> throw new IllegalStateException("outcome: " + outcome);
                };
        if (stage.get() != Stage.GIVEN_UP) {
            audit.append(WriteDesk.CATEGORY, act(), words);
        }
        return outcome;
    }

    private Outcome written() {
        Sent sent;
        try (TagWriter writer = confirmed.line().dial().open(tag)) {
            TypedValue present = writer.read();
            before = Wanted.shown(tag, present);
            Optional<Problem> why =
                    Wanted.alike(present, confirmed.raw())
                            ? recorded()
                            : Optional.of(WriteProblems.otherKind(tag.name()));
            why = why.or(this::leave);
            if (why.isPresent()) {
                return new Outcome.Refused(why.get());
            }
            sent = send(writer);
        } catch (ConnectorException e) {
            return new Outcome.Refused(e.problem());
        }
        if (sent.answer() instanceof Answer.Refused(Problem why)) {
            return new Outcome.Refused(why);
        }
        return told(sent.held() == null ? readAnew(sent) : sent);
    }

    /// WRT-3: on the disk, or nothing leaves.
    private Optional<Problem> recorded() {
        long number =
                audit.tryAppend(audit.operator().toString(), WriteDesk.CATEGORY, act(), "begins");
        if (number != 0 && audit.awaitWritten(number, Duration.ofMillis(patience.audit()))) {
            return Optional.empty();
        }
        return Optional.of(
                WriteProblems.notRecorded(
                        tag.name(),
                        audit.fault()
                                .map(Problem::message)
                                .orElse("the disk does not take it in time")));
    }

    private Optional<Problem> leave() {
        Optional<Problem> why = permits.leave(confirmed);
        if (why.isEmpty() && !stage.compareAndSet(Stage.CONNECTING, Stage.LEFT)) {
            return Optional.of(WriteProblems.stuck(tag.name(), false));
        }
        return why;
    }

    /// Once, whatever comes of it (WRT-4).
    private Sent send(TagWriter writer) {
        Answer answer;
        try {
            answer = writer.write(confirmed.raw());
        } catch (RuntimeException unexpected) {
            answer = new Answer.Unknown(WriteProblems.failed(tag.name(), unexpected));
        }
        if (!(answer instanceof Answer.Taken)) {
            // What comes on this line now may be the answer that did not come.
            return new Sent(answer, null, null);
        }
        LockSupport.parkNanos(this, Duration.ofMillis(patience.settle()).toNanos());
        try {
            return new Sent(answer, writer.read(), null);
        } catch (ConnectorException e) {
            return new Sent(answer, null, e.problem());
        } catch (RuntimeException unexpected) {
            return new Sent(answer, null, WriteProblems.failed(tag.name(), unexpected));
        }
    }

    /// On a line of its own, when the first one has been closed: some devices have only one.
    private Sent readAnew(Sent sent) {
        try (TagWriter again = confirmed.line().dial().open(tag)) {
            return new Sent(sent.answer(), again.read(), null);
        } catch (ConnectorException e) {
            return new Sent(sent.answer(), null, e.problem());
        } catch (RuntimeException unexpected) {
            return new Sent(sent.answer(), null, WriteProblems.failed(tag.name(), unexpected));
        }
    }

    private TagWritten told(Sent sent) {
        @Nullable TypedValue held = sent.held();
        String now = held == null ? "" : Wanted.shown(tag, held);
        if (sent.answer() instanceof Answer.Unknown(Problem why)) {
            return result(now, WriteResult.UNKNOWN, why);
        }
        if (held == null) {
            return result(now, WriteResult.UNREAD, sent.unread());
        }
        return held.equals(confirmed.raw())
                ? result(now, WriteResult.HELD, null)
                : result(
                        now,
                        WriteResult.CHANGED,
                        WriteProblems.changed(tag.name(), confirmed.wanted(), now));
    }

    private TagWritten result(String now, WriteResult result, @Nullable Problem why) {
        return new TagWritten(
                confirmed.line().shown(confirmed.tag()),
                before,
                confirmed.wanted(),
                now,
                result,
                why);
    }

    @Override
    public Outcome givenUp(Problem why) {
        if (stage.compareAndSet(Stage.CONNECTING, Stage.GIVEN_UP)) {
            audit.append(WriteDesk.CATEGORY, act(), "refused: " + why.code());
            return new Outcome.Refused(why);
        }
        audit.append(WriteDesk.CATEGORY, act(), WriteResult.UNKNOWN + ", " + why.code());
        return result("", WriteResult.UNKNOWN, WriteProblems.stuck(tag.name(), true));
    }
}
