package org.fieldproof.views.bridge;

import javafx.application.Platform;

/// Runs something on the FX thread: at once if this is it, soon otherwise.
@FunctionalInterface
public interface UiExecutor {

    void run(Runnable task);

    /// The toolkit's.
    static UiExecutor toolkit() {
        return task -> {
            if (Platform.isFxApplicationThread()) {
                task.run();
            } else {
                Platform.runLater(task);
            }
        };
    }
}
