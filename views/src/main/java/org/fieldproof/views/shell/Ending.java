package org.fieldproof.views.shell;

import java.time.Duration;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.views.perspective.Desk;
import org.jspecify.annotations.Nullable;

/// Ends the console, after a drill that runs was stopped. FX thread.
final class Ending {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Desk desk;
    private final QuitPrompt quit;
    private @Nullable Runnable ending;
    private long endingNanos;

    Ending(Desk desk, QuitPrompt quit) {
        this.desk = desk;
        this.quit = quit;
    }

    /// Whether the console may end now; if not, a person is asked first.
    ///
    /// @param end ends it
    boolean may(Runnable end) {
        String drill =
                desk.pulse()
                        .frame()
                        .map(now -> now.snapshot().drills().running())
                        .map(DrillSnapshot.Run::name)
                        .orElse("");
        if (!drill.isEmpty()) {
            quit.open(drill, () -> stopAndEnd(end));
        }
        return drill.isEmpty();
    }

    /// Stops the drill, then ends; after the limit without waiting for an answer any longer: what
    /// runs is stopped with the gateway.
    private void stopAndEnd(Runnable end) {
        ending = end;
        endingNanos = desk.clock().nanoTime();
        desk.toasts().show(desk.text("shell.quit.stopping"));
        desk.commands().send(new Command.StopDrills(desk.consoleId()), stopped -> endNow());
    }

    void beat() {
        if (ending != null && desk.clock().nanoTime() - endingNanos > LIMIT.toNanos()) {
            endNow();
        }
    }

    private void endNow() {
        Runnable now = ending;
        ending = null;
        if (now != null) {
            now.run();
        }
    }
}
