package org.fieldproof.views.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.snapshot.AlarmSnapshot;
import org.fieldproof.api.snapshot.AlarmSnapshot.Priority;
import org.fieldproof.api.snapshot.AlarmSnapshot.State;
import org.fieldproof.views.control.Fact;
import org.fieldproof.views.fake.FakeDesk;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: the list names a cause that is none, or an old alarm passes for a new one.
final class AlarmsViewModelTest {
    private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");

    private final AlarmsViewModel model = new AlarmsViewModel(new FakeDesk().desk);

    private static AlarmSnapshot alarm(String code, String object, State state) {
        return new AlarmSnapshot(
                code + "/" + object.substring(object.indexOf(' ') + 1),
                Priority.P2,
                state,
                object,
                "It is down.",
                "Nothing comes in.",
                "Look at it.",
                NOW,
                "",
                state == State.SHELVED
                        ? new AlarmSnapshot.Shelf(NOW.plusSeconds(3600), "a spare part comes")
                        : null);
    }

    private static List<AlarmSnapshot> devices(String connection, int count) {
        List<AlarmSnapshot> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(alarm("LINK-0102", "device " + connection + "/d" + i, State.UNACK));
        }
        return made;
    }

    @Test
    void anAlarmOfYesterdayCarriesItsDate() {
        List<AlarmSnapshot> alarms = devices("hall", 1);
        assertThat(model.rows(alarms, NOW).getFirst().since()).isEqualTo("06:00:00");
        assertThat(model.rows(alarms, NOW.plus(Duration.ofDays(1))).getFirst().since())
                .isEqualTo("20 Nov 06:00:00");
    }

    @Test
    void aShelvedAlarmSaysUntilWhenAndWhy() {
        AlarmRow row =
                model.rows(List.of(alarm("LANE-0101", "lane up", State.SHELVED)), NOW).getFirst();
        assertThat(row.state()).isEqualTo("shelved until 07:00");
        assertThat(row.code()).isEqualTo("LANE-0101");
        assertThat(model.facts(Optional.of(row)))
                .contains(
                        new Fact.Pair("until", "07:00 UTC", false),
                        new Fact.Pair("because", "a spare part comes", false));
    }

    @Test
    void withoutAFloodTheActiveOnesAreCounted() {
        assertThat(model.headline(devices("hall", 9))).isEqualTo("9 active");
        assertThat(model.headline(List.of())).isEqualTo("no active alarms");
    }
}
