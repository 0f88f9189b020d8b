package org.fieldproof.engine.writing;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.WritingSnapshot;
import org.fieldproof.api.tag.TagSchema.Addressed;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.api.value.TypedValue;
import org.jspecify.annotations.Nullable;

/// What is armed, and what waits to be confirmed (WRT-1, WRT-2). Asked from any thread, each time
/// briefly, so it is guarded by itself: whether a write may leave and that the arming ends are
/// decided one after the other.
class Permits {
    /// How long a person may look at what would be written.
    static final Duration CONFIRM_WITHIN = Duration.ofSeconds(60);

    static final int PREPARED_MAX = 16;
    private static final int TOKEN_BYTES = 16;

    private final GatewayClock clock;
    private final RandomGenerator random;
    private final BooleanSupplier drillRuns;
    private final Map<String, Prepared> prepared = new LinkedHashMap<>();
    private @Nullable Arming arming;
    private long armings;
    private boolean closed;

    /// One connection, armed once; another arming of the same one has another number.
    ///
    /// @param number counts armings
    record Arming(String connection, long number, long endNanos, Instant until) {}

    /// What a person was shown.
    record Prepared(
            Arming arming,
            long endNanos,
            Instant until,
            WritableLine line,
            Addressed tag,
            TypedValue raw,
            String wanted) {}

    /// An arming that is over, and why.
    record Ended(String connection, String why) {}

    Permits(GatewayClock clock, RandomGenerator random, BooleanSupplier drillRuns) {
        this.clock = clock;
        this.random = random;
        this.drillRuns = drillRuns;
    }

    /// Why nothing can be written now, by whomever.
    synchronized Optional<Problem> shut() {
        if (closed) {
            return Optional.of(WriteProblems.stopping());
        }
        return drillRuns.getAsBoolean() ? Optional.of(WriteProblems.drill()) : Optional.empty();
    }

    /// Arms, unless it is shut.
    synchronized Optional<Problem> arm(String connection, Duration time) {
        Optional<Problem> shut = shut();
        if (shut.isEmpty()) {
            prepared.clear();
            arming =
                    new Arming(
                            connection,
                            ++armings,
                            clock.nanoTime() + time.toNanos(),
                            clock.now().plus(time));
        }
        return shut;
    }

    /// Ends what is armed.
    synchronized Optional<Ended> disarm(String why) {
        @Nullable Arming before = arming;
        arming = null;
        prepared.clear();
        return before == null ? Optional.empty() : Optional.of(new Ended(before.connection(), why));
    }

    /// Ends what is armed where its time is over or a drill runs.
    synchronized Optional<Ended> lapse() {
        @Nullable Arming present = arming;
        if (present == null) {
            return Optional.empty();
        }
        if (clock.nanoTime() - present.endNanos() >= 0) {
            return disarm("its time is over");
        }
        return drillRuns.getAsBoolean() ? disarm("a drill runs") : Optional.empty();
    }

    /// The arming of a connection, if it stands; empty with any other or none.
    synchronized Optional<Arming> armed(String connection) {
        @Nullable Arming present = arming;
        return present != null
                        && present.connection().equals(connection)
                        && clock.nanoTime() - present.endNanos() < 0
                ? Optional.of(present)
                : Optional.empty();
    }

    /// Keeps what a person is shown, with a token; the oldest go.
    ///
    /// @return the token; empty where the arming has ended meanwhile
    synchronized Optional<String> keep(Prepared shown) {
        if (shut().isPresent() || !stands(shown.arming())) {
            return Optional.empty();
        }
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        put(token, shown);
        return Optional.of(token);
    }

    /// Guarded by this.
    void put(String token, Prepared shown) {
        prepared.put(token, shown);
        if (prepared.size() > PREPARED_MAX) {
            prepared.remove(prepared.keySet().iterator().next());
        }
    }

    /// When a confirmation that is asked for now ends: not after its arming.
    long confirmEndNanos(Arming under) {
        long usual = clock.nanoTime() + CONFIRM_WITHIN.toNanos();
        return usual - under.endNanos() < 0 ? usual : under.endNanos();
    }

    /// What a token stands for, once.
    synchronized Optional<Prepared> take(String token) {
        @Nullable Prepared found = prepared.remove(token);
        return found != null && clock.nanoTime() - found.endNanos() < 0 && stands(found.arming())
                ? Optional.of(found)
                : Optional.empty();
    }

    /// The last word before the frame leaves: why it may not.
    synchronized Optional<Problem> leave(Prepared confirmed) {
        Optional<Problem> shut = shut();
        return shut.isPresent() || stands(confirmed.arming())
                ? shut
                : Optional.of(WriteProblems.ended(confirmed.line().connection()));
    }

    /// Guarded by this.
    boolean stands(Arming under) {
        @Nullable Arming present = arming;
        return present != null
                && present.number() == under.number()
                && clock.nanoTime() - under.endNanos() < 0;
    }

    synchronized WritingSnapshot look() {
        @Nullable Arming present = arming;
        return present == null
                ? WritingSnapshot.DISARMED
                : new WritingSnapshot(present.connection(), present.until());
    }

    /// Nothing is armed, prepared or let out any more.
    synchronized void close() {
        closed = true;
    }
}
