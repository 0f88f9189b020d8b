package org.fieldproof.engine.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.AlarmSnapshot;
import org.fieldproof.api.snapshot.AlarmSnapshot.Priority;
import org.fieldproof.api.snapshot.AlarmSnapshot.State;
import org.fieldproof.api.time.GatewayClock;
import org.jspecify.annotations.Nullable;

/// The alarms of a gateway. Fed with every condition that stands now, it gives each its state:
///
/// | from | what happens | to |
/// |---|---|---|
/// | - | condition comes | UNACK, or SUPPRESSED if a drill predicted it |
/// | UNACK | acknowledged | ACK |
/// | UNACK | condition goes | RTN_UNACK |
/// | ACK | condition goes | over |
/// | RTN_UNACK | acknowledged | over |
/// | RTN_UNACK | condition comes again | UNACK |
/// | UNACK, ACK | shelved | SHELVED |
/// | SHELVED | time is up, or unshelved | UNACK if the condition stands, else over |
/// | ACK, SHELVED | its priority rises | UNACK |
/// | SUPPRESSED | the drill is over | UNACK if the condition stands |
/// | SUPPRESSED | condition goes | over |
///
/// A board that is full says so in an alarm of its own: what found no room is counted there.
///
/// No files, no threads, time only from the clock it is given. Synchronized: the read model's
/// thread evaluates while commands acknowledge and shelve.
public final class AlarmBoard {
    /// Nobody can hide an alarm for longer than a shift.
    public static final Duration SHELVE_MAX = Duration.ofHours(8);

    static final int ALARMS_MAX = 2_000;

    private static final String OVERFLOW = "APP-0205/alarms";

    private final GatewayClock clock;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    // Changes that a person made, told with the next evaluation.
    private final List<AlarmChange> endedByHand = new ArrayList<>();
    private Set<String> expected = Set.of();
    private String expectedBy = "";

    public AlarmBoard(GatewayClock clock) {
        this.clock = clock;
    }

    /// Takes in every condition that stands now; one that is not among them is gone.
    ///
    /// @return what changed, the most urgent first, then in the order of the conditions
    public synchronized List<AlarmChange> evaluate(Collection<AlarmCondition> standing) {
        List<AlarmChange> changes = new ArrayList<>(endedByHand);
        endedByHand.clear();
        Map<String, AlarmCondition> now = new LinkedHashMap<>();
        // Where not all find room, it is the least urgent that do not.
        standing.stream()
                .sorted(Comparator.comparing(AlarmCondition::priority))
                .forEach(condition -> now.put(condition.id(), condition));
        int left = 0;
        for (AlarmCondition condition : now.values()) {
            if (entries.containsKey(condition.id()) || hasRoom()) {
                take(condition, changes);
            } else {
                left++;
            }
        }
        if (left > 0) {
            AlarmCondition overflow = overflow(left);
            now.put(overflow.id(), overflow);
            take(overflow, changes);
        }
        for (Entry entry : List.copyOf(entries.values())) {
            entry.standing = now.containsKey(entry.condition.id());
            step(entry).ifPresent(changes::add);
        }
        return changes;
    }

    /// The alarm that there is no room takes none itself.
    private boolean hasRoom() {
        return entries.size() < ALARMS_MAX + (entries.containsKey(OVERFLOW) ? 1 : 0);
    }

    private void take(AlarmCondition condition, List<AlarmChange> changes) {
        Entry entry = entries.get(condition.id());
        if (entry == null) {
            Entry raised = new Entry(condition, clock.now());
            entries.put(condition.id(), raised);
            raised.state = stateOfStanding(raised);
            changes.add(
                    new AlarmChange(
                            raised.snapshot(), Optional.empty(), Optional.of(raised.state)));
            return;
        }
        // What a person has seen, or put off, was something less urgent.
        boolean worse = condition.priority().compareTo(entry.seen) < 0;
        entry.condition = condition;
        entry.standing = true;
        if (worse && (entry.state == State.ACK || entry.state == State.SHELVED)) {
            State before = entry.state;
            // It is older than the drill, or a person has seen it: no drill hides it.
            entry.state = State.UNACK;
            entry.expectedBy = "";
            entry.shelf = null;
            changes.add(
                    new AlarmChange(
                            entry.snapshot(), Optional.of(before), Optional.of(entry.state)));
        }
    }

    private static AlarmCondition overflow(int left) {
        return new AlarmCondition(
                OVERFLOW,
                Priority.P2,
                "alarms",
                left + " more alarms stand and found no room on the board.",
                "What they tell cannot be seen here.",
                "Mend what the first ones name; the rest come up as room is made.");
    }

    /// A person has seen an alarm.
    public synchronized Outcome acknowledge(String id) {
        Entry entry = entries.get(id);
        if (entry == null) {
            return unknown(id);
        }
        return switch (entry.state) {
            case UNACK -> {
                entry.state = State.ACK;
                entry.seen = entry.condition.priority();
                yield new Outcome.Done("Alarm " + id + " acknowledged.");
            }
            case RTN_UNACK -> {
                entries.remove(id);
                yield new Outcome.Done("Alarm " + id + " acknowledged; its cause is gone.");
            }
            case ACK, SHELVED, SUPPRESSED ->
                    new Outcome.Refused(
                            Problem.error(
                                    "APP-0202",
                                    "alarm " + id,
                                    "It does not wait for an acknowledgement (it is "
                                            + entry.state
                                            + ").",
                                    "Nothing needs to be done."));
        };
    }

