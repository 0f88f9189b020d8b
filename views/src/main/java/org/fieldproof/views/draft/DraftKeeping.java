package org.fieldproof.views.draft;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftRecovery;
import org.fieldproof.api.draft.KeptDraft;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.views.bridge.UiExecutor;

/// Sees to it that the draft outlives the console (DRAFT-5), and offers what an earlier one has
/// left. FX thread; needs no toolkit.
public final class DraftKeeping {
    private final DraftRecovery recovery;
    private final UiExecutor ui;
    private final GatewayClock clock;
    private final Deque<KeptDraft> offers = new ArrayDeque<>();
    private final List<Problem> news = new ArrayList<>();
    private Optional<Path> project = Optional.empty();
    private Optional<KeptDraft> discarded = Optional.empty();
    private long discardedNanos;
    private String id = "";
    private boolean keeps;
    private boolean failed;

    DraftKeeping(DraftRecovery recovery, UiExecutor ui, GatewayClock clock) {
        this.recovery = recovery;
        this.ui = ui;
        this.clock = clock;
    }

    /// A project was opened: what an earlier console has left of it will be offered.
    void opened(Path folder) {
        closed();
        project = Optional.of(folder);
        id = UUID.randomUUID().toString();
        await(
                recovery.kept(folder),
                outcome -> {
                    if (project.equals(Optional.of(folder))
                            && outcome instanceof Outcome.DraftsKept(var drafts, var problems)) {
                        drafts.stream().filter(each -> !each.id().equals(id)).forEach(offers::add);
                        news.addAll(problems);
                    }
                });
    }

    /// The project is closed; what is kept of it stays.
    void closed() {
        project = Optional.empty();
        discarded = Optional.empty();
        offers.clear();
        keeps = false;
    }

    /// The draft has changed: it is kept while it differs from what runs.
    void changed(DraftModel model) {
        if (project.isEmpty()) {
            return;
        }
        if (model.dirty()) {
            keep(model, done -> {});
        } else if (keeps) {
            keeps = false;
            forget(project.get(), id);
        }
    }

    private void keep(DraftModel model, Consumer<Outcome> then) {
        Path folder = project.orElseThrow();
        keeps = true;
        KeptDraft now =
                new KeptDraft(id, clock.now(), model.running(), model.hash(), model.draft());
        await(
                recovery.keep(folder, now),
                outcome -> {
                    tell(outcome);
                    then.accept(outcome);
                });
    }

    /// The first of several failures in a row is news.
    private void tell(Outcome outcome) {
        if (outcome instanceof Outcome.Refused(Problem why) && !failed) {
            news.add(why);
        }
        failed = outcome instanceof Outcome.Refused;
    }

    private void forget(Path folder, String which) {
        await(recovery.forget(folder, which), this::tell);
    }

    /// What was left unapplied and nobody has decided on yet, the newest.
    public Optional<KeptDraft> offer() {
        return Optional.ofNullable(offers.peek());
    }

    /// The offer is the draft now: it goes once that is kept itself.
    void taken(DraftModel model) {
        Path folder = project.orElseThrow();
        KeptDraft offer = offers.pop();
        if (model.dirty()) {
            keep(
                    model,
                    outcome -> {
                        if (outcome instanceof Outcome.Done) {
                            forget(folder, offer.id());
                        }
                    });
        } else {
            forget(folder, offer.id());
        }
    }

    /// Gives the offer up. It can be had back for a moment.
    public void discard() {
        if (project.isPresent() && !offers.isEmpty()) {
            KeptDraft offer = offers.pop();
            forget(project.get(), offer.id());
            discarded = Optional.of(offer);
            discardedNanos = clock.nanoTime();
        }
    }

    /// What was given up last, as long as the project is open.
    public Optional<KeptDraft> discarded() {
        return discarded;
    }

    /// How long ago that was.
    public Duration discardedFor() {
        return Duration.ofNanos(clock.nanoTime() - discardedNanos);
    }

    /// Offers again what was given up last.
    public void undiscard() {
        discarded.ifPresent(
                draft -> {
                    discarded = Optional.empty();
                    offers.push(draft);
                    project.ifPresent(folder -> await(recovery.keep(folder, draft), this::tell));
                });
    }

    /// Problems that nobody has been told of yet.
    public List<Problem> takeNews() {
        List<Problem> taken = List.copyOf(news);
        news.clear();
        return taken;
    }

    private void await(CompletionStage<Outcome> request, Consumer<Outcome> then) {
        var _ = request.thenAccept(outcome -> ui.run(() -> then.accept(outcome)));
    }
}
