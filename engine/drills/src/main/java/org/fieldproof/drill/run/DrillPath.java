package org.fieldproof.drill.run;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.fieldproof.api.drill.DrillDefinition;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.project.ProjectDefinition.PipelineDefinition;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.drill.ledger.Routes;

/// What a drill touches.
///
/// @param behindGateway true where the link leads to a destination: then the backlog is in the
///     gateway; otherwise it is at the devices
/// @param affected lanes that must recover and drain
/// @param lanes every lane that is read back
/// @param peers ids of the connections and destinations on the path, for the doctor
/// @param objects names of what is on the path, as alarms and events write them
record DrillPath(
        boolean behindGateway,
        Set<String> affected,
        List<String> lanes,
        List<String> peers,
        Set<String> objects) {
    DrillPath {
        affected = Set.copyOf(affected);
        lanes = List.copyOf(lanes);
        peers = List.copyOf(peers);
        objects = Set.copyOf(objects);
    }

    static DrillPath of(DrillDefinition drill, ProjectDefinition project) {
        boolean behind =
                project.destinations().stream().anyMatch(each -> each.id().equals(drill.link()));
        List<String> lanes = new Routes(project).lanes();
        Set<String> affected = behind ? Set.of(drill.link()) : Set.copyOf(lanes);
        Set<String> objects = new HashSet<>();
        for (String id : affected) {
            objects.add("lane " + id);
            objects.add("destination " + id);
        }
        for (String id : List.of(drill.link(), drill.publisher())) {
            objects.add("link " + id);
            objects.add("connection " + id);
        }
        return new DrillPath(behind, affected, lanes, peers(drill, project, affected), objects);
    }

    /// The line itself, who counts, what feeds the lanes that are affected, and what is read back.
    private static List<String> peers(
            DrillDefinition drill, ProjectDefinition project, Set<String> affected) {
        Set<String> peers = new LinkedHashSet<>(List.of(drill.link(), drill.publisher()));
        for (PipelineDefinition each : project.pipelines()) {
            if (!Collections.disjoint(each.to(), affected)) {
                peers.addAll(each.from());
            }
        }
        peers.addAll(new Routes(project).lanes());
        return List.copyOf(peers);
    }

    List<LaneSnapshot> affectedIn(GatewaySnapshot snapshot) {
        return snapshot.lanes().stream().filter(each -> affected.contains(each.id())).toList();
    }

    List<LaneSnapshot> lanesIn(GatewaySnapshot snapshot) {
        return snapshot.lanes().stream().filter(each -> lanes.contains(each.id())).toList();
    }
}
