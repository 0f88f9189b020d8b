package org.fieldproof.views.pipelines;

import java.util.Optional;
import java.util.function.Consumer;
import org.fieldproof.api.Gateway;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.views.perspective.Desk;

/// Looks at a wire with every beat of the console, wherever the person is meanwhile; one look at a
/// time. It is of one gateway: when that or the wire goes, whoever asked is told. FX thread.
final class WireBeat {
    private final Desk desk;
    private final Command.Wire wire;
    private final Consumer<Outcome.WireInspected> seen;
    private final Runnable lost;
    private final Optional<Gateway> gateway;
    private final Runnable beat = this::beat;
    private boolean looking;
    private boolean over;

    /// @param seen given each look
    /// @param lost told when there is nothing to look at any more
    WireBeat(Desk desk, Command.Wire wire, Consumer<Outcome.WireInspected> seen, Runnable lost) {
        this.desk = desk;
        this.wire = wire;
        this.seen = seen;
        this.lost = lost;
        gateway = desk.workspace().gateway();
    }

    void begin() {
        desk.pulse().follow(beat);
        look();
    }

    void end() {
        over = true;
        desk.pulse().unfollow(beat);
    }

    private void beat() {
        if (!desk.workspace().gateway().equals(gateway)) {
            lost.run();
        } else if (!looking) {
            look();
        }
    }

    private void look() {
        looking = true;
        desk.commands()
                .send(
                        new Command.InspectWire(wire, WireTap.LOOK_MAX),
                        outcome -> {
                            looking = false;
                            if (!over) {
                                answered(outcome);
                            }
                        });
    }

    private void answered(Outcome outcome) {
        if (outcome instanceof Outcome.WireInspected look) {
            seen.accept(look);
        } else {
            lost.run();
        }
    }
}
