package org.fieldproof.engine.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.snapshot.AlarmSnapshot.Priority;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.DeviceSnapshot;
import org.fieldproof.api.snapshot.DeviceSnapshot.DeviceState;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.api.snapshot.LatencyStats;
import org.fieldproof.api.snapshot.LogSnapshot;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.engine.alarm.AlarmCondition;
import org.junit.jupiter.api.Test;

class AlarmRulesTest {
    private static final LatencyStats SLOW = new LatencyStats(10, 900, 1_500, 1_500, 1_500);
    private final TimeToFull timeToFull = new TimeToFull();

    private static LogSnapshot log(LatencyStats fsync) {
        return new LogSnapshot("", 0, 0, 0, 0, 0, 0, 0, -1, 0, 0, 0, fsync, 0);
    }

    private List<AlarmCondition> standing(
            LatencyStats fsync, List<ConnectionSnapshot> connections, List<LaneSnapshot> lanes) {
        return AlarmRules.standing(log(fsync), null, connections, lanes, timeToFull);
    }

    private List<AlarmCondition> filling(long seconds) {
        LaneSnapshot lane =
                new LaneSnapshot(
                        "a",
                        "x",
                        "",
                        "",
                        List.of(),
                        LaneState.REPLAYING,
                        Instant.EPOCH,
                        null,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        1,
                        -1,
                        0,
                        0,
                        0,
                        0,
                        0,
                        seconds,
                        -1,
                        -1,
                        0,
                        -1,
                        0,
                        LatencyStats.NONE);
        return standing(LatencyStats.NONE, List.of(), List.of(lane));
    }

    private static ConnectionSnapshot connection(int away) {
        List<DeviceSnapshot> devices =
                IntStream.range(0, away)
                        .mapToObj(
                                n ->
                                        new DeviceSnapshot(
                                                "dev-" + n,
                                                DeviceState.DISCONNECTED,
                                                DeviceClass.SIM,
                                                "",
                                                "",
                                                0,
                                                0,
                                                -1,
                                                0,
                                                "It is off."))
                        .toList();
        return new ConnectionSnapshot(
                "c",
                "x",
                "",
                "",
                ConnectorState.UP,
                null,
                DeviceClass.SIM,
                false,
                0,
                0,
                0,
                false,
                devices);
    }

    // Harm: an operator looks LOG-0107 up and puts a folder back that nobody moved.
    @Test
    void aSlowDiskHasACodeOfItsOwn() {
        assertThat(standing(SLOW, List.of(), List.of()))
                .extracting(AlarmCondition::id)
                .containsExactly("LOG-0110/log");
        assertThat(standing(LatencyStats.NONE, List.of(), List.of())).isEmpty();
    }

    // Harm: of 250 dead devices 150 are nowhere.
    @Test
    void devicesBeyondTheHundredthAreCounted() {
        List<AlarmCondition> all = standing(LatencyStats.NONE, List.of(connection(250)), List.of());
        assertThat(all).hasSize(AlarmRules.DEVICE_ALARMS_MAX + 1);
        assertThat(all.getLast().id()).isEqualTo("LINK-0104/c");
        assertThat(all.getLast().condition()).startsWith("150 more devices ");
        assertThat(standing(LatencyStats.NONE, List.of(connection(100)), List.of()))
                .hasSize(100)
                .noneMatch(each -> each.id().startsWith("LINK-0104"));
    }

    // Harm: a rate that wavers about a limit raises alarm after alarm.
    @Test
    void aBufferThatFillsIsOneAlarmThatDoesNotChatter() {
        assertThat(filling(4 * 3_600)).isEmpty();
        assertFilling(4 * 3_600 - 1, Priority.P3);
        assertFilling(5 * 3_600 - 1, Priority.P3);
        assertFilling(3_599, Priority.P2);
        assertFilling(3_601, Priority.P2);
        assertFilling(899, Priority.P1);
        assertFilling(901, Priority.P1);
        assertFilling(899, Priority.P1);
        assertFilling(1_125, Priority.P2);
        assertFilling(901, Priority.P2);
        assertFilling(4_500, Priority.P3);
        assertThat(filling(5 * 3_600)).isEmpty();
        assertThat(filling(4 * 3_600 + 1)).isEmpty();
        assertFilling(60, Priority.P1);
        assertThat(filling(-1)).as("it does not fill any more").isEmpty();
        assertThat(filling(4 * 3_600)).isEmpty();
    }

    private void assertFilling(long seconds, Priority priority) {
        assertThat(filling(seconds))
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.id()).isEqualTo("LANE-0204/a");
                            assertThat(each.priority()).as("%d s", seconds).isEqualTo(priority);
                        });
    }
}
