package org.fieldproof.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.project.ProjectDefinition.ReplayOrder;
import org.fieldproof.api.snapshot.LaneSnapshot.Drops;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.engine.rig.ScriptedDestination.Mood;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.ManualClock;
import org.junit.jupiter.api.Test;

/// LANE-1, LANE-7: what a disk buffer may hold, and what goes when it may hold no more.
class LaneQuotaTest extends OneLane {
    private static final Duration NO_AGE = Duration.ZERO;
    private static final Duration HOUR = Duration.ofHours(1);

    private Lane overflow(FullPolicy policy, long quotaRecords, int records) {
        destination.mood(Mood.OPEN_FAILS);
        Lane lane = open(definition(policy, quotaRecords, NO_AGE, 0, ReplayOrder.IN_ORDER));
        hand(lane, records);
        await(lane, look -> look.routed() == records && look.queued() == 0, "all placed");
        return lane;
    }

    private void drain(Lane lane) {
        destination.mood(Mood.TAKES);
        await(
                lane,
                look -> look.bufferRecords() == 0 && look.inFlight() == 0 && look.queued() == 0,
                "drained");
        assertThat(lane.look().imbalance()).isZero();
    }

    // Harm: a long outage leaves either its beginning or its end without a single record.
    @Test
    void aBufferThatSamplesKeepsExactlyOneOfNNearItsQuota() {
        Lane lane = overflow(FullPolicy.SAMPLE, 1_000, 2_000);
        assertThat(lane.look().drops()).isEqualTo(new Drops(0, 0, 1_125, 0, 0));
        drain(lane);
        List<Long> kept = destination.seqs();
        assertThat(kept).hasSize(875).isSorted().startsWith(seqs(1, 750).toArray(new Long[0]));
        for (long block = 751; block <= 2_000; block += 10) {
            long from = block;
            assertThat(kept.stream().filter(seq -> seq >= from && seq < from + 10)).hasSize(1);
        }
        assertThat(kept.stream().skip(750).map(seq -> seq % 10).collect(Collectors.toSet()))
                .as("ten devices that speak in turn are all heard")
                .hasSizeGreaterThan(6);
    }

    // Harm: sampling only delays the day on which devices are refused or the newest is lost.
    @Test
    void atTheQuotaTheOldestMakeRoomForTheSample() {
        Lane lane = overflow(FullPolicy.SAMPLE, 500, 8_000);
        Drops drops = lane.look().drops();
        assertThat(drops.sample()).isPositive();
        assertThat(drops.dropOldest()).isPositive();
        drain(lane);
        assertThat(lane.look().durable() + drops.total()).isEqualTo(8_000);
        assertThat(destination.seqs().getLast()).isGreaterThan(7_980);
    }

    // Harm: a quota that only bytes meet lets a million tiny records in.
    @Test
    void theQuotaInRecordsIsExactAndCountedAnewAtOpen() {
        destination.mood(Mood.OPEN_FAILS);
        var definition = definition(FullPolicy.BLOCK, 100, NO_AGE, 0, ReplayOrder.IN_ORDER);
        Lane lane = open(definition);
        hand(lane, 300);
        await(lane, look -> look.state() == LaneState.FULL, "FULL");
        assertThat(lane.look().bufferRecords()).isEqualTo(100);
        stop(lane);

        Lane again = open(definition);
        handAgainFrom(again.look().position() + 1);
        hand(again, 200);
        await(again, look -> look.state() == LaneState.FULL && look.queued() == 200, "FULL again");
        assertThat(again.look().bufferRecords()).as("P13").isEqualTo(100);
        drain(again);
        assertThat(destination.seqs()).isEqualTo(seqs(1, 300));
        assertThat(again.look().dropped()).isZero();
    }

    // Harm: a drop that nobody is told of is a loss that a person finds a year later.
    @Test
    void everyDropIsToldWithItsPolicyAndItsRange() {
        Lane oldest = overflow(FullPolicy.DROP_OLDEST, 300, 900);
        long dropped = oldest.look().drops().dropOldest();
        assertThat(dropped).isGreaterThanOrEqualTo(600);
        stop(oldest);
        List<String> told = events.stream().filter(event -> event.startsWith("LANE-0206")).toList();
        assertThat(told).isNotEmpty().allMatch(event -> event.contains("policy drop-oldest."));
        long sum =
                told.stream()
                        .map(event -> event.substring(11, event.indexOf(" records")))
                        .mapToLong(Long::parseLong)
                        .sum();
        assertThat(sum).as("every one of them").isEqualTo(dropped);
        assertThat(told.getFirst()).contains("between seq 1 and ");
        assertThat(told.getLast()).contains("and " + dropped + " were");
    }

    // Harm: a clock that jumps to 2036, or a machine that was off for a month, throws away what
    // nobody has seen yet.
    @Test
    void onlyTimeThatTheGatewayRanMakesARecordOld() {
        ManualClock clock = new ManualClock(Instant.parse("2026-11-01T00:00:00Z"));
        clock(clock);
        destination.mood(Mood.OPEN_FAILS);
        var definition = definition(FullPolicy.BLOCK, 0, HOUR, 0, ReplayOrder.IN_ORDER);
        Lane lane = open(definition);
        hand(lane, 200);
        await(lane, look -> look.bufferRecords() == 200, "the buffer");
        clock.setWall(Instant.parse("2036-11-01T00:00:00Z"));
        hand(lane, 10);
        await(lane, look -> look.bufferRecords() == 210, "ten years by the wall");
        clock.setWall(Instant.parse("1970-01-01T00:00:00Z"));
        clock.advance(Duration.ofMinutes(50));
        hand(lane, 10);
        await(lane, look -> look.bufferRecords() == 220, "fifty minutes");
        stop(lane);

        ManualClock later = new ManualClock(Instant.parse("2027-01-01T00:00:00Z"));
        clock(later);
        Lane again = open(definition);
        handAgainFrom(221);
        hand(again, 10);
        await(again, look -> look.bufferRecords() == 230, "two months switched off");
        assertThat(again.look().dropped()).isZero();

        later.advance(Duration.ofMinutes(12));
        // What went in unseen between two jumps of this clock counts as younger: of the first 200
        // perhaps some, of the others all.
        await(again, look -> look.drops().age() > 0, "62 minutes of running time");
        assertThat(again.look().drops().age()).isLessThanOrEqualTo(200);
        assertThat(again.look().bufferRecords()).isGreaterThanOrEqualTo(30);
        assertThat(again.look().imbalance()).isZero();
        later.advance(Duration.ofMinutes(60));
        await(again, look -> look.bufferRecords() == 0, "the rest");
        assertThat(again.look().drops()).isEqualTo(new Drops(0, 0, 0, 230, 0));
        Await.until(
                PATIENCE,
                () -> events.stream().anyMatch(event -> event.contains("policy age.")),
                "the event");
    }
}
