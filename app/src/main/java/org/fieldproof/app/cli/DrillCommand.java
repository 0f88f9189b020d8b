package org.fieldproof.app.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.fieldproof.api.Gateway;
import org.fieldproof.api.command.Command.ArmDrill;
import org.fieldproof.api.command.Command.StartDrill;
import org.fieldproof.api.command.Command.StopDrills;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.app.RunningGateway;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `fieldproof drill DIR NAME`: starts the gateway, runs one drill, writes the evidence.
@Command(
        name = "drill",
        description = "Runs a drill and writes its evidence.",
        mixinStandardHelpOptions = true)
final class DrillCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int INCONCLUSIVE = 3;
    private static final int ABORTED = 4;
    private static final Duration READY_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    /// To heal the line, read back what arrived, write the evidence and stop.
    private static final Duration END_LIMIT = Duration.ofSeconds(60);

    private static final String STOPPED_BEFORE = "A signal stopped it before the drill began.";
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    @Mixin private ProjectOptions project = new ProjectOptions();

    @Parameters(index = "1", paramLabel = "NAME", description = "The drill: drills/NAME.yaml.")
    private String name = "";

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the evidence file.")
    private @Nullable Path out;

    @Option(
            names = "--arm",
            paramLabel = "NAME",
            description = {
                "For a BENCH or LIVE line: the drill's name once more, exactly.",
                "It is armed, which is on record in the audit trail."
            })
    private @Nullable String arm;

    @Option(
            names = "--permit",
            paramLabel = "REF",
            description = "With --arm, for a LIVE line: the permit or work order.")
    private String permit = "";

    @Option(
            names = "--affected",
            paramLabel = "TEXT",
            description = "With --arm, for a LIVE line: who is affected and knows of it.")
    private String affected = "";

    @Option(
            names = "--line",
            paramLabel = "ID",
            description =
                    "For a LIVE line: the id of the connector whose line is faulted, exactly.")
    private String line = "";

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Spec private @Nullable CommandSpec command;

    @Override
    public Integer call() {
        if (arm == null && !(permit + affected + line).isEmpty()) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(),
                    "--permit, --affected and --line say nothing without --arm (expected: --arm "
                            + name
                            + ")");
        }
        Printer printer = Printer.standard(json);
        return switch (project.start(printer)) {
            case ProjectOptions.Started.Refused _ -> INCONCLUSIVE;
            case ProjectOptions.Started.Running(RunningGateway running) -> {
                Gateway gateway = running.gateway();
                StopSignal signal =
                        StopSignal.listen(
                                END_LIMIT, ABORTED, () -> gateway.submit(new StopDrills("signal")));
                // What ends without a verdict has proven nothing, and failed nothing.
                int exit = ABORTED;
                try {
                    exit = run(gateway, signal, printer);
                } finally {
                    try {
                        running.stop(STOP_LIMIT);
                    } finally {
                        signal.ended(exit);
                    }
                }
                yield exit;
            }
        };
    }

    private int run(Gateway gateway, StopSignal signal, Printer printer) {
        if (!isDelivering(gateway, signal)) {
            printer.line(
                    new Finding("", name, "aborted", STOPPED_BEFORE, ""),
                    "ABORTED: " + STOPPED_BEFORE);
            return ABORTED;
        }
        return switch (started(gateway)) {
            case Outcome.DrillStarted(String run) -> {
                if (signal.isAsked()) {
                    // It came between the look and the start: there was nothing to stop then.
                    gateway.submit(new StopDrills("signal"));
                }
                yield follow(gateway, run, printer);
            }
            case Outcome.Refused refused -> {
                printer.problems(java.util.List.of(refused.why()));
                yield INCONCLUSIVE;
            }
            case Outcome other ->
                    throw new IllegalStateException("drill: unexpected outcome " + other);
        };
    }

    /// Arms the drill where that was asked for, and starts it; or says why not.
    private Outcome started(Gateway gateway) {
        if (arm != null
                && ask(gateway, new ArmDrill(name, arm, null, permit, affected))
                        instanceof Outcome.Refused refused) {
            return refused;
        }
        Path folder = out == null ? null : out.toAbsolutePath();
        return ask(gateway, new StartDrill(name, null, folder, line));
    }

    private static Outcome ask(Gateway gateway, org.fieldproof.api.command.Command command) {
        return gateway.submit(command).toCompletableFuture().join();
    }

    /// A drill's baseline wants a healthy path; right after a start the lanes are still
    /// connecting. One that stays ill is for the drill to judge.
    ///
    /// @return false if a signal has ended the wait
    private static boolean isDelivering(Gateway gateway, StopSignal signal) {
        long startedNanos = System.nanoTime();
        while (System.nanoTime() - startedNanos < READY_LIMIT.toNanos() && !signal.isAsked()) {
            GatewaySnapshot picture = gateway.snapshot();
            boolean ready =
                    picture.log().acceptedTotal() > 0
                            && picture.lanes().stream()
                                    .allMatch(lane -> lane.state() == LaneState.IN_STEP);
            if (ready) {
                break;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return !signal.isAsked();
    }

    private int follow(Gateway gateway, String run, Printer printer) {
        String lastPhase = "";
        while (true) {
            DrillSnapshot desk = gateway.snapshot().drills();
            Optional<DrillSnapshot.Result> result =
                    desk.results().stream().filter(each -> each.id().equals(run)).findFirst();
            if (result.isPresent()) {
                return report(result.get(), printer);
            }
            DrillSnapshot.Run running = desk.running();
            if (running != null && !running.phase().name().equals(lastPhase)) {
                lastPhase = running.phase().name();
                printer.line(
                        new Progress(run, name, lastPhase, running.remainingMs(), running.next()),
                        lastPhase + ": " + running.next());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static int report(DrillSnapshot.Result result, Printer printer) {
        printer.line(
                new Finding(
                        result.id(),
                        result.name(),
                        result.verdict().name().toLowerCase(java.util.Locale.ROOT),
                        result.reason(),
                        result.evidence()),
                result.verdict() + ": " + result.reason() + "\nevidence: " + result.evidence());
        return switch (result.verdict()) {
            case PASSED -> 0;
            case FAILED -> FAILED;
            case INCONCLUSIVE -> INCONCLUSIVE;
            case ABORTED -> ABORTED;
        };
    }

    /// A change of phase.
    record Progress(String run, String drill, String phase, long remainingMs, String next) {}

    /// The end.
    record Finding(String run, String drill, String verdict, String reason, String evidence) {}
}
