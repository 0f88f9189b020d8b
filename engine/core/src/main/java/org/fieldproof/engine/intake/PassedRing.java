package org.fieldproof.engine.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The last few things that passed a wire. One thread adds; any thread looks, and may see one
/// that is newer than another look's, never half of one.
///
/// @param <T> an immutable thing
public final class PassedRing<T> {
    /// How many are kept.
    public static final int KEPT = 20;

    private final AtomicReferenceArray<@Nullable T> slots = new AtomicReferenceArray<>(KEPT);

    // Volatile: written by the one that adds, read by lookers.
    private volatile long passed;

    /// The owner's call.
    public void add(T thing) {
        long count = passed;
        slots.setRelease((int) (count % KEPT), thing);
        passed = count + 1;
    }

    /// The owner's call: counts things that are not kept, because at least as many newer ones as
    /// are kept follow at once.
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread adds
    public void skip(long count) {
        passed = passed + count;
    }

    public long passedTotal() {
        return passed;
    }

    /// Newest first.
    public List<T> last(int max) {
        long count = passed;
        int size = (int) Math.min(Math.min(max, KEPT), count);
        List<T> found = new ArrayList<>(size);
        for (int i = 1; i <= size; i++) {
            T thing = slots.getAcquire((int) ((count - i) % KEPT));
            if (thing != null) {
                found.add(thing);
            }
        }
        return found;
    }
}
