package org.fieldproof.views.support;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.support.SupportBundle;
import org.fieldproof.api.support.SupportDesk;
import org.fieldproof.views.bridge.CommandSender;

/// What has been collected and what is under way. Needs no toolkit; confined to the FX thread.
final class SupportViewModel {

    /// What goes on.
    enum Step {
        COLLECTING,
        LOOKING,
        WRITING
    }

    private final SupportDesk desk;
    private final CommandSender commands;
    private final Runnable changed;
    private final Consumer<Outcome> late;
    private Step step = Step.LOOKING;
    private Optional<SupportBundle> bundle = Optional.empty();
    private Optional<Problem> refused = Optional.empty();

    /// Which answer is waited for: an earlier one comes too late.
    private int asked;

    /// @param changed told when there is something else to show
    /// @param late told what became of a file that nobody waits for any more
    SupportViewModel(
            SupportDesk desk, CommandSender commands, Runnable changed, Consumer<Outcome> late) {
        this.desk = desk;
        this.commands = commands;
        this.changed = changed;
        this.late = late;
    }

    Step step() {
        return step;
    }

    Optional<SupportBundle> bundle() {
        return bundle;
    }

    /// Why it could not be done.
    Optional<Problem> refused() {
        return refused;
    }

    void collect(List<Problem> shown, boolean payloads) {
        bundle = Optional.empty();
        int mine = begin(Step.COLLECTING);
        commands.ask(
                desk.collect(shown, payloads),
                outcome -> {
                    if (mine == asked) {
                        if (outcome instanceof Outcome.SupportCollected(SupportBundle made)) {
                            bundle = Optional.of(made);
                        }
                        end(outcome);
                    }
                });
    }

    /// @param written told when the file is there
    void save(Path file, Runnable written) {
        if (bundle.isEmpty()) {
            return;
        }
        int mine = begin(Step.WRITING);
        commands.ask(
                desk.save(bundle.get(), file),
                outcome -> {
                    if (mine == asked) {
                        end(outcome);
                        if (outcome instanceof Outcome.Done) {
                            written.run();
                        }
                    } else {
                        late.accept(outcome);
                    }
                });
    }

    /// Forgets what was collected and ends what is under way; a file that is being written already
    /// is finished, and what became of it is told.
    void cancel() {
        desk.cancel();
        asked++;
        bundle = Optional.empty();
        refused = Optional.empty();
        step = Step.LOOKING;
    }

    private int begin(Step next) {
        refused = Optional.empty();
        step = next;
        changed.run();
        return ++asked;
    }

    private void end(Outcome outcome) {
        if (outcome instanceof Outcome.Refused(Problem why)) {
            refused = Optional.of(why);
        }
        step = Step.LOOKING;
        changed.run();
    }
}
