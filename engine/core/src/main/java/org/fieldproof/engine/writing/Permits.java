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
import org.fieldproof.engine.port.OneArmed;
import org.fieldproof.engine.port.OneArmed.Arming;
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
    private final OneArmed<String> armed;
    private boolean closed;

    /// What a person was shown.
    record Prepared(
            Arming<String> arming,
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
        armed = new OneArmed<>(clock);
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
            armed.arm(connection, time);
        }
        return shut;
    }

    /// Ends what is armed.
    synchronized Optional<Ended> disarm(String why) {
        prepared.clear();
        return armed.end().map(before -> new Ended(before.what(), why));
    }

    /// Ends what is armed where its time is over or a drill runs.
    synchronized Optional<Ended> lapse() {
        Optional<Arming<String>> present = armed.present();
        if (present.isEmpty()) {
            return Optional.empty();
        }
        if (armed.isOver(present.get())) {
            return disarm("its time is over");
        }
        return drillRuns.getAsBoolean() ? disarm("a drill runs") : Optional.empty();
    }

    /// The arming of a connection, if it stands; empty with any other or none.
    synchronized Optional<Arming<String>> armed(String connection) {
        return armed.standing().filter(each -> each.what().equals(connection));
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
    long confirmEndNanos(Arming<String> under) {
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
    boolean stands(Arming<String> under) {
        return armed.standing().filter(each -> each.number() == under.number()).isPresent();
    }

    synchronized WritingSnapshot look() {
        return armed.present()
                .map(each -> new WritingSnapshot(each.what(), each.until()))
                .orElse(WritingSnapshot.DISARMED);
    }

    /// Nothing is armed, prepared or let out any more.
    synchronized void close() {
        closed = true;
    }
}
