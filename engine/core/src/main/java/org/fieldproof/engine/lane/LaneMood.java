package org.fieldproof.engine.lane;

import java.time.Instant;
import java.util.Map;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.telemetry.EventRecorder;
import org.jspecify.annotations.Nullable;

/// The lane's state for people: since when, why, and an event at each change. Confined to the
/// lane's thread.
final class LaneMood {
    private static final String QUARANTINE_FULL = "LANE-0302";

    private final String object;
    private final GatewayClock clock;
    private final EventRecorder events;
    private LaneState state = LaneState.STARTING;
    private Instant since;
    private @Nullable Problem why;

    LaneMood(String object, GatewayClock clock, EventRecorder events) {
        this.object = object;
        this.clock = clock;
        this.events = events;
        this.since = clock.now();
    }

    LaneState state() {
        return state;
    }

    Instant since() {
        return since;
    }

    @Nullable Problem why() {
        return why;
    }

    /// True if the state is another one now.
    boolean is(LaneState now, @Nullable Problem reason) {
        why = reason;
        if (now == state) {
            return false;
        }
        LaneState before = state;
        state = now;
        since = clock.now();
        tell(before, now, reason);
        return true;
    }

    private void tell(LaneState before, LaneState now, @Nullable Problem reason) {
        GatewayEvent.Level level =
                switch (now) {
                    case STARTING, IN_STEP, REPLAYING, PAUSED, STOPPED -> GatewayEvent.Level.INFO;
                    case LAGGING, DOWN, FULL -> GatewayEvent.Level.WARNING;
                    case FAULTED -> GatewayEvent.Level.ERROR;
                };
        String code =
                switch (now) {
                    case STARTING, IN_STEP -> "LANE-0001";
                    case REPLAYING -> "LANE-0002";
                    case PAUSED -> "LANE-0003";
                    case STOPPED -> "LANE-0004";
                    case LAGGING -> "LANE-0005";
                    case DOWN -> "LANE-0101";
                    case FULL -> "LANE-0201";
                    case FAULTED -> isQuarantineFull(reason) ? QUARANTINE_FULL : "LANE-0107";
                };
        String words =
                now == LaneState.FAULTED && isQuarantineFull(reason)
                        ? "Waits for a person; its records go to the disk buffer."
                        : sentence(now);
        String text = words + (reason == null ? "" : " " + reason.oneLine());
        events.record(level, code, object, text, Map.of("from", before.name(), "to", now.name()));
    }

    private static boolean isQuarantineFull(@Nullable Problem reason) {
        return reason != null && reason.code().equals(QUARANTINE_FULL);
    }

    private static String sentence(LaneState state) {
        return switch (state) {
            case STARTING -> "Starting.";
            case IN_STEP -> "In step: records go straight to the destination.";
            case REPLAYING -> "The destination is back; the disk buffer drains.";
            case PAUSED -> "Paused by a person; records go to the disk buffer.";
            case STOPPED -> "Stopped.";
            case LAGGING ->
                    "The destination does not keep up; records wait in the log or the disk buffer.";
            case DOWN -> "The destination is unavailable; records go to the disk buffer.";
            case FULL -> "The disk buffer takes no more; intake waits.";
            case FAULTED -> "Needs a person; its records stay in the log.";
        };
    }
}
