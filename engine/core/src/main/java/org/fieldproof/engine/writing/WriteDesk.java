package org.fieldproof.engine.writing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.WritingSnapshot;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.TagWriter;
import org.fieldproof.api.tag.TagSchema.Addressed;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.engine.journal.AuditTrail;
import org.fieldproof.engine.port.OneArmed.Arming;
import org.fieldproof.engine.writing.Permits.Ended;
import org.fieldproof.engine.writing.Permits.Prepared;
import org.jspecify.annotations.Nullable;

/// The one door through which a value goes to a device (G20). Answers at once, but for what asks a
/// device: that has a thread of its own, `fp-write-<connection>`, one at a time. Any thread may
/// call; only [#close] blocks.
public final class WriteDesk {
    static final String CATEGORY = "writing";

    private final List<WritableLine> lines;
    private final AuditTrail audit;
    private final GatewayClock clock;
    private final Permits permits;
    private final Patience patience;
    private final AtomicReference<@Nullable Thread> underWay = new AtomicReference<>();

    /// How long is waited, in milliseconds.
    ///
    /// @param settle from the device's yes to the reading back: its program has had its turn
    /// @param audit for the audit trail to reach the disk
    /// @param limit for everything; then it is told as not ended
    public record Patience(long settle, long audit, long limit) {
        public static final Patience USUAL = new Patience(300, 5_000, 90_000);
    }

    /// @param random for tokens; nobody must be able to guess it
    public WriteDesk(
            List<WritableLine> lines,
            AuditTrail audit,
            GatewayClock clock,
            BooleanSupplier drillRuns,
            RandomGenerator random,
            Patience patience) {
        this(lines, audit, clock, new Permits(clock, random, drillRuns), patience);
    }

    /// With permits that a test has spoiled.
    WriteDesk(
            List<WritableLine> lines,
            AuditTrail audit,
            GatewayClock clock,
            Permits permits,
            Patience patience) {
        this.lines = List.copyOf(lines);
        this.audit = audit;
        this.clock = clock;
        this.permits = permits;
        this.patience = patience;
    }

    public CompletionStage<Outcome> submit(Command.WriteCommand command) {
        lapse();
        return switch (command) {
            case Command.ListWritable _ -> done(listed());
            case Command.ArmWrites arm -> done(arm(arm));
            case Command.DisarmWrites _ -> done(disarm());
            case Command.PrepareWrite prepare -> prepare(prepare);
            case Command.ConfirmWrite confirm -> confirm(confirm);
        };
    }

    /// What is armed now. Ends it where its time is over: asked for each picture.
    public WritingSnapshot look() {
        lapse();
        return permits.look();
    }

    /// Nothing is written any more. Waits for what has left already.
    public void close(Duration limit) {
        permits.close();
        tell(permits.disarm("the gateway stops, or applies another revision"));
        @Nullable Thread present = underWay.get();
        if (present != null) {
            try {
                present.join(limit);
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts threads here", e);
            }
        }
    }

    private void lapse() {
        tell(permits.lapse());
    }

    private void tell(Optional<Ended> ended) {
        ended.ifPresent(
                each ->
                        audit.append(
                                CATEGORY, "disarm writing to " + each.connection(), each.why()));
    }

    private static CompletionStage<Outcome> done(Outcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }

    private Outcome listed() {
        List<Outcome.WritableTag> all = new ArrayList<>();
        for (WritableLine line : lines) {
            line.tags().forEach(each -> all.add(line.shown(each)));
        }
        return new Outcome.WritableListed(all);
    }

    private Outcome arm(Command.ArmWrites arm) {
        Optional<Problem> why = refusal(arm);
        if (why.isEmpty()) {
            tell(permits.disarm("another arming takes its place"));
            why = permits.arm(arm.connection(), Duration.ofMinutes(arm.minutes()));
        }
        String act = "arm writing to " + arm.connection() + " for " + arm.minutes() + " min";
        if (why.isPresent()) {
            audit.append(CATEGORY, act, "refused: " + why.get().code());
            return new Outcome.Refused(why.get());
        }
        audit.append(CATEGORY, act, "done");
        return new Outcome.Done(
                "Writable tags of "
                        + arm.connection()
                        + " can be written for "
                        + arm.minutes()
                        + " min.");
    }

    private Optional<Problem> refusal(Command.ArmWrites arm) {
        Optional<WritableLine> line = line(arm.connection());
        if (line.isEmpty()) {
            return Optional.of(WriteProblems.noConnection(arm.connection()));
        }
        if (line.get().tags().isEmpty()) {
            return Optional.of(WriteProblems.noTags(arm.connection()));
        }
        if (!arm.typed().equals(arm.connection())) {
            return Optional.of(WriteProblems.notTyped(arm.connection()));
        }
        return arm.minutes() < 1 || arm.minutes() > Command.ArmWrites.MINUTES_MAX
                ? Optional.of(WriteProblems.minutes(arm.connection(), arm.minutes()))
                : Optional.empty();
    }

    private Outcome disarm() {
        Optional<Ended> ended = permits.disarm("by hand");
        tell(ended);
        return new Outcome.Done(
                ended.map(each -> "Nothing can be written to " + each.connection() + " any more.")
                        .orElse("Nothing was armed."));
    }

    private Optional<WritableLine> line(String connection) {
        return lines.stream().filter(each -> each.connection().equals(connection)).findFirst();
    }

