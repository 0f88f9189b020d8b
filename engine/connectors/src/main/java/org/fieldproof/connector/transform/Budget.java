package org.fieldproof.connector.transform;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one record may use (XF-3): told of every intermediate value of an expression and of every
/// step of other work, it ends them when time or memory are used up. Confined to one thread.
final class Budget implements CelEvaluationListener {
    private static final long MEMORY_UNITS_MAX = 16L << 20;
    private static final int STEP_UNITS = 16;
    private static final int LOOK_EVERY_VALUES = 16;
    private static final int LOOK_EVERY_STEPS = 64;
    private static final int LOOK_EVERY_READS = 1 << 8;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long limitNanos;
    private boolean timed;
    private long endNanos;
    private long units;
    private int values;
    private int steps;
    private int reads;
    private String exceeded = "";

    /// @param limitNanos of this thread's processor time: on a busy machine a record must not be
    ///     quarantined for having waited
    Budget(long limitNanos) {
        this.limitNanos = limitNanos;
    }

    /// The next record.
    void begin() {
        timed = false;
        steps = 0;
        reads = 0;
        beginExpression();
    }

    /// The next expression for the same record: its memory is counted anew, the time goes on.
    void beginExpression() {
        units = 0;
        values = 0;
        exceeded = "";
    }

    /// Why it was ended; empty if it was not.
    String exceeded() {
        return exceeded;
    }

    /// The record's fate where it was ended.
    ///
    /// @param what was ended, such as "The expression"
    Unfit unfit(String what) {
        return new Unfit(
                "XFRM-0212",
                what + " was ended: " + exceeded + ".",
                "Make it simpler, or raise timeLimit; then retry the record.");
    }

    /// A small piece of work is done.
    void step() {
        if (!exceeded.isEmpty()) {
            throw new Exceeded();
        }
        if (++steps % LOOK_EVERY_STEPS == 0) {
            look();
        }
    }

    /// One character of a text is read, whichever text it is: many short ones take as long as one.
    void read() {
        if (++reads % LOOK_EVERY_READS == 0) {
            look();
        }
    }

    /// Looks at the time: for what is a long piece of work by itself.
    ///
    /// The first look starts the time, for asking for it is no small part of what a small record
    /// costs.
    void look() {
        long nowNanos = THREADS.getCurrentThreadCpuTime();
        if (!timed) {
            timed = true;
            endNanos = nowNanos + limitNanos;
        } else if (nowNanos - endNanos > 0) {
            exceeded = "it takes longer than timeLimit";
            throw new Exceeded();
        }
    }

    @Override
    public void callback(CelExpr expression, @Nullable Object value) {
        if (!exceeded.isEmpty()) {
            throw new Exceeded();
        }
        units += STEP_UNITS + sizeOf(value);
        if (units > MEMORY_UNITS_MAX) {
            exceeded = "it makes more than it may (" + (MEMORY_UNITS_MAX >> 20) + " MiB)";
            throw new Exceeded();
        }
        if (++values % LOOK_EVERY_VALUES == 0) {
            look();
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

    /// Thrown through a library; it may come out wrapped or not at all, so [#exceeded()] is asked
    /// as well.
    static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exceeded() {
            super("limit", null, false, false);
        }
    }
}
