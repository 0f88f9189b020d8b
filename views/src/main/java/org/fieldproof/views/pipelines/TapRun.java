package org.fieldproof.views.pipelines;

import java.util.Optional;
import org.fieldproof.api.Gateway;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.views.perspective.Desk;

/// A tap under way: looks with every beat of the console, wherever the person is meanwhile, and
/// writes every few seconds and a last time when it ends. One look and one write at a time, so
/// that none overtakes another. It is of one gateway and ends with it. FX thread.
final class TapRun {
    private static final long WRITE_NANOS = 5_000_000_000L;

    private final Desk desk;
    private final WireTap tap;
    private final Runnable changed;
    private final Optional<Gateway> gateway;
    private final Runnable beat = this::beat;
    private long writtenNanos;
    private long writtenThen;
    private boolean looking;
    private boolean writing;
    private boolean over;

    /// @param changed told when there is something else to be said of it
    TapRun(Desk desk, WireTap tap, Runnable changed) {
        this.desk = desk;
        this.tap = tap;
        this.changed = changed;
        this.gateway = desk.workspace().gateway();
        this.writtenNanos = desk.clock().nanoTime();
    }

    void begin() {
        desk.pulse().follow(beat);
        look();
    }

    /// Ends it, and says what the file has once it is written.
    void end() {
        if (!over) {
            leave();
            write();
        }
    }

    boolean isOver() {
        return over;
    }

    /// How much of what passed it has.
    String told() {
        String key = tap.written() < tap.passed() ? "pipelines.wire.sampled" : "pipelines.wire.all";
        return desk.text(
                key, desk.figures().count(tap.written()), desk.figures().count(tap.passed()));
    }

    private void leave() {
        over = true;
        desk.pulse().unfollow(beat);
        changed.run();
    }

    private void beat() {
        if (!desk.workspace().gateway().equals(gateway)) {
            end();
        } else if (!looking) {
            look();
        }
    }

    private void look() {
        looking = true;
        desk.commands()
                .send(
                        new Command.InspectWire(tap.wire(), WireTap.LOOK_MAX),
                        outcome -> {
                            looking = false;
                            if (!over) {
                                answered(outcome);
                            }
                        });
    }

    private void answered(Outcome outcome) {
        if (!(outcome instanceof Outcome.WireInspected seen)) {
            end();
            return;
        }
        tap.take(seen);
        changed.run();
        boolean due = desk.clock().nanoTime() - writtenNanos >= WRITE_NANOS;
        if (tap.isFull()) {
            end();
        } else if (due && tap.passed() != writtenThen) {
            write();
        }
    }

    private void write() {
        if (writing) {
            return;
        }
        writing = true;
        writtenNanos = desk.clock().nanoTime();
        writtenThen = tap.passed();
        boolean last = over;
        desk.commands()
                .await(
                        desk.workspace().save(tap.file(), tap.content()),
                        outcome -> {
                            writing = false;
                            written(outcome, last);
                        });
    }

    /// A refusal has been told already; a file that cannot be written ends it.
    private void written(Outcome outcome, boolean last) {
        if (outcome instanceof Outcome.Refused) {
            if (!over) {
                leave();
            }
        } else if (last) {
            desk.toasts()
                    .show(
                            desk.text(
                                    tap.isFull()
                                            ? "pipelines.wire.tappedFull"
                                            : "pipelines.wire.tapped",
                                    tap.file().toString(),
                                    desk.figures().count(tap.written()),
                                    desk.figures().count(tap.passed())));
        } else if (over) {
            write();
        }
    }
}
