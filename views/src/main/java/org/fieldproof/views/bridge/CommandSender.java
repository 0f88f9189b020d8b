package org.fieldproof.views.bridge;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.fieldproof.api.Gateway;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.jspecify.annotations.Nullable;

/// Sends commands and brings outcomes back to the FX thread. FX thread.
public final class CommandSender {

    private final Workspace workspace;
    private final UiExecutor ui;
    private final Consumer<Problem> refusals;
    private Supplier<Optional<Problem>> hindrance = Optional::empty;
    private int writesDue;

    /// A sender.
    ///
    /// @param refusals told of every refusal, so that none goes unseen
    public CommandSender(Workspace workspace, UiExecutor ui, Consumer<Problem> refusals) {
        this.workspace = workspace;
        this.ui = ui;
        this.refusals = refusals;
    }

    /// What keeps everything from being sent that acts on what runs. Nothing ever keeps a drill
    /// from being stopped.
    public void hinder(Supplier<Optional<Problem>> next) {
        hindrance = next;
    }

    /// Whether a command acts on what runs, and does not only look.
    static boolean acts(Command command) {
        return switch (command) {
            case Command.PauseLane _,
                    Command.ResumeLane _,
                    Command.AcknowledgeAlarm _,
                    Command.ShelveAlarm _,
                    Command.UnshelveAlarm _,
                    Command.ExamineConnectors _,
                    Command.DiscardOrphan _,
                    Command.DiscardBacklog _,
                    Command.TrustCertificate _,
                    Command.DistrustCertificate _,
                    Command.RetryQuarantined _,
                    Command.RetryAllQuarantined _,
                    Command.EditQuarantined _,
                    Command.ImportQuarantined _,
                    Command.DiscardQuarantined _,
                    Command.ArmWrites _,
                    Command.PrepareWrite _,
                    Command.ConfirmWrite _,
                    Command.ArmDrill _,
                    Command.StartDrill _,
                    Command.LockDrills _ ->
                    true;
            case Command.InspectWire _,
                    Command.ReadLatest _,
                    Command.ReadLevels _,
                    Command.ReadQuarantine _,
                    Command.ExportQuarantined _,
                    Command.LookAtBacklog _,
                    Command.ExportBacklog _,
                    Command.ListCertificates _,
                    Command.ReadStorage _,
                    Command.ExportCertificate _,
                    Command.ReadOrphans _,
                    Command.ExportOrphan _,
                    Command.ReadAudit _,
                    // A moment that lies back may be marked while it is looked at.
                    Command.SetMarker _,
                    Command.RenameMarker _,
                    Command.RemoveMarker _,
                    Command.PreviewTransforms _,
                    Command.DescribeFields _,
                    Command.ListWritable _,
                    Command.DisarmWrites _,
                    Command.DisarmDrill _,
                    Command.StopDrills _,
                    Command.Heartbeat _,
                    Command.ReadEvidence _,
                    Command.VerifyEvidence _,
                    Command.CompareEvidence _ ->
                    false;
        };
    }

    /// Sends and hands the outcome over, whatever it is.
    public void send(Command command, Consumer<Outcome> then) {
        submit(command, outcome -> finish(outcome, then));
    }

    /// The same where whoever asks shows the refusal itself, in its place.
    public void ask(Command command, Consumer<Outcome> then) {
        submit(command, then);
    }

    private void submit(Command command, Consumer<Outcome> end) {
        Optional<Problem> why = acts(command) ? hindrance.get() : Optional.empty();
        Optional<Gateway> gateway = workspace.gateway();
        if (why.isPresent()) {
            end.accept(new Outcome.Refused(why.get()));
        } else if (gateway.isEmpty()) {
            end.accept(
                    new Outcome.Refused(
                            Problem.error(
                                    "APP-0911",
                                    "console",
                                    "No gateway is running.",
                                    "Open a project, or the sample plant.")));
        } else {
            ask(gateway.get().submit(command), counted(command, end));
        }
    }

    private Consumer<Outcome> counted(Command command, Consumer<Outcome> end) {
        if (!(command instanceof Command.ConfirmWrite)) {
            return end;
        }
        writesDue++;
        return outcome -> {
            writesDue--;
            end.accept(outcome);
        };
    }

    /// Whether a device is being written: what became of that is not told yet.
    public boolean isWriting() {
        return writesDue > 0;
    }

    /// Brings the outcome of any other asynchronous request to the FX thread.
    public void await(CompletionStage<Outcome> request, Consumer<Outcome> then) {
        ask(request, outcome -> finish(outcome, then));
    }

    /// The same where so much comes that it is made ready before it reaches the FX thread.
    ///
    /// @param ready any thread; where it fails, it is given the refusal that says so
    public <T> void sendLarge(Command look, Function<Outcome, T> ready, Consumer<T> then) {
        Optional<Gateway> gateway = workspace.gateway();
        if (gateway.isEmpty()) {
            send(look, outcome -> then.accept(ready.apply(outcome)));
            return;
        }
        large(
                gateway.get(),
                look,
                ready,
                made -> finish(made.getKey(), _ -> then.accept(made.getValue())));
    }

    /// The same where nobody has asked: a refusal is told to no person, and without a gateway
    /// nothing comes.
    public <T> void lookQuietly(Command look, Function<Outcome, T> ready, Consumer<T> then) {
        workspace
                .gateway()
                .ifPresent(
                        gateway ->
                                large(gateway, look, ready, made -> then.accept(made.getValue())));
    }

    private <T> void large(
            Gateway gateway,
            Command look,
            Function<Outcome, T> ready,
            Consumer<Map.Entry<Outcome, T>> then) {
        var _ =
                gateway.submit(look)
                        .handleAsync(CommandSender::orRefusal, Thread::startVirtualThread)
                        .thenApply(outcome -> made(outcome, ready))
                        .thenAccept(made -> ui.run(() -> then.accept(made)));
    }

    private static <T> Map.Entry<Outcome, T> made(Outcome outcome, Function<Outcome, T> ready) {
        try {
            return Map.entry(outcome, ready.apply(outcome));
        } catch (RuntimeException e) {
            Outcome refused = orRefusal(null, e);
            return Map.entry(refused, ready.apply(refused));
        }
    }

    /// The same where whoever asks shows the refusal itself.
    public void ask(CompletionStage<Outcome> request, Consumer<Outcome> then) {
        var _ =
                request.whenComplete(
                        (outcome, failure) ->
                                ui.run(() -> then.accept(orRefusal(outcome, failure))));
    }

    private static Outcome orRefusal(@Nullable Outcome outcome, @Nullable Throwable failure) {
        if (outcome != null) {
            return outcome;
        }
        return new Outcome.Refused(
                Problem.error(
                        "APP-0912",
                        "console",
                        "The request failed inside: " + failure + ".",
                        "Report it with the journal of the data directory."));
    }

    private void finish(Outcome outcome, Consumer<Outcome> then) {
        if (outcome instanceof Outcome.Refused(Problem why)) {
            refusals.accept(why);
        }
        then.accept(outcome);
    }
}
