package org.fieldproof.engine.port;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.fieldproof.api.time.GatewayClock;
import org.jspecify.annotations.Nullable;

/// At most one thing that a person has armed, for a time (WRT-2, RUN-4). Nothing here waits; its
/// owner guards it.
///
/// @param <T> what is armed
public final class OneArmed<T> {
    private final GatewayClock clock;
    private @Nullable Arming<T> present;
    private long armings;

    /// One thing, armed once; another arming of the same one has another number.
    ///
    /// @param number counts armings
    public record Arming<T>(T what, long number, long endNanos, Instant until) {}

    public OneArmed(GatewayClock clock) {
        this.clock = clock;
    }

    /// Arms; what was armed before is not any more.
    public Arming<T> arm(T what, Duration time) {
        Arming<T> next =
                new Arming<>(
                        what, ++armings, clock.nanoTime() + time.toNanos(), clock.now().plus(time));
        present = next;
        return next;
    }

    /// What is armed, also where its time is over and nobody has ended it yet.
    public Optional<Arming<T>> present() {
        return Optional.ofNullable(present);
    }

    /// What is armed now.
    public Optional<Arming<T>> standing() {
        return present().filter(each -> !isOver(each));
    }

    /// Whether its time is over.
    public boolean isOver(Arming<T> arming) {
        return clock.nanoTime() - arming.endNanos() >= 0;
    }

    /// Ends what is armed.
    public Optional<Arming<T>> end() {
        Optional<Arming<T>> before = present();
        present = null;
        return before;
    }
}
