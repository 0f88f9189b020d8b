package org.fieldproof.app.desktop;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;

/// The toolkit without a display, started once for all tests of a process.
final class Toolkit {
    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private Toolkit() {}

    static void start() throws Exception {
        if (STARTED.compareAndSet(false, true)) {
            System.setProperty("glass.platform", "Headless");
            System.setProperty("prism.order", "sw");
            CompletableFuture<Void> up = new CompletableFuture<>();
            Platform.startup(() -> up.complete(null));
            Platform.setImplicitExit(false);
            up.get(60, TimeUnit.SECONDS);
        }
    }

    /// Does something on the FX thread, and waits for it.
    static <T> T onFx(Callable<T> task) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(
                () -> {
                    try {
                        done.complete(task.call());
                    } catch (Throwable failure) {
                        done.completeExceptionally(failure);
                    }
                });
        return done.get(60, TimeUnit.SECONDS);
    }

    /// Ends a console that a test has started: neither its window nor its threads are left to the
    /// next one, nor files that somebody still writes.
    static void end(Application application, Stage stage) throws Exception {
        onFx(
                () -> {
                    stage.hide();
                    application.stop();
                    return true;
                });
    }
}
