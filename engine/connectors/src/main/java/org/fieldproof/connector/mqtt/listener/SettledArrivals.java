package org.fieldproof.connector.mqtt.listener;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Carries settled arrivals from the log's writer to the event loop without a lock and without an
/// allocation: a list linked through the arrivals themselves, taken whole. Its length is bounded
/// by the intake's budget, because every element came through the intake.
///
/// Any thread adds; the event loop takes.
final class SettledArrivals {
    private final AtomicReference<@Nullable Arrival> newest = new AtomicReference<>();

    /// True where the list was empty: then, and only then, the caller wakes the loop, which gives
    /// one wake-up per batch.
    boolean add(Arrival arrival) {
        while (true) {
            Arrival before = newest.get();
            arrival.next = before;
            if (newest.compareAndSet(before, arrival)) {
                return before == null;
            }
        }
    }

    /// Everything added so far, oldest first, linked through [Arrival#next].
    @Nullable Arrival takeAll() {
        Arrival at = newest.getAndSet(null);
        Arrival oldest = null;
        while (at != null) {
            Arrival before = at.next;
            at.next = oldest;
            oldest = at;
            at = before;
        }
        return oldest;
    }
}
