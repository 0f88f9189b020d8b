package org.fieldproof.app.desktop;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.fieldproof.app.bench.BenchException;
import org.jspecify.annotations.Nullable;

/// The toolkit without a display, for a script that drives a console. The script runs on
/// `fp-measure` and asks the FX thread for each step. Once in a process: the toolkit starts once.
public final class ScriptedConsole extends Application {
    /// JavaFX makes the application object itself, so what it is to do waits here.
    private static final AtomicReference<@Nullable Consumer<Stage>> TASK = new AtomicReference<>();

    /// What is done with a stage.
    @FunctionalInterface
    interface Script<T> {
        T on(Stage stage) throws Exception;
    }

    /// Runs the script, and returns when the toolkit has ended.
    static <T> T run(String bench, Script<T> script) throws BenchException {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("java.awt.headless", "true");
        AtomicReference<@Nullable T> result = new AtomicReference<>();
        AtomicReference<Exception> failure =
                new AtomicReference<>(new IllegalStateException("the script has no result"));
        TASK.set(
                stage -> {
                    try {
                        result.set(script.on(stage));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        failure.set(e);
                    } catch (Exception e) {
                        failure.set(e);
                    }
                });
        launch(ScriptedConsole.class);
        T made = result.get();
        if (made == null) {
            throw BenchException.failed(bench, failure.get());
        }
        return made;
    }

    @Override
    public void start(Stage stage) {
        Platform.setImplicitExit(false);
        Consumer<Stage> task = TASK.get();
        if (task == null) {
            throw new IllegalStateException("task: none (expected: run was called)");
        }
        Thread.ofPlatform()
                .name("fp-measure")
                .start(
                        () -> {
                            task.accept(stage);
                            Platform.runLater(Platform::exit);
                        });
    }
}
