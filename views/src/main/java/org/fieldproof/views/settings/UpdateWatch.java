package org.fieldproof.views.settings;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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
    private static final String LOOKED = "updates.looked";
    private static final Duration EVERY = Duration.ofDays(1);

    private final Workspace workspace;
    private final CommandSender commands;
    private final GatewayClock clock;
    private final Consumer<Outcome.UpdateSeen> newer;

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

    /// Keeps an address. At another one nobody has looked yet.
    static void address(Workspace workspace, String address) {
        if (!address.strip().equals(address(workspace))) {
            workspace.setPreference(ADDRESS, address.strip());
            workspace.setPreference(LOOKED, "");
        }
    }

    /// When it was looked last, by any console of this person.
    private Optional<Instant> looked() {
        try {
            return workspace.preference(LOOKED).filter(text -> !text.isEmpty()).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// Looks if it is on and due. That it cannot look is told by nobody: who wants to know presses
    /// the button.
    public void beat() {
        if (!isOn(workspace) || address(workspace).isEmpty()) {
            return;
        }
        Instant now = clock.now();
        // One from the future was kept before the clock was set back.
        boolean due =
                looked().map(last -> last.isAfter(now) || !now.isBefore(last.plus(EVERY)))
                        .orElse(true);
        if (!due) {
            return;
        }
        workspace.setPreference(LOOKED, now.toString());
        commands.ask(
                workspace.lookForUpdate(address(workspace)),
                outcome -> {
                    if (outcome instanceof Outcome.UpdateSeen seen && seen.newer()) {
                        newer.accept(seen);
                    }
                });
    }
}
