package org.fieldproof.app.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fieldproof.api.Gateway;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.GatewayState;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.app.RunningGateway;
import org.fieldproof.app.status.StatusLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `fieldproof run DIR`: the gateway without a window, until SIGTERM or for a given time.
@Command(
        name = "run",
        description = "Runs the gateway without a window.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final int OK = 0;
    private static final int FAULT = 1;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    @Mixin private ProjectOptions project = new ProjectOptions();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "Stop by itself after this time, such as 30s or 5min.",
            converter = DurationText.class)
    private Duration limit = Duration.ZERO;

    @Option(names = "--json", description = "One status object a second on stdout.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Printer printer = Printer.standard(json);
        switch (project.start(printer)) {
            case ProjectOptions.Started.Refused _ -> {
                return FAULT;
            }
            case ProjectOptions.Started.Running running -> {
                return runUntilStopped(running.gateway(), printer);
            }
        }
    }

    private int runUntilStopped(RunningGateway running, Printer printer)
            throws InterruptedException {
        StopSignal signal = StopSignal.listen(STOP_LIMIT.plusSeconds(2), FAULT, () -> {});
        EventEcho events = new EventEcho();
        int status = FAULT;
        try {
            status = statusEachSecond(running.gateway(), events, signal, printer);
            return status;
        } finally {
            try {
                running.stop(STOP_LIMIT);
                events.echo(running.gateway());
                printer.line(
                        StatusLine.of(running.gateway().snapshot()),
                        "stopped; everything accepted is in " + running.dataDirectory());
            } finally {
                signal.ended(status);
            }
        }
    }

    private int statusEachSecond(
            Gateway gateway, EventEcho events, StopSignal signal, Printer printer)
            throws InterruptedException {
        long startedNanos = System.nanoTime();
        while (true) {
            events.echo(gateway);
            GatewaySnapshot picture = gateway.snapshot();
            printer.line(StatusLine.of(picture), forPeople(picture));
            if (picture.state() == GatewayState.STOPPED) {
                return FAULT;
            }
            Duration ran = Duration.ofNanos(System.nanoTime() - startedNanos);
            long waitMillis = 1_000;
            if (limit.isPositive()) {
                waitMillis = Math.min(waitMillis, limit.minus(ran).toMillis());
            }
            // However it ends: one that accepts nothing any more has not ended well.
            if (waitMillis <= 0 || signal.await(waitMillis)) {
                return gateway.snapshot().state() == GatewayState.FAULTED ? FAULT : OK;
            }
        }
    }

    private static String forPeople(GatewaySnapshot picture) {
        StringBuilder line =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                "%tT %s  in %.0f/s  log %,d",
                                java.util.Date.from(picture.time()),
                                picture.state(),
                                picture.log().acceptedPerSecond(),
                                picture.log().records()));
        for (LaneSnapshot lane : picture.lanes()) {
            line.append(
                    String.format(
                            Locale.ROOT,
                            "  | %s %s %.0f/s buffer %,d",
                            lane.id(),
                            lane.state(),
                            lane.durablePerSecond(),
                            lane.bufferRecords()));
        }
        List<org.fieldproof.api.project.Problem> faults = picture.faults();
        if (!faults.isEmpty()) {
            line.append("  ! ").append(faults.getFirst().oneLine());
        }
        return line.toString();
    }
}