    /// A person hides an alarm for a time, for a reason.
    public synchronized Outcome shelve(String id, long millis, String reason) {
        Entry entry = entries.get(id);
        if (entry == null) {
            return unknown(id);
        }
        if (reason.isBlank()) {
            return new Outcome.Refused(
                    Problem.error(
                            "APP-0203",
                            "alarm " + id,
                            "It was not shelved: no reason was given.",
                            "Say why in a few words; they stand in the audit trail."));
        }
        if (millis < 1 || millis > SHELVE_MAX.toMillis()) {
            return new Outcome.Refused(
                    Problem.error(
                            "APP-0204",
                            "alarm " + id,
                            "It was not shelved: " + millis + " ms is not a time up to 8 h.",
                            "Choose a time between 1 ms and 8 h; shelve again when it is over."));
        }
        entry.state = State.SHELVED;
        entry.seen = entry.condition.priority();
        entry.shelvedUntilNanos = clock.nanoTime() + Duration.ofMillis(millis).toNanos();
        entry.shelf = new AlarmSnapshot.Shelf(clock.now().plusMillis(millis), reason.strip());
        return new Outcome.Done("Alarm " + id + " shelved for " + Duration.ofMillis(millis) + ".");
    }

    /// A person takes an alarm from the shelf before its time.
    public synchronized Outcome unshelve(String id) {
        Entry entry = entries.get(id);
        if (entry == null) {
            return unknown(id);
        }
        if (entry.state != State.SHELVED) {
            return new Outcome.Refused(
                    Problem.error(
                            "APP-0206",
                            "alarm " + id,
                            "It is not shelved (it is " + entry.state + ").",
                            "Nothing needs to be done."));
        }
        if (!entry.standing) {
            entries.remove(id);
            endedByHand.add(
                    new AlarmChange(
                            entry.snapshot(), Optional.of(State.SHELVED), Optional.empty()));
            return new Outcome.Done("Alarm " + id + " is off the shelf; its cause is gone.");
        }
        entry.shelf = null;
        entry.state = stateOfStanding(entry);
        return new Outcome.Done("Alarm " + id + " is off the shelf.");
    }

    /// From now on, alarms on these objects are predicted by a drill; an empty set ends that.
    public synchronized void expect(Set<String> objects, String drill) {
        expected = Set.copyOf(objects);
        expectedBy = objects.isEmpty() ? "" : drill;
    }

    /// Every alarm that is not over, most urgent first, then oldest first.
    public synchronized List<AlarmSnapshot> snapshot() {
        return entries.values().stream()
                .map(Entry::snapshot)
                .sorted(
                        Comparator.comparing(AlarmSnapshot::priority)
                                .thenComparing(AlarmSnapshot::since)
                                .thenComparing(AlarmSnapshot::id))
                .toList();
    }

    private Optional<AlarmChange> step(Entry entry) {
        State before = entry.state;
        @Nullable State after =
                switch (before) {
                    case UNACK, ACK -> {
                        if (entry.standing) {
                            // Raised before the drill predicted it: stays what it is.
                            yield before;
                        }
                        yield before == State.UNACK ? State.RTN_UNACK : null;
                    }
                    case RTN_UNACK -> entry.standing ? stateOfStanding(entry) : before;
                    case SHELVED -> {
                        if (clock.nanoTime() - entry.shelvedUntilNanos < 0) {
                            yield before;
                        }
                        yield entry.standing ? stateOfStanding(entry) : null;
                    }
                    case SUPPRESSED -> entry.standing ? stateOfStanding(entry) : null;
                };
        if (before == after) {
            return Optional.empty();
        }
        if (after == null) {
            AlarmSnapshot over = entry.snapshot();
            entries.remove(entry.condition.id());
            return Optional.of(new AlarmChange(over, Optional.of(before), Optional.empty()));
        }
        entry.state = after;
        if (after != State.SHELVED) {
            entry.shelf = null;
        }
        if (before == State.RTN_UNACK) {
            entry.since = clock.now();
        }
        return Optional.of(
                new AlarmChange(entry.snapshot(), Optional.of(before), Optional.of(after)));
    }

    private State stateOfStanding(Entry entry) {
        if (isExpected(entry)) {
            entry.expectedBy = expectedBy;
            return State.SUPPRESSED;
        }
        entry.expectedBy = "";
        return State.UNACK;
    }

    private boolean isExpected(Entry entry) {
        return expected.contains(entry.condition.object());
    }

    private static Outcome unknown(String id) {
        return new Outcome.Refused(
                Problem.error(
                        "APP-0201",
                        "alarm " + id,
                        "There is no such alarm any more.",
                        "Look at the list again; it may be over."));
    }

    /// One alarm; only touched under the board's lock.
    private static final class Entry {
        private AlarmCondition condition;
        private Instant since;
        // How urgent it was when a person acknowledged or shelved it.
        private Priority seen;
        private State state = State.UNACK;
        private boolean standing = true;
        private long shelvedUntilNanos;
        private String expectedBy = "";
        private AlarmSnapshot.@Nullable Shelf shelf;

        private Entry(AlarmCondition condition, Instant since) {
            this.condition = condition;
            this.since = since;
            this.seen = condition.priority();
        }

        private AlarmSnapshot snapshot() {
            return new AlarmSnapshot(
                    condition.id(),
                    condition.priority(),
                    state,
                    condition.object(),
                    condition.condition(),
                    condition.consequence(),
                    condition.action(),
                    since,
                    expectedBy,
                    shelf);
        }
    }
}
