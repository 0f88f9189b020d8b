package org.fieldproof.connector.transform;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one evaluation may use (XF-3): told of every intermediate value, it ends the evaluation
/// when time or memory are used up. Used once, on one thread.
final class Budget implements CelEvaluationListener {
    private static final long MEMORY_UNITS_MAX = 16L << 20;
    private static final int STEP_UNITS = 16;
    private static final int LOOK_EVERY_STEPS = 16;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long endNanos;
    private long units;
    private int steps;
    private String exceeded = "";

    /// @param limitNanos of this thread's processor time: on a busy machine a record must not be
    ///     quarantined for having waited
    Budget(long limitNanos) {
        this.endNanos = THREADS.getCurrentThreadCpuTime() + limitNanos;
    }

    /// Why it was ended; empty if it was not.
    String exceeded() {
        return exceeded;
    }

    @Override
    public void callback(CelExpr expression, @Nullable Object value) {
        if (!exceeded.isEmpty()) {
            throw new Exceeded();
        }
        units += STEP_UNITS + sizeOf(value);
        if (units > MEMORY_UNITS_MAX) {
            exceeded = "it makes more than it may (" + (MEMORY_UNITS_MAX >> 20) + " MiB)";
        } else if (++steps % LOOK_EVERY_STEPS == 0
                && THREADS.getCurrentThreadCpuTime() - endNanos > 0) {
            exceeded = "it takes longer than timeLimit";
        }
        if (!exceeded.isEmpty()) {
            throw new Exceeded();
        }
    }

    private static long sizeOf(@Nullable Object value) {
        return switch (value) {
            case String text -> text.length();
            case Collection<?> list -> 8L * list.size();
            case Map<?, ?> map -> 16L * map.size();
            case null, default -> 8;
        };
    }

    /// Thrown through the library; it may come out wrapped, so [#exceeded()] is asked instead.
    private static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exceeded() {
            super("limit", null, false, false);
        }
    }
}
