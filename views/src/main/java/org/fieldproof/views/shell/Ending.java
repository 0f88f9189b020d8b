package org.fieldproof.views.shell;

import java.time.Duration;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.views.perspective.Desk;
import org.jspecify.annotations.Nullable;

/// Ends the console, after a drill that runs was stopped, and not while a device is being written:
/// nobody would learn what became of that. FX thread.
final class Ending {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Desk desk;
    private final QuitPrompt quit;
    private @Nullable Runnable ending;
    private long endingNanos;
    private boolean stays;
    private long staysNanos;

    Ending(Desk desk, QuitPrompt quit) {
        this.desk = desk;
        this.quit = quit;
    }

    /// Whether the answer of a device is still to be waited for, which is said; after the limit
    /// whoever wants to end may.
    boolean waits() {
        if (!desk.commands().isWriting()) {
            return false;
        }
        long now = desk.clock().nanoTime();
        if (!stays) {
            stays = true;
            staysNanos = now;
        }
        boolean waits = now - staysNanos <= LIMIT.toNanos();
        if (waits) {
            desk.toasts().show(desk.text("writing.wait.WRITING"));
        }
        return waits;
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
        stays = stays && desk.commands().isWriting();
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