    private CompletionStage<Outcome> prepare(Command.PrepareWrite asked) {
        String act =
                "prepare writing " + asked.connection() + "/" + asked.tag() + " = " + asked.value();
        Optional<WritableLine> line = line(asked.connection());
        Optional<Arming<String>> arming = permits.armed(asked.connection());
        Optional<Addressed> tag = line.flatMap(each -> each.tag(asked.tag()));
        Optional<Problem> why =
                permits.shut()
                        .or(
                                () ->
                                        line.isEmpty()
                                                ? Optional.of(
                                                        WriteProblems.noConnection(
                                                                asked.connection()))
                                                : Optional.empty())
                        .or(
                                () ->
                                        tag.isEmpty()
                                                ? Optional.of(
                                                        WriteProblems.noTag(
                                                                asked.connection(), asked.tag()))
                                                : Optional.empty())
                        .or(
                                () ->
                                        arming.isEmpty()
                                                ? Optional.of(
                                                        WriteProblems.notArmed(asked.connection()))
                                                : Optional.empty());
        if (why.isPresent()) {
            return refused(act, why.get());
        }
        return atDevice(
                        asked.connection(),
                        WriteProblems.stuck(asked.tag(), false),
                        () ->
                                prepared(
                                        line.orElseThrow(),
                                        tag.orElseThrow(),
                                        arming.orElseThrow(),
                                        asked.value()))
                .thenApply(
                        outcome -> {
                            if (outcome instanceof Outcome.Refused(Problem problem)) {
                                audit.append(CATEGORY, act, "refused: " + problem.code());
                            }
                            return outcome;
                        });
    }

    private CompletionStage<Outcome> refused(String act, Problem why) {
        audit.append(CATEGORY, act, "refused: " + why.code());
        return done(new Outcome.Refused(why));
    }

    /// On `fp-write-<connection>`.
    private Outcome prepared(
            WritableLine line, Addressed tag, Arming<String> arming, String value) {
        TypedValue present;
        try (TagWriter writer = line.dial().open(tag.tag())) {
            present = writer.read();
        } catch (ConnectorException e) {
            return new Outcome.Refused(e.problem());
        }
        return switch (Wanted.of(tag.tag(), present, value)) {
            case Wanted.Refused(Problem why) -> new Outcome.Refused(why);
            case Wanted.Fits(TypedValue raw, String shown) -> {
                long endNanos = permits.confirmEndNanos(arming);
                Prepared waiting =
                        new Prepared(
                                arming,
                                endNanos,
                                clock.now().plusNanos(endNanos - clock.nanoTime()),
                                line,
                                tag,
                                raw,
                                shown);
                Optional<String> token = permits.keep(waiting);
                yield token.isEmpty()
                        ? new Outcome.Refused(
                                permits.shut().orElse(WriteProblems.ended(line.connection())))
                        : new Outcome.WritePrepared(
                                token.get(),
                                line.shown(tag),
                                Wanted.shown(tag.tag(), present),
                                shown,
                                Wanted.raw(raw),
                                waiting.until());
            }
        };
    }

    private CompletionStage<Outcome> confirm(Command.ConfirmWrite asked) {
        Optional<Problem> shut = permits.shut();
        if (shut.isPresent()) {
            return refused("confirm a write", shut.get());
        }
        if (underWay.get() != null) {
            // The token stays good for when the device has answered.
            return refused("confirm a write", WriteProblems.underWay());
        }
        Optional<Prepared> taken = permits.take(asked.token());
        if (taken.isEmpty()) {
            return refused("confirm a write", WriteProblems.token());
        }
        Prepared confirmed = taken.get();
        OneWrite write = new OneWrite(confirmed, permits, audit, patience);
        return atDevice(
                confirmed.line().connection(),
                WriteProblems.stuck(confirmed.tag().tag().name(), false),
                write);
    }

    /// What asks a device.
    interface Asking {
        Outcome run();

        /// The time is over: what can be said, and nothing leaves any more.
        default Outcome givenUp(Problem why) {
            return new Outcome.Refused(why);
        }
    }

    private CompletionStage<Outcome> atDevice(String connection, Problem stuck, Asking asking) {
        CompletableFuture<Outcome> told = new CompletableFuture<>();
        Thread thread =
                Thread.ofPlatform()
                        .name("fp-write-" + connection)
                        .daemon(true)
                        .unstarted(() -> run(asking, told));
        if (!underWay.compareAndSet(null, thread)) {
            return refused("write to " + connection, WriteProblems.underWay());
        }
        try {
            thread.start();
        } catch (OutOfMemoryError noThread) {
            underWay.set(null);
            throw noThread;
        }
        CompletableFuture.delayedExecutor(patience.limit(), TimeUnit.MILLISECONDS)
                .execute(
                        () -> {
                            if (!told.isDone()) {
                                told.complete(asking.givenUp(stuck));
                            }
                        });
        return told;
    }

    private void run(Asking asking, CompletableFuture<Outcome> told) {
        @Nullable Outcome outcome = null;
        try {
            outcome = asking.run();
        } catch (RuntimeException unexpected) {
            outcome = new Outcome.Refused(WriteProblems.failed("of " + CATEGORY, unexpected));
        } finally {
            underWay.set(null);
            if (outcome != null) {
                told.complete(outcome);
            }
        }
    }
}
