package org.fieldproof.app.desktop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.views.ConsoleWindow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The console as a JavaFX application. JavaFX makes the object itself, so what it opens is
/// passed as the application's parameter.
public final class ConsoleApplication extends Application {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleApplication.class);

    /// How long two that start at once look for each other, and who starts while another ends
    /// waits: longer than an end takes, as two could not have one data directory.
    private static final Duration MEETING_LIMIT = Duration.ofSeconds(15);

    private static final Duration MEETING_STEP = Duration.ofMillis(100);

    /// JavaFX makes the object itself, so what it is to have cannot be given to it.
    private static final AtomicReference<@Nullable ConsoleDoor> DOOR = new AtomicReference<>();

    private @Nullable DesktopWorkspace workspace;

    /// Asks the console that this user has open; where there is none, or another one is wanted,
    /// opens one and returns when it has been closed.
    ///
    /// @param another whether a console of its own, though one may be open
    /// @return whether it was one of this process
    public static boolean open(Optional<Path> asked, boolean another) {
        Path folder = PreferencesFile.defaultPath().resolveSibling("");
        switch (another ? takeDoor(folder) : meet(folder, asked, MEETING_LIMIT)) {
            case Meeting.Asked _ -> {
                return false;
            }
            case Meeting.First(ConsoleDoor ours) -> {
                DOOR.set(ours);
                try (ours) {
                    open(asked);
                } catch (IOException e) {
                    LOG.warn("door: it cannot be closed; the system does", e);
                }
            }
            case Meeting.Alone _ -> open(asked);
        }
        return true;
    }

    /// Where a start of the program finds itself.
    sealed interface Meeting {
        /// Another console was asked.
        record Asked() implements Meeting {}

        /// There is no other.
        record First(ConsoleDoor door) implements Meeting {}

        /// Whether there is another cannot be said.
        record Alone() implements Meeting {}
    }

    /// The door, if nobody has it.
    private static Meeting takeDoor(Path folder) {
        try {
            return ConsoleDoor.open(folder)
                    .<Meeting>map(Meeting.First::new)
                    .orElseGet(Meeting.Alone::new);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.info("door: there is none here; each start opens a window of its own", e);
            return new Meeting.Alone();
        }
    }

    static Meeting meet(Path folder, Optional<Path> asked, Duration limit) {
        try {
            long start = System.nanoTime();
            do {
                if (ConsoleDoor.knock(folder, asked)) {
                    return new Meeting.Asked();
                }
                Optional<ConsoleDoor> ours = ConsoleDoor.open(folder);
                if (ours.isPresent()) {
                    return new Meeting.First(ours.get());
                }
                // The other one has the lock, and is about to open its door or to end.
                LockSupport.parkNanos(MEETING_STEP.toNanos());
            } while (System.nanoTime() - start < limit.toNanos());
        } catch (IOException | UnsupportedOperationException e) {
            LOG.info("door: there is none here; each start opens a window of its own", e);
        }
        return new Meeting.Alone();
    }

    private static void open(Optional<Path> project) {
        launch(
                ConsoleApplication.class,
                project.map(Path::toString).map(path -> new String[] {path}).orElse(new String[0]));
    }

    @Override
    public void start(Stage stage) {
        start(
                stage,
                new PreferencesFile(PreferencesFile.defaultPath()),
                getParameters().getRaw().stream().findFirst().map(Path::of));
    }

    /// @param project to be opened
    void start(Stage stage, PreferencesFile preferences, Optional<Path> project) {
        DesktopWorkspace opened = new DesktopWorkspace(preferences, Optional.empty());
        workspace = opened;
        ConsoleWindow window = new ConsoleWindow(stage, opened);
        // A surprise in a view must not take the gateway with it.
        CrashReports crashes =
                new CrashReports(preferences.beside("crashes"), opened.redactor(), window::problem);
        Thread.currentThread().setUncaughtExceptionHandler(crashes);
        Thread.setDefaultUncaughtExceptionHandler(crashes);
        new FirstFrame(GatewayClock.system()).start();
        window.open();
        preferences.unreadable().ifPresent(window::problem);
        project.ifPresent(window::take);
        ConsoleDoor ours = DOOR.get();
        if (ours != null) {
            ours.tell(asked -> Platform.runLater(() -> window.present(asked)));
        }
    }

    @Override
    public void stop() {
        ConsoleDoor ours = DOOR.get();
        if (ours != null) {
            ours.shut();
        }
        if (workspace != null) {
            workspace.shutDown();
        }
    }
}
