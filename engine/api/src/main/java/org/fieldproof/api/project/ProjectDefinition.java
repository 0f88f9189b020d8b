package org.fieldproof.api.project;

import java.nio.file.Path;
import java.util.List;
import org.fieldproof.api.drill.DrillDefinition;

/// A project after reading and checking.
///
/// @param directory the project's folder
/// @param name as in `project.yaml`; also names its data directory
/// @param contentHash SHA-256 over the project's files, hexadecimal: which revision this is
public record ProjectDefinition(
        Path directory,
        String name,
        String title,
        String contentHash,
        List<ConnectorDefinition> standIns,
        List<ConnectorDefinition> connections,
        List<PipelineDefinition> pipelines,
        List<DestinationDefinition> destinations,
        List<DrillDefinition> drills,
        Limits limits) {
    public ProjectDefinition {
        standIns = List.copyOf(standIns);
        connections = List.copyOf(connections);
        pipelines = List.copyOf(pipelines);
        destinations = List.copyOf(destinations);
        drills = List.copyOf(drills);
    }

    /// A connection, or a stand-in for a system that the bare machine lacks.
    ///
    /// @param id unique in the project
    /// @param proxied true if its line leads through a link that drills can cut
    public record ConnectorDefinition(
            String id,
            String type,
            String title,
            DeviceClass deviceClass,
            boolean proxied,
            Config config) {}

    /// Which connections' records go where.
    ///
    /// @param from connection ids
    /// @param match MQTT topic filters
    /// @param to destination ids
    public record PipelineDefinition(
            String id, String title, List<String> from, List<String> match, List<String> to) {
        public PipelineDefinition {
            from = List.copyOf(from);
            match = List.copyOf(match);
            to = List.copyOf(to);
        }
    }

    /// A destination and its lane.
    public record DestinationDefinition(
            String id,
            String type,
            String title,
            boolean proxied,
            LaneDefinition lane,
            Config config) {}

    /// How a lane works.
    ///
    /// @param batchRecords most records in one batch
    /// @param batchBytes most payload bytes in one batch
    /// @param lingerNanos how long an unfilled batch waits for more
    /// @param queueBytes memory queue; beyond it records go to the disk buffer
    /// @param bufferBytes quota of the disk buffer
    /// @param replayPerSecond most records replayed a second; 0 for no limit
    public record LaneDefinition(
            int batchRecords,
            long batchBytes,
            long lingerNanos,
            long queueBytes,
            long bufferBytes,
            FullPolicy whenFull,
            int replayPerSecond,
            long writeTimeoutNanos) {
        public LaneDefinition {
            if (batchRecords < 1) {
                throw new IllegalArgumentException(
                        "batchRecords: " + batchRecords + " (expected: >= 1)");
            }
        }
    }

    /// What happens when a lane's disk buffer has reached its quota.
    public enum FullPolicy {
        /// Intake slows; devices are asked to wait. Nothing is dropped. The default.
        BLOCK,
        DROP_OLDEST,
        DROP_NEWEST
    }

    /// Limits of the whole gateway.
    ///
    /// @param intakeBytes records received and not yet durable
    /// @param logBytes most bytes the write-ahead log may hold before intake slows
    public record Limits(long intakeBytes, long logBytes, long segmentBytes) {}
}
