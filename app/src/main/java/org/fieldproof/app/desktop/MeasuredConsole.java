package org.fieldproof.app.desktop;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javafx.stage.Stage;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.app.bench.BenchException;
import org.fieldproof.app.bench.ConsoleFigures;
import org.fieldproof.app.bench.ConsoleLoad;
import org.fieldproof.app.bench.ConsoleMeter;
import org.fieldproof.app.bench.PulseFigures;
import org.fieldproof.app.bench.SoakLook;
import org.fieldproof.views.ConsoleWindow;
import org.fieldproof.views.place.PerspectiveId;

/// Drives a real console over each load and measures it, see [ScriptedConsole].
public final class MeasuredConsole implements ConsoleMeter {
    // In stays of one view.
    private static final int WARM_UP_STAYS = 3;
    private static final int ALONE_STAYS = 5;

    private final GatewayClock clock = GatewayClock.system();

    private MeasuredConsole() {}

    /// A meter that draws without a display, so that figures of different machines compare.
    public static ConsoleMeter headless() {
        return new MeasuredConsole();
    }

    @Override
    public Optional<Path> sample(String name) {
        return ProductFiles.sample(name);
    }

    @Override
    public List<ConsoleFigures> measure(List<ConsoleLoad> loads) throws BenchException {
        return ScriptedConsole.run(
                "ui",
                stage -> {
                    List<ConsoleFigures> figures = new ArrayList<>();
                    for (ConsoleLoad load : loads) {
                        figures.add(measure(stage, load));
                    }
                    return List.copyOf(figures);
                });
    }

    @Override
    public List<SoakLook> soak(Path project, Path scratch, Duration between, int looks)
            throws BenchException {
        SoakedConsole soaked = new SoakedConsole(project, scratch, between, looks);
        return ScriptedConsole.run("soak", soaked::looks);
    }

    private ConsoleFigures measure(Stage stage, ConsoleLoad load) throws Exception {
        DesktopWorkspace workspace = opened(load.project(), load.scratch());
        try {
            rest(load.perView().multipliedBy(WARM_UP_STAYS), clock);
            ProcessMeter alone = ProcessMeter.start(clock);
            long before = accepted(workspace);
            rest(load.perView().multipliedBy(ALONE_STAYS), clock);
            double acceptedAlone = (accepted(workspace) - before) / alone.elapsedSeconds();
            ConsoleWindow window = FxSteps.call(() -> opened(stage, workspace));
            visit(window, load.perView(), clock);
            PulseMeter pulses = FxSteps.call(this::startedMeter);
            ProcessMeter process = ProcessMeter.start(clock);
            long atStart = accepted(workspace);
            visit(window, load.perView(), clock);
            double acceptedBeside = (accepted(workspace) - atStart) / process.elapsedSeconds();
            double drawing = process.drawingCores();
            double whole = process.processCores();
            FxSteps.call(
                    () -> {
                        pulses.stop();
                        return true;
                    });
            double heap = heapAfterCollectionMiB();
            Map<String, PulseFigures> uses = new ConsoleUse(window, clock).of(load.parts());
            FxSteps.call(
                    () -> {
                        window.close();
                        return true;
                    });
            return new ConsoleFigures(
                    pulses.pulses(),
                    pulses.workP95Millis(),
                    pulses.workP99Millis(),
                    pulses.workMaxMillis(),
                    pulses.gapP95Millis(),
                    drawing,
                    whole,
                    heap,
                    acceptedBeside,
                    acceptedAlone,
                    uses);
        } finally {
            workspace.shutDown();
        }
    }

    /// A gateway for a console, with preferences and data of its own.
    static DesktopWorkspace opened(Path project, Path scratch) throws Exception {
        DesktopWorkspace workspace =
                new DesktopWorkspace(
                        new PreferencesFile(scratch.resolve("preferences.properties")),
                        Optional.of(scratch.resolve("data")));
        Outcome opened = workspace.open(project).toCompletableFuture().get();
        if (opened instanceof Outcome.Refused(Problem why)) {
            workspace.shutDown();
            throw new BenchException(why);
        }
        return workspace;
    }

    static ConsoleWindow opened(Stage stage, DesktopWorkspace workspace) {
        ConsoleWindow window = new ConsoleWindow(stage, workspace);
        window.open();
        return window;
    }

    private PulseMeter startedMeter() {
        PulseMeter meter = new PulseMeter(clock);
        meter.start();
        return meter;
    }

    /// Each perspective once.
    static void visit(ConsoleWindow window, Duration perView, GatewayClock clock) throws Exception {
        for (PerspectiveId perspective : PerspectiveId.values()) {
            FxSteps.call(
                    () -> {
                        window.show(perspective);
                        return true;
                    });
            rest(perView, clock);
        }
    }

    static long accepted(DesktopWorkspace workspace) {
        return workspace.gateway().orElseThrow().snapshot().log().acceptedTotal();
    }

    static double heapAfterCollectionMiB() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1_048_576.0;
    }

    private static void rest(Duration time, GatewayClock clock) {
        long until = clock.nanoTime() + time.toNanos();
        while (clock.nanoTime() < until) {
            LockSupport.parkNanos(Math.max(1, until - clock.nanoTime()));
        }
    }
}
