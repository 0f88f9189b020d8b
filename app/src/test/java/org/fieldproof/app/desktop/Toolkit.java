package org.fieldproof.app.desktop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;

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
}
