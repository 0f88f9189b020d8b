package org.fieldproof.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Publishers in a simulated time of their own: how many commits they cost, and whether they are
/// slowed down.
class CommitPaceTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long LINGER_NANOS = 1_000_000;
    private static final long SYNC_NANOS = 150_000;

    private long syncNanos = SYNC_NANOS;
    private long now = 5;
    private long commits;
    private long records;

    /// Records come by the clock, whoever waits: 5,000 a second.
    private void openLoop(CommitPace pace, long every, long until) {
        long arrivals = now / every;
        while (now < until) {
            now = Math.max(now, (arrivals + 1) * every);
            now += Math.max(0, pace.waitNanos(now));
            int group = (int) (now / every - arrivals);
            arrivals += group;
            commit(pace, group);
        }
    }

    /// Each of so many devices sends its next record when it has the last one's acknowledgement.
    private void closedLoop(CommitPace pace, int devices, long until) {
        while (now < until) {
            now += Math.max(0, pace.waitNanos(now));
            commit(pace, devices);
        }
    }

    private void commit(CommitPace pace, int group) {
        pace.began(now);
        now += syncNanos;
        commits++;
        records += group;
        pace.committed(group, now);
    }

    @Test
    void recordsThatComeFasterThanTheLingerShareTheirSyncs() {
        CommitPace pace = new CommitPace(LINGER_NANOS, now);
        openLoop(pace, SECOND / 5_000, 10 * SECOND);
        assertThat(records).isGreaterThanOrEqualTo(49_990);
        assertThat(commits).as("about a thousand a second").isBetween(9_000L, 12_000L);
    }

    @Test
    void aDeviceThatWaitsForEachAcknowledgementIsNotSlowedDown() {
        CommitPace pace = new CommitPace(LINGER_NANOS, now);
        closedLoop(pace, 1, 60 * SECOND);
        assertThat(records).isGreaterThan(60 * SECOND / SYNC_NANOS * 97 / 100);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.45, 0.55, 0.7, 0.9})
    void norIsItWhereASyncTakesNearlyAsLongAsTheLinger(double ofLinger) {
        syncNanos = (long) (LINGER_NANOS * ofLinger);
        CommitPace pace = new CommitPace(LINGER_NANOS, now);
        closedLoop(pace, 1, 60 * SECOND);
        assertThat(records).isGreaterThan(60 * SECOND / syncNanos * 97 / 100);
    }

    @Test
    void threeDevicesThatWaitAreNotEither() {
        CommitPace pace = new CommitPace(LINGER_NANOS, now);
        closedLoop(pace, 3, 60 * SECOND);
        assertThat(records).isGreaterThan(3 * 60 * SECOND / SYNC_NANOS * 97 / 100);
    }

    @Test
    void afterThoseThatWaitedItGathersAgainForThoseThatDoNot() {
        CommitPace pace = new CommitPace(LINGER_NANOS, now);
        closedLoop(pace, 1, 20 * SECOND);
        openLoop(pace, SECOND / 5_000, 60 * SECOND);
        commits = 0;
        openLoop(pace, SECOND / 5_000, 70 * SECOND);
        assertThat(commits).isLessThan(12_000);
    }

    @Test
    void aRecordThatComesAloneNeverWaits() {
        CommitPace pace = new CommitPace(LINGER_NANOS, now);
        for (int i = 0; i < 5_000; i++) {
            now += 2 * LINGER_NANOS;
            assertThat(pace.waitNanos(now)).isLessThanOrEqualTo(0);
            commit(pace, 1);
        }
    }

    @Test
    void largeGroupsDoNotWait() {
        CommitPace pace = new CommitPace(LINGER_NANOS, now);
        for (int i = 0; i < 50_000; i++) {
            assertThat(pace.waitNanos(now)).isLessThanOrEqualTo(0);
            commit(pace, 8);
        }
    }

    @Test
    void withoutALingerNothingEverWaits() {
        CommitPace pace = new CommitPace(0, now);
        openLoop(pace, SECOND / 5_000, 5 * SECOND);
        assertThat(commits).isEqualTo(records);
    }
}
