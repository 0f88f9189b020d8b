package org.fieldproof.app.desktop;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javafx.application.Platform;

/// Runs steps of a script on the FX thread. Any other thread.
final class FxSteps {
    private FxSteps() {}

    /// Runs one step and waits for what it answers.
    static <T> T call(Callable<T> step) throws InterruptedException, ExecutionException {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(
                () -> {
                    try {
                        done.complete(step.call());
                    } catch (Exception e) {
                        done.completeExceptionally(e);
                    }
                });
        return done.get();
    }
}
