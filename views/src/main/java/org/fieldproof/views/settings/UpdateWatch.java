package org.fieldproof.views.settings;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.views.bridge.CommandSender;

/// Looks for a newer version once a day, if a person has switched that on. Off until then: no
/// request is ever made without it. FX thread.
public final class UpdateWatch {
    private static final String ON = "updates.daily";
    private static final String ADDRESS = "updates.address";
    private static final Duration EVERY = Duration.ofDays(1);

    private final Workspace workspace;
    private final CommandSender commands;
    private final GatewayClock clock;
    private final Consumer<Outcome.UpdateSeen> newer;
    private Optional<Instant> looked = Optional.empty();

    /// A watch.
    ///
    /// @param newer told of a newer version, after a look that nobody asked for
    public UpdateWatch(
            Workspace workspace,
            CommandSender commands,
            GatewayClock clock,
            Consumer<Outcome.UpdateSeen> newer) {
        this.workspace = workspace;
        this.commands = commands;
        this.clock = clock;
        this.newer = newer;
    }

    static boolean isOn(Workspace workspace) {
        return workspace.preference(ON).filter("on"::equals).isPresent();
    }

    static void switchOn(Workspace workspace, boolean on) {
        workspace.setPreference(ON, on ? "on" : "off");
    }

    static String address(Workspace workspace) {
        return workspace.preference(ADDRESS).orElse("");
    }

    static void address(Workspace workspace, String address) {
        workspace.setPreference(ADDRESS, address.strip());
    }

    /// Looks if it is on and due. That it cannot look is told by nobody: who wants to know presses
    /// the button.
    public void beat() {
        Instant now = clock.now();
        boolean due = looked.map(last -> !now.isBefore(last.plus(EVERY))).orElse(true);
        if (!due) {
            return;
        }
        if (!isOn(workspace) || address(workspace).isEmpty()) {
            return;
        }
        looked = Optional.of(now);
        commands.ask(
                workspace.lookForUpdate(address(workspace)),
                outcome -> {
                    if (outcome instanceof Outcome.UpdateSeen seen && seen.newer()) {
                        newer.accept(seen);
                    }
                });
    }
}
