package org.fieldproof.engine.lane;

import java.util.random.RandomGenerator;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.telemetry.EventRecorder;
import org.fieldproof.engine.telemetry.LatencyRecorder;

/// What a lane is made of.
///
/// @param id the destination's id
/// @param random for the jitter of attempts
public record LaneParts(
        String id,
        LaneDefinition definition,
        SinkMaker maker,
        GatewayClock clock,
        RandomGenerator random,
        EventRecorder events,
        LaneLatencies latencies) {

    /// The object of problems and events.
    public String object() {
        return "lane " + id;
    }

    /// Written by the lane's thread alone.
    public record LaneLatencies(
            LatencyRecorder laneToSink,
            LatencyRecorder sinkToDurable,
            LatencyRecorder acceptToDelivered) {

        public static LaneLatencies fresh() {
            return new LaneLatencies(
                    new LatencyRecorder(), new LatencyRecorder(), new LatencyRecorder());
        }
    }
}
