package org.fieldproof.app.desktop;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.app.bench.BenchException;
import org.fieldproof.app.bench.SoakLook;
import org.fieldproof.views.ConsoleWindow;
import org.fieldproof.views.place.PerspectiveId;
import org.jspecify.annotations.Nullable;

/// Uses a real console for a long time and looks at what the process holds. The script runs on
/// `fp-soak` and asks the FX thread for each step.
public final class SoakedConsole extends Application {
    private static final Duration PER_VIEW_MAX = Duration.ofSeconds(1);

    /// JavaFX makes the application object itself; the order goes in and looks come out here.
    private static final AtomicReference<@Nullable Order> ORDER = new AtomicReference<>();

    private static final AtomicReference<List<SoakLook>> LOOKS = new AtomicReference<>(List.of());
    private static final AtomicReference<@Nullable Exception> FAILURE = new AtomicReference<>();

    private final GatewayClock clock = GatewayClock.system();

    private record Order(Path project, Path scratch, Duration between, int looks) {
        /// At least one round of all perspectives goes between two looks.
        Duration perView() {
            Duration share = between.dividedBy(PerspectiveId.values().length);
            return share.compareTo(PER_VIEW_MAX) < 0 ? share : PER_VIEW_MAX;
        }
    }

    /// Once in a process: the toolkit starts once.
    static List<SoakLook> run(Path project, Path scratch, Duration between, int looks)
            throws BenchException {
        MeasuredConsole.withoutDisplay();
        ORDER.set(new Order(project, scratch, between, looks));
        launch(SoakedConsole.class);
        Exception failure = FAILURE.get();
        if (failure != null) {
            throw BenchException.failed("soak", failure);
        }
        return LOOKS.get();
    }

    @Override
    public void start(Stage stage) {
        Platform.setImplicitExit(false);
        Order order = ORDER.get();
        if (order == null) {
            throw new IllegalStateException("order: none (expected: run was called)");
        }
        Thread.ofPlatform().name("fp-soak").start(() -> script(stage, order));
    }

    private void script(Stage stage, Order order) {
        try {
            LOOKS.set(looks(stage, order));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            FAILURE.set(e);
        } catch (Exception e) {
            FAILURE.set(e);
        } finally {
            Platform.runLater(Platform::exit);
        }
    }

    private List<SoakLook> looks(Stage stage, Order order) throws Exception {
        DesktopWorkspace workspace =
                new DesktopWorkspace(
                        new PreferencesFile(order.scratch().resolve("preferences.properties")),
                        Optional.of(order.scratch().resolve("data")));
        try {
            Outcome opened = workspace.open(order.project()).toCompletableFuture().get();
            if (opened instanceof Outcome.Refused(Problem why)) {
                throw new BenchException(why);
            }
            ConsoleWindow window = FxSteps.call(() -> MeasuredConsole.opened(stage, workspace));
            // What is made once, on the first visit, is not growth.
            MeasuredConsole.visit(window, order.perView(), clock);
            List<SoakLook> looks = new ArrayList<>();
            while (looks.size() < order.looks()) {
                long until = clock.nanoTime() + order.between().toNanos();
                do {
                    MeasuredConsole.visit(window, order.perView(), clock);
                } while (clock.nanoTime() < until);
                looks.add(look(workspace));
            }
            FxSteps.call(
                    () -> {
                        window.close();
                        return true;
                    });
            return looks;
        } finally {
            workspace.shutDown();
        }
    }

    private static SoakLook look(DesktopWorkspace workspace) {
        long files =
                ManagementFactory.getOperatingSystemMXBean()
                                instanceof UnixOperatingSystemMXBean system
                        ? system.getOpenFileDescriptorCount()
                        : -1;
        return new SoakLook(
                MeasuredConsole.heapAfterCollectionMiB(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                files,
                MeasuredConsole.accepted(workspace));
    }
}
