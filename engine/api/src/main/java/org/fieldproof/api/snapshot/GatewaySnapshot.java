package org.fieldproof.api.snapshot;

import java.time.Instant;
import java.util.List;
import org.fieldproof.api.project.Problem;

/// One immutable picture of the gateway.
///
/// @param revision grows by one with each picture
/// @param contentHash which revision of the project runs
/// @param faults what keeps it from working as configured, each with cause and remedy
/// @param lastEventSeq newest event when the picture was taken
public record GatewaySnapshot(
        long revision,
        Instant time,
        String project,
        String title,
        String contentHash,
        String dataDirectory,
        GatewayState state,
        LogSnapshot log,
        ProcessSnapshot process,
        List<ConnectionSnapshot> connections,
        List<LaneSnapshot> lanes,
        List<HopSnapshot> hops,
        List<LinkSnapshot> links,
        List<AlarmSnapshot> alarms,
        DrillSnapshot drills,
        WritingSnapshot writing,
        MarkersSnapshot markers,
        List<Problem> faults,
        long lastEventSeq) {
    public GatewaySnapshot {
        connections = List.copyOf(connections);
        lanes = List.copyOf(lanes);
        hops = List.copyOf(hops);
        links = List.copyOf(links);
        alarms = List.copyOf(alarms);
        faults = List.copyOf(faults);
    }
}
