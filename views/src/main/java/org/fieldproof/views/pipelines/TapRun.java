package org.fieldproof.views.pipelines;

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
    private final WireBeat beat;
    private long writtenNanos;
    private long writtenThen;
    private boolean writing;
    private boolean over;

    /// @param changed told when there is something else to be said of it
    TapRun(Desk desk, WireTap tap, Runnable changed) {
        this.desk = desk;
        this.tap = tap;
        this.changed = changed;
        beat = new WireBeat(desk, tap.wire(), this::seen, this::end);
        this.writtenNanos = desk.clock().nanoTime();
    }

    void begin() {
        beat.begin();
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
        beat.end();
        changed.run();
    }

    private void seen(Outcome.WireInspected look) {
        tap.take(look);
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
