package org.fieldproof.robot;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;

/// The toolkit without a display, started once for all tests of a process.
public final class Toolkit {
    private static final int LIMIT_SECONDS = 60;
    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private Toolkit() {}

    /// Starts it, unless it was started before.
    public static void start() {
        if (STARTED.compareAndSet(false, true)) {
            System.setProperty("glass.platform", "Headless");
            System.setProperty("prism.order", "sw");
            CompletableFuture<Void> up = new CompletableFuture<>();
            try {
                Platform.startup(() -> up.complete(null));
                Platform.setImplicitExit(false);
                up.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (Exception failed) {
                throw new IllegalStateException("the toolkit does not start", failed);
            }
        }
    }

    /// Does something on the FX thread, and waits for it.
    public static <T> T onFx(Callable<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(
                () -> {
                    try {
                        done.complete(task.call());
                    } catch (Throwable failure) {
                        done.completeExceptionally(failure);
                    }
                });
        try {
            return done.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// Ends a console that a test has started: neither its window nor its threads are left to the
    /// next one, nor files that somebody still writes.
    public static void end(Application application, Stage stage) {
        onFx(
                () -> {
                    stage.hide();
                    application.stop();
                    return true;
                });
    }
}
