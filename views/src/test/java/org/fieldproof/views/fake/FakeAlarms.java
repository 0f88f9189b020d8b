package org.fieldproof.views.fake;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.snapshot.AlarmSnapshot;
import org.fieldproof.api.snapshot.AlarmSnapshot.State;

/// What people have done with the pretended alarms.
public final class FakeAlarms {
    /// How many devices are not connected besides.
    public int flood;

    /// Whether the connection of these devices is down.
    public boolean away;

    private final FakeClock clock;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, AlarmSnapshot.Shelf> shelved = new HashMap<>();

    FakeAlarms(FakeClock clock) {
        this.clock = clock;
    }

    Outcome acknowledge(String id) {
        seen.add(id);
        return new Outcome.Done("Alarm " + id + " acknowledged.");
    }

    Outcome shelve(Command.ShelveAlarm asked) {
        shelved.put(
                asked.alarm(),
                new AlarmSnapshot.Shelf(clock.now().plusMillis(asked.millis()), asked.reason()));
        return new Outcome.Done("Shelved.");
    }

    Outcome unshelve(String id) {
        shelved.remove(id);
        return new Outcome.Done("Off the shelf.");
    }

    List<AlarmSnapshot> more() {
        return IntStream.range(0, flood)
                .mapToObj(
                        i ->
                                new AlarmSnapshot(
                                        "LINK-0102/devices/d" + i,
                                        AlarmSnapshot.Priority.P3,
                                        State.UNACK,
                                        "device devices/d" + i,
                                        "The device is not connected.",
                                        "Its data ends here until it is back.",
                                        "Look at the device.",
                                        clock.now(),
                                        "",
                                        null))
                .toList();
    }

    AlarmSnapshot now(AlarmSnapshot raised) {
        AlarmSnapshot.Shelf shelf = shelved.get(raised.id());
        State state =
                shelf != null
                        ? State.SHELVED
                        : seen.contains(raised.id()) ? State.ACK : raised.state();
        return new AlarmSnapshot(
                raised.id(),
                raised.priority(),
                state,
                raised.object(),
                raised.condition(),
                raised.consequence(),
                raised.action(),
                raised.since(),
                raised.expectedBy(),
                shelf);
    }
}
