package org.fieldproof.app.desktop;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.application.Application;
import javafx.stage.Stage;
import org.fieldproof.views.ConsoleWindow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The console as a JavaFX application. JavaFX makes the object itself, so what it opens is
/// passed as the application's parameter.
public final class ConsoleApplication extends Application {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleApplication.class);

    private @Nullable DesktopWorkspace workspace;

    /// Opens the console and returns when it has been closed and its gateway has stopped.
    public static void open(Optional<Path> project) {
        launch(
                ConsoleApplication.class,
                project.map(Path::toString).map(path -> new String[] {path}).orElse(new String[0]));
    }

    @Override
    public void start(Stage stage) {
        // A surprise in a view must not take the gateway with it.
        Thread.currentThread()
                .setUncaughtExceptionHandler(
                        (thread, failure) -> LOG.error("console: a view failed", failure));
        DesktopWorkspace opened =
                new DesktopWorkspace(
                        new PreferencesFile(PreferencesFile.defaultPath()), Optional.empty());
        workspace = opened;
        new ConsoleWindow(stage, opened).open();
        List<String> arguments = getParameters().getRaw();
        if (!arguments.isEmpty()) {
            opened.open(Path.of(arguments.getFirst()));
        }
    }

    @Override
    public void stop() {
        if (workspace != null) {
            workspace.shutDown();
        }
    }
}
