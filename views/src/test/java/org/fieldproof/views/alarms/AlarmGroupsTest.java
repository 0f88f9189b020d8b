package org.fieldproof.views.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.snapshot.AlarmSnapshot;
import org.fieldproof.api.snapshot.AlarmSnapshot.Priority;
import org.fieldproof.api.snapshot.AlarmSnapshot.State;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.views.fake.FakeDesk;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: the list names a cause that is none, or hides an alarm under it.
final class AlarmGroupsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");

    private final FakeDesk fake = new FakeDesk();
    private final AlarmsViewModel model = new AlarmsViewModel(fake.desk);
    private final AlarmGroups groups = model.groups();
    private final List<ConnectionSnapshot> connections = new ArrayList<>();
    private final List<LaneSnapshot> lanes = new ArrayList<>();
    private final List<AlarmSnapshot> alarms = new ArrayList<>();

    private void alarm(String code, Priority priority, String object, State state, Instant since) {
        alarms.add(
                new AlarmSnapshot(
                        code + "/" + object.substring(object.indexOf(' ') + 1),
                        priority,
                        state,
                        object,
                        "It is down.",
                        "Nothing comes in.",
                        "Look at it.",
                        since,
                        "",
                        state == State.SHELVED
                                ? new AlarmSnapshot.Shelf(NOW.plusSeconds(3600), "spare part")
                                : null));
    }

    private void devices(String connection, int count, Duration apart) {
        for (int i = 0; i < count; i++) {
            alarm(
                    "LINK-0102",
                    Priority.P3,
                    "device " + connection + "/d" + i,
                    State.UNACK,
                    NOW.plus(apart.multipliedBy(i)));
        }
    }

    private void connection(String id, ConnectorState state, String endpoint) {
        ConnectionSnapshot like = fake.workspace.gateway.snapshot().connections().getFirst();
        connections.add(
                new ConnectionSnapshot(
                        id,
                        like.type(),
                        id,
                        endpoint,
                        state,
                        null,
                        like.deviceClass(),
                        false,
                        0,
                        0,
                        0,
                        false,
                        List.of()));
    }

    private void lane(String id, LaneState state, String endpoint) {
        LaneSnapshot like = fake.workspace.gateway.snapshot().lanes().getFirst();
        lanes.add(
                new LaneSnapshot(
                        id,
                        like.type(),
                        id,
                        endpoint,
                        like.sources(),
                        state,
                        NOW,
                        null,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        -1,
                        -1,
                        -1,
                        0,
                        -1,
                        1,
                        like.latency()));
    }

    private List<AlarmRow> shown() {
        return shown(false);
    }

    private List<AlarmRow> shown(boolean back) {
        groups.follow(picture(), back);
        return groups.arranged(model.rows(alarms, NOW));
    }

    private GatewaySnapshot picture() {
        GatewaySnapshot like = fake.workspace.gateway.snapshot();
        return new GatewaySnapshot(
                like.revision(),
                NOW,
                like.project(),
                like.title(),
                like.contentHash(),
                like.dataDirectory(),
                like.state(),
                like.log(),
                like.process(),
                connections,
                lanes,
                like.hops(),
                like.links(),
                alarms,
                like.drills(),
                like.writing(),
                like.markers(),
                like.faults(),
                like.lastEventSeq());
    }

    private List<String> places() {
        return shown().stream().map(AlarmRow::place).toList();
    }

    @Test
    void aConnectionThatIsDownIsTheCauseOfWhatItsDevicesSay() {
        connection("b1", ConnectorState.DOWN, "tls b1:8883");
        alarm("LINK-0201", Priority.P2, "connection b1", State.UNACK, NOW.minusSeconds(1));
        devices("b1", 31, Duration.ZERO);
        AlarmRow only = shown().getFirst();
        assertThat(shown()).hasSize(1);
        assertThat(model.headline(alarms)).isEqualTo("32 alarms, 1 likely cause: connection b1");
        assertThat(only.priority().words()).isEqualTo("P2");
        assertThat(only.state()).isEqualTo("32 alarms, 32 new");
        assertThat(only.condition()).isEqualTo("Likely cause: It is down.");
        assertThat(only.code()).isEqualTo("LINK-0201");
        assertThat(only.since()).isEqualTo("05:59:59");
    }

    @Test
    void aConnectionThatIsUpIsNoCause() {
        connection("hall", ConnectorState.UP, "tls hall:8883");
        devices("hall", 11, Duration.ZERO);
        alarm("LANE-0204", Priority.P2, "lane up", State.UNACK, NOW);
        assertThat(places()).containsExactly("lane up", "▸ connection hall");
        assertThat(model.headline(alarms))
                .isEqualTo("12 alarms, 11 of them concern connection hall");
    }

    @Test
    void destinationsThatShareThePeerTheyCannotReachAreOneGroup() {
        for (int i = 0; i < 12; i++) {
            lane("l" + i, i < 11 ? LaneState.DOWN : LaneState.IN_STEP, "tls broker-a:8883/t" + i);
            alarm("LANE-0101", Priority.P2, "lane l" + i, State.UNACK, NOW);
        }
        alarm("LANE-0204", Priority.P1, "lane l3", State.UNACK, NOW);
        assertThat(places()).containsExactly("▸ peer broker-a:8883", "lane l11");
        assertThat(model.headline(alarms))
                .isEqualTo("13 alarms, 12 of them: 1 likely cause: peer broker-a:8883");
        assertThat(shown().getFirst().priority().words()).isEqualTo("P1");
        assertThat(shown().getFirst().condition())
                .isEqualTo("Likely cause: peer broker-a:8883 is away.");
    }

    @Test
    void alarmsFromEverywhereHaveNoCauseInCommon() {
        for (int i = 0; i < 10; i++) {
            alarm("LANE-0901", Priority.P1, "lane l" + i, State.UNACK, NOW);
        }
        assertThat(shown()).hasSize(10).allMatch(row -> row.group() == null);
        assertThat(model.headline(alarms)).isEqualTo("10 alarms, no common cause is known");
    }

    @Test
    void tenWithinTenMinutesAreAFloodAndTenInAnHourAreNot() {
        devices("hall", 10, Duration.ofSeconds(70));
        assertThat(shown()).hasSize(10);
        assertThat(groups.isFlood()).isFalse();
        alarms.clear();
        devices("hall", 10, Duration.ofSeconds(66));
        assertThat(shown()).hasSize(1);
    }

    @Test
    void whatIsShelvedMakesNoFlood() {
        devices("hall", 9, Duration.ZERO);
        alarm("LANE-0101", Priority.P2, "lane up", State.SHELVED, NOW);
        assertThat(shown()).hasSize(10);
    }

    @Test
    void theListIsFlatAgainOnceFewerThanFiveAreLeftAndNotBefore() {
        devices("hall", 10, Duration.ZERO);
        assertThat(shown()).hasSize(1);
        alarms.subList(5, 10).clear();
        assertThat(shown()).hasSize(1);
        alarms.removeLast();
        assertThat(shown()).hasSize(4);
        devices("yard", 5, Duration.ZERO);
        assertThat(shown()).as("nine are no flood that begins").hasSize(9);
    }

    @Test
    void anOpenGroupShowsItsAlarmsBelowIt() {
        devices("hall", 9, Duration.ZERO);
        alarm("LANE-0204", Priority.P1, "lane up", State.ACK, NOW);
        shown();
        groups.open(model.rows(alarms, NOW).getLast());
        assertThat(places())
                .startsWith("lane up", "▾ connection hall", "     device hall/d0")
                .hasSize(11);
        assertThat(shown().get(1).alarms()).hasSize(9);
        groups.close(shown().get(4));
        assertThat(places()).containsExactly("lane up", "▸ connection hall");
    }

    @Test
    void destinationsWhoseBuffersAreFullHaveNoPeerThatIsAway() {
        for (int i = 0; i < 2; i++) {
            lane("l" + i, LaneState.FULL, "tls broker-a:8883/t" + i);
            for (int k = 0; k < 5 + i; k++) {
                alarm("LANE-020" + k, Priority.P2, "buffer l" + i, State.UNACK, NOW);
                alarm("LANE-010" + k, Priority.P2, "lane l" + i, State.UNACK, NOW);
            }
        }
        assertThat(places()).contains("▸ lane l0", "▸ lane l1").noneMatch(p -> p.contains("peer"));
        assertThat(model.headline(alarms)).contains("likely causes: lane l1, lane l0");
    }

    @Test
    void eachTroubleHasItsSentence() {
        connection("gone", ConnectorState.DOWN, "tls b:8883");
        connection("broken", ConnectorState.FAULTED, "tls c:8883");
        devices("gone", 5, Duration.ZERO);
        devices("broken", 5, Duration.ZERO);
        assertThat(shown().stream().map(AlarmRow::condition))
                .containsExactlyInAnyOrder(
                        "Likely cause: connection gone is away.",
                        "Likely cause: connection broken needs a person.");
    }

    /// Harm: whoever looked back finds the present shut, or a flood where there is none.
    @Test
    void whatIsLookedBackAtLeavesThePresentAsItWas() {
        devices("hall", 10, Duration.ZERO);
        shown();
        groups.open(model.rows(alarms, NOW).getFirst());
        assertThat(shown()).hasSize(11);
        List<AlarmSnapshot> now = List.copyOf(alarms);
        alarms.clear();
        devices("hall", 2, Duration.ZERO);
        assertThat(shown(true)).as("then there was no flood").hasSize(2);
        assertThat(model.headline(alarms)).isEqualTo("2 active");
        alarms.clear();
        devices("yard", 12, Duration.ZERO);
        assertThat(shown(true)).as("a flood of then").hasSize(1);
        groups.open(model.rows(alarms, NOW).getFirst());
        assertThat(shown(true)).hasSize(13);
        alarms.clear();
        alarms.addAll(now);
        assertThat(shown()).as("still open").hasSize(11);
        alarms.clear();
        devices("yard", 12, Duration.ZERO);
        assertThat(shown()).as("what was opened then is shut").hasSize(1);
        assertThat(shown(true)).as("and is forgotten").hasSize(1);
    }

    @Test
    void aFloodThatIsOverIsNotToldOfWhileTheListStands() {
        devices("hall", 10, Duration.ZERO);
        shown();
        assertThat(model.headline(List.of())).isEqualTo("no active alarms");
        assertThat(model.headline(alarms.subList(0, 4))).isEqualTo("4 active");
        assertThat(model.headline(alarms.subList(0, 5))).startsWith("5 alarms");
    }

    /// Harm: the row and the head say different numbers of the same alarms.
    @Test
    void whatIsShelvedIsCountedApart() {
        devices("hall", 10, Duration.ZERO);
        alarm("LINK-0103", Priority.P3, "device hall/x", State.SHELVED, NOW);
        alarm("LINK-0103", Priority.P3, "device hall/y", State.SUPPRESSED, NOW);
        assertThat(shown().getFirst().state())
                .isEqualTo("10 alarms, 10 new, 2 shelved or expected");
        assertThat(model.headline(alarms))
                .isEqualTo("10 alarms, 10 of them concern connection hall");
    }
}
