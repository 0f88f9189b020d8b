package org.fieldproof.engine.readmodel;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.snapshot.AlarmSnapshot.Priority;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.engine.alarm.AlarmCondition;
import org.jspecify.annotations.Nullable;

/// The alarm that a lane's disk buffer is full soon: one for a lane, more urgent the less time is
/// left. It grows less urgent only a quarter beyond the limit at which it grew more so, or a rate
/// that wavers about a limit would raise it again and again. Confined to the thread that draws the
/// pictures.
public final class TimeToFull {
    private static final long P1_SECONDS = 15 * 60;
    private static final long P2_SECONDS = 60 * 60;
    private static final long P3_SECONDS = 4 * 60 * 60;
    private static final double DEAD_BAND = 1.25;

    private final Map<String, Priority> told = new HashMap<>();

    Optional<AlarmCondition> alarm(LaneSnapshot lane) {
        long seconds = lane.timeToFullSeconds();
        Priority now =
                seconds < 0 || lane.state() == LaneState.FULL
                        ? null
                        : priority(seconds, told.get(lane.id()));
        if (now == null) {
            told.remove(lane.id());
            return Optional.empty();
        }
        told.put(lane.id(), now);
        return Optional.of(
                new AlarmCondition(
                        "LANE-0204/" + lane.id(),
                        now,
                        "lane " + lane.id(),
                        "At this rate the disk buffer is full in "
                                + Math.max(1, seconds / 60)
                                + " min.",
                        "Once full, devices are asked to wait, or records are dropped by policy.",
                        "Bring the destination back, or raise the lane's buffer."));
    }

    private static @Nullable Priority priority(long seconds, @Nullable Priority before) {
        if (isWithin(seconds, P1_SECONDS, before, Priority.P1)) {
            return Priority.P1;
        }
        if (isWithin(seconds, P2_SECONDS, before, Priority.P2)) {
            return Priority.P2;
        }
        return isWithin(seconds, P3_SECONDS, before, Priority.P3) ? Priority.P3 : null;
    }

    /// Whether the limit is met, or was met and is not left by enough.
    private static boolean isWithin(
            long seconds, long limit, @Nullable Priority before, Priority of) {
        boolean held = before != null && before.compareTo(of) <= 0;
        return seconds < (held ? limit * DEAD_BAND : limit);
    }
}
