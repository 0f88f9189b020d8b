package org.fieldproof.engine.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.snapshot.AlarmSnapshot;
import org.fieldproof.api.snapshot.AlarmSnapshot.Priority;
import org.fieldproof.api.snapshot.AlarmSnapshot.State;
import org.fieldproof.testkit.ManualClock;
import org.junit.jupiter.api.Test;

class AlarmBoardTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-20T12:00:00Z"));
    private final AlarmBoard board = new AlarmBoard(clock);

    // Harm: an alarm that clears before anybody looked is never known.
    @Test
    void anAlarmThatClearsUnseenStaysUntilAcknowledged() {
        assertThat(board.evaluate(List.of(alarm("A/x", "lane x")))).hasSize(1);
        assertThat(state()).isEqualTo(State.UNACK);
        board.evaluate(List.of());
        assertThat(state()).isEqualTo(State.RTN_UNACK);
        assertThat(board.acknowledge("A/x")).isInstanceOf(Outcome.Done.class);
        assertThat(board.snapshot()).isEmpty();
    }

    // Harm: an acknowledged alarm that comes back is taken for the old one.
    @Test
    void aSeenAlarmEndsWithItsConditionAndComesBackUnacknowledged() {
        AlarmCondition a = alarm("A/x", "lane x");
        board.evaluate(List.of(a));
        board.acknowledge("A/x");
        assertThat(board.evaluate(List.of(a))).isEmpty();
        assertThat(state()).isEqualTo(State.ACK);
        board.evaluate(List.of());
        assertThat(board.snapshot()).isEmpty();
        board.evaluate(List.of(a));
        assertThat(state()).isEqualTo(State.UNACK);
    }

    // Harm: a drill's own alarms drown the one that nobody predicted.
    @Test
    void aPredictedAlarmIsSuppressedAndAnUnpredictedOneIsRaised() {
        board.expect(Set.of("lane upstream"), "upstream-outage");
        board.evaluate(List.of(alarm("A/up", "lane upstream"), alarm("A/db", "lane local")));
        assertThat(board.snapshot())
                .extracting(AlarmSnapshot::id, AlarmSnapshot::state, AlarmSnapshot::expectedBy)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(
                                "A/up", State.SUPPRESSED, "upstream-outage"),
                        org.assertj.core.groups.Tuple.tuple("A/db", State.UNACK, ""));
    }

    // Harm: what still stands when the drill is over is forgotten.
    @Test
    void whatOutlastsTheDrillIsRaised() {
        AlarmCondition a = alarm("A/up", "lane upstream");
        board.expect(Set.of("lane upstream"), "d");
        board.evaluate(List.of(a));
        board.expect(Set.of(), "");
        board.evaluate(List.of(a));
        assertThat(state()).isEqualTo(State.UNACK);
        assertThat(board.snapshot().getFirst().expectedBy()).isEmpty();
    }

    // Harm: a drill hides an alarm that was there before it.
    @Test
    void anAlarmFromBeforeTheDrillIsNotSuppressed() {
        AlarmCondition a = alarm("A/up", "lane upstream");
        board.evaluate(List.of(a));
        board.expect(Set.of("lane upstream"), "d");
        board.evaluate(List.of(a));
        assertThat(state()).isEqualTo(State.UNACK);
    }

    // Harm: an alarm shelved "for a moment" is hidden for ever, or without anyone knowing why.
    @Test
    void shelvingNeedsAReasonAndEndsByItself() {
        AlarmCondition a = alarm("A/x", "lane x");
        board.evaluate(List.of(a));
        long hour = Duration.ofHours(1).toMillis();
        assertThat(board.shelve("A/x", hour, " ")).isInstanceOf(Outcome.Refused.class);
        assertThat(board.shelve("A/x", 8 * hour + 1, "w")).isInstanceOf(Outcome.Refused.class);
        assertThat(board.shelve("A/x", 0, "w")).isInstanceOf(Outcome.Refused.class);
        assertThat(state()).isEqualTo(State.UNACK);
        assertThat(board.shelve("A/x", hour, "waiting for a part"))
                .isInstanceOf(Outcome.Done.class);
        clock.advance(Duration.ofMinutes(59));
        board.evaluate(List.of(a));
        assertThat(state()).isEqualTo(State.SHELVED);
        clock.advance(Duration.ofMinutes(2));
        board.evaluate(List.of(a));
        assertThat(state()).isEqualTo(State.UNACK);
    }

    // Harm: what somebody hid by mistake stays hidden for a shift, and nobody sees until when.
    @Test
    void aShelvedAlarmTellsUntilWhenAndWhyAndComesBackWhenItIsUnshelved() {
        AlarmCondition a = alarm("A/x", "lane x");
        board.evaluate(List.of(a));
        assertThat(board.unshelve("A/x")).isInstanceOf(Outcome.Refused.class);
        assertThat(board.snapshot().getFirst().shelf()).isNull();
        board.shelve("A/x", Duration.ofHours(1).toMillis(), " waiting for a part ");
        assertThat(board.snapshot().getFirst().shelf())
                .isEqualTo(
                        new AlarmSnapshot.Shelf(
                                clock.now().plus(Duration.ofHours(1)), "waiting for a part"));
        assertThat(board.unshelve("A/x")).isInstanceOf(Outcome.Done.class);
        assertThat(state()).isEqualTo(State.UNACK);
        assertThat(board.snapshot().getFirst().shelf()).isNull();
    }

    // Harm: an alarm that nobody has any more is shown as standing.
    @Test
    void whatIsUnshelvedAfterItsCauseIsGoneIsOver() {
        AlarmCondition a = alarm("A/x", "lane x");
        board.evaluate(List.of(a));
        board.shelve("A/x", Duration.ofHours(1).toMillis(), "r");
        board.evaluate(List.of());
        assertThat(state()).isEqualTo(State.SHELVED);
        board.unshelve("A/x");
        assertThat(board.snapshot()).isEmpty();
        assertThat(board.unshelve("A/x")).isInstanceOf(Outcome.Refused.class);
        assertThat(board.evaluate(List.of()))
                .as("its end is told, once")
                .singleElement()
                .matches(each -> each.to().isEmpty());
        assertThat(board.evaluate(List.of())).isEmpty();
    }

    @Test
    void whoseTimeOnTheShelfIsUpTellsNoneAnyMore() {
        AlarmCondition a = alarm("A/x", "lane x");
        board.evaluate(List.of(a));
        board.shelve("A/x", 1_000, "r");
        clock.advance(Duration.ofSeconds(2));
        board.evaluate(List.of(a));
        assertThat(board.snapshot().getFirst().shelf()).isNull();
    }

    @Test
    void anAlarmThatIsOverCannotBeAcknowledged() {
        assertThat(board.acknowledge("A/none")).isInstanceOf(Outcome.Refused.class);
        assertThat(board.shelve("A/none", 1, "r")).isInstanceOf(Outcome.Refused.class);
    }

    // Harm: a storm of alarms eats the memory that records need.
    @Test
    void theBoardIsBounded() {
        List<AlarmCondition> storm = new ArrayList<>();
        for (int i = 0; i < AlarmBoard.ALARMS_MAX + 5; i++) {
            storm.add(alarm("A/" + i, "lane " + i));
        }
        board.evaluate(storm);
        assertThat(board.snapshot()).hasSize(AlarmBoard.ALARMS_MAX + 1);
        assertThat(overflow()).singleElement().asString().startsWith("5 more alarms ");
        board.evaluate(storm.subList(5, AlarmBoard.ALARMS_MAX + 5));
        board.snapshot().forEach(each -> board.acknowledge(each.id()));
        board.evaluate(storm.subList(5, AlarmBoard.ALARMS_MAX + 5));
        assertThat(overflow()).as("there is room again").isEmpty();
        assertThat(board.snapshot()).hasSize(AlarmBoard.ALARMS_MAX);
    }

    // Harm: what is most urgent is the one alarm that finds no room.
    @Test
    void theLeastUrgentFindsNoRoom() {
        List<AlarmCondition> storm = new ArrayList<>();
        for (int i = 0; i < AlarmBoard.ALARMS_MAX; i++) {
            storm.add(alarm("A/" + i, "lane " + i));
        }
        storm.add(urgent("A/last"));
        board.evaluate(storm);
        assertThat(board.snapshot().getFirst().id()).isEqualTo("A/last");
        assertThat(overflow()).hasSize(1);
    }

    // Harm: an alarm that swings about a limit asks for the same person again and again.
    @Test
    void whatIsAsUrgentAsAPersonHasSeenItAsksNobodyAgain() {
        board.evaluate(List.of(urgent("A/x")));
        board.acknowledge("A/x");
        board.evaluate(List.of(alarm("A/x", "lane x")));
        assertThat(board.evaluate(List.of(urgent("A/x")))).isEmpty();
        assertThat(state()).isEqualTo(State.ACK);
    }

    // Harm: a drill hides that an alarm from before it has grown worse.
    @Test
    void whatGrowsMoreUrgentDuringADrillAsksAgain() {
        board.evaluate(List.of(alarm("A/x", "lane x")));
        board.acknowledge("A/x");
        board.expect(Set.of("lane x"), "d");
        board.evaluate(List.of(urgent("A/x")));
        assertThat(state()).isEqualTo(State.UNACK);
        assertThat(board.snapshot().getFirst().expectedBy()).isEmpty();
    }

    private static AlarmCondition urgent(String id) {
        return new AlarmCondition(id, Priority.P1, "lane x", "It is down.", "Backlog.", "Look.");
    }

    private List<String> overflow() {
        return board.snapshot().stream()
                .filter(each -> each.id().equals("APP-0205/alarms"))
                .map(AlarmSnapshot::condition)
                .toList();
    }

    // Harm: four hours were left when somebody acknowledged it, and nobody hears that ten minutes
    // are.
    @Test
    void whatGrowsMoreUrgentAsksAgain() {
        AlarmCondition soon = alarm("A/x", "lane x");
        AlarmCondition now =
                new AlarmCondition("A/x", Priority.P1, "lane x", "It is down.", "B.", "Look.");
        board.evaluate(List.of(soon));
        board.acknowledge("A/x");
        assertThat(board.evaluate(List.of(now))).hasSize(1);
        assertThat(state()).isEqualTo(State.UNACK);
        board.shelve("A/x", 3_600_000, "r");
        assertThat(board.evaluate(List.of(soon))).as("less urgent").isEmpty();
        assertThat(board.evaluate(List.of(now))).as("as urgent as when shelved").isEmpty();
        assertThat(state()).isEqualTo(State.SHELVED);
        board.unshelve("A/x");
        board.evaluate(List.of(soon));
        board.shelve("A/x", 3_600_000, "r");
        assertThat(board.evaluate(List.of(now))).hasSize(1);
        assertThat(state()).isEqualTo(State.UNACK);
    }

    // Harm: some order of events loses a standing condition or keeps a dead one.
    @Test
    void inAnyOrderOfEventsEveryStandingConditionIsOnTheBoard() {
        Random random = new Random(44);
        for (int step = 0; step < 5_000; step++) {
            List<AlarmCondition> standing = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                if (random.nextBoolean()) {
                    standing.add(alarm("A/" + i, "lane " + i));
                }
            }
            String some = "A/" + random.nextInt(6);
            switch (random.nextInt(4)) {
                case 0 -> board.acknowledge(some);
                case 1 -> board.shelve(some, 1 + random.nextInt(1_000), "r");
                case 2 -> board.expect(random.nextBoolean() ? Set.of("lane 1") : Set.of(), "d");
                default -> clock.advance(Duration.ofMillis(random.nextInt(1_000)));
            }
            board.evaluate(standing);
            assertThat(board.snapshot())
                    .as("step %d of seed 44", step)
                    .extracting(AlarmSnapshot::id)
                    .containsAll(standing.stream().map(AlarmCondition::id).toList());
            for (AlarmSnapshot alarm : board.snapshot()) {
                boolean stands = standing.stream().anyMatch(c -> c.id().equals(alarm.id()));
                assertThat(
                                stands
                                        || alarm.state() == State.RTN_UNACK
                                        || alarm.state() == State.SHELVED)
                        .as("step %d of seed 44: %s", step, alarm)
                        .isTrue();
            }
        }
    }

    private State state() {
        assertThat(board.snapshot()).hasSize(1);
        return board.snapshot().getFirst().state();
    }

    private static AlarmCondition alarm(String id, String object) {
        return new AlarmCondition(id, Priority.P2, object, "It is down.", "Backlog.", "Look.");
    }
}
