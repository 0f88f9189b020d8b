package org.fieldproof.drill.run;

import java.util.List;
import java.util.Map;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.GatewayState;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot.Drops;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.api.snapshot.LatencyStats;
import org.fieldproof.api.snapshot.LogSnapshot;
import org.fieldproof.api.snapshot.MarkersSnapshot;
import org.fieldproof.api.snapshot.ProcessSnapshot;
import org.fieldproof.api.snapshot.WritingSnapshot;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.time.GatewayClock;

/// Pictures of the fake plant.
final class PlantPictures {
    private final GatewayClock clock;
    private long revision;

    /// What the lanes lost before this gateway started.
    volatile long lost;

    /// Whether its lanes are in the picture.
    volatile boolean lanesSeen = true;

    PlantPictures(GatewayClock clock) {
        this.clock = clock;
    }

    GatewaySnapshot picture(boolean healthy, long accepted, long delivered, long waiting) {
        revision++;
        LaneState state =
                !healthy ? LaneState.FAULTED : waiting > 20 ? LaneState.DOWN : LaneState.IN_STEP;
        return new GatewaySnapshot(
                revision,
                clock.now(),
                "fake",
                "A fake plant",
                "0123456789abcdef",
                "",
                GatewayState.RUNNING,
                new LogSnapshot(
                        "",
                        accepted,
                        600,
                        600,
                        waiting,
                        0,
                        0,
                        1,
                        -1,
                        accepted,
                        0,
                        0,
                        LatencyStats.NONE,
                        1),
                new ProcessSnapshot(0, 0, 0, 0, 0, 0, 0),
                List.of(connection("devices"), connection("plant")),
                lanesSeen
                        ? List.of(
                                lane("upstream", state, accepted, delivered, waiting),
                                lane("local", LaneState.IN_STEP, accepted, accepted, 0))
                        : List.of(),
                List.of(),
                List.of(),
                List.of(),
                DrillSnapshot.NONE,
                WritingSnapshot.DISARMED,
                MarkersSnapshot.NONE,
                List.of(),
                0);
    }

    private static ConnectionSnapshot connection(String id) {
        return new ConnectionSnapshot(
                id,
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
                List.of());
    }

    private LaneSnapshot lane(
            String id, LaneState state, long routed, long durable, long buffered) {
        return new LaneSnapshot(
                id,
                "x",
                "",
                "",
                List.of("devices"),
                state,
                clock.now(),
                null,
                routed + lost,
                durable,
                0,
                0,
                buffered,
                buffered * 100,
                1 << 30,
                -1,
                0,
                lost,
                0,
                600,
                600,
                -1,
                -1,
                -1,
                0,
                -1,
                0,
                LatencyStats.NONE,
                new Drops(0, 0, 0, 0, 0, lost, Map.of()),
                0,
                0,
                List.of());
    }
}
