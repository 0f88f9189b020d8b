package org.fieldproof.app.desktop;

import java.nio.file.Path;
import java.util.Optional;
import javafx.application.Application;
import javafx.stage.Stage;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.views.ConsoleWindow;
import org.jspecify.annotations.Nullable;

/// The console as a JavaFX application. JavaFX makes the object itself, so what it opens is
/// passed as the application's parameter.
public final class ConsoleApplication extends Application {
    private @Nullable DesktopWorkspace workspace;

    /// Opens the console and returns when it has been closed and its gateway has stopped.
    public static void open(Optional<Path> project) {
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
        project.ifPresent(opened::open);
    }

    @Override
    public void stop() {
        if (workspace != null) {
            workspace.shutDown();
        }
    }
}
