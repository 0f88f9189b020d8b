package org.fieldproof.api.project;

import java.nio.file.Path;
import java.util.List;
import org.fieldproof.api.drill.DrillDefinition;

/// A project after reading and checking.
///
/// @param directory the project's folder
/// @param name as in `project.yaml`; also names its data directory
/// @param liveDrills whether drills may fault lines that lead to LIVE systems
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
        boolean liveDrills,
        Limits limits) {
    public ProjectDefinition {
        standIns = List.copyOf(standIns);
        connections = List.copyOf(connections);
        pipelines = List.copyOf(pipelines);
        destinations = List.copyOf(destinations);
        drills = List.copyOf(drills);
    }

    /// A project whose drills leave LIVE lines alone.
    public ProjectDefinition(
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
        this(
                directory,
                name,
                title,
                contentHash,
                standIns,
                connections,
                pipelines,
                destinations,
                drills,
                false,
                limits);
    }

    /// A connection, or a stand-in for a system that the bare machine lacks.
    ///
    /// @param id unique in the project
    /// @param proxied true if its line leads through a link that drills can cut
    /// @param location where its devices stand
    public record ConnectorDefinition(
            String id,
            String type,
            String title,
            DeviceClass deviceClass,
            boolean proxied,
            Location location,
            Config config) {

        /// One of which nobody said where its devices stand.
        public ConnectorDefinition(
                String id,
                String type,
                String title,
                DeviceClass deviceClass,
                boolean proxied,
                Config config) {
            this(id, type, title, deviceClass, proxied, Location.NONE, config);
        }
    }

    /// Which connections' records go where.
    ///
    /// @param from connection ids
    /// @param match MQTT topic filters
    /// @param transforms what is done with the records on the way, in this order
    /// @param to destination ids
    public record PipelineDefinition(
            String id,
            String title,
            List<String> from,
            List<String> match,
            List<TransformDefinition> transforms,
            List<String> to) {
        public PipelineDefinition {
            from = List.copyOf(from);
            match = List.copyOf(match);
            transforms = List.copyOf(transforms);
            to = List.copyOf(to);
        }

        /// A pipeline that leaves records as they are.
        public PipelineDefinition(
                String id, String title, List<String> from, List<String> match, List<String> to) {
            this(id, title, from, match, List.of(), to);
        }
    }

    /// One transform of a pipeline.
    ///
    /// @param name unique in the project, such as `main/only-high`; the count of what it drops
    ///     goes by it
    public record TransformDefinition(String name, String type, Config config) {}

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
    /// @param bufferRecords the same in records; 0 for no such quota
    /// @param bufferAgeNanos the same in running time since a record went in; 0 for no such quota.
    ///     What is older goes, whatever `whenFull` says
    /// @param sampleOneOf of so many records one is kept by [FullPolicy#SAMPLE]
    /// @param replayPerSecond most records replayed a second; 0 for no limit
    /// @param quarantineRecords quota of the quarantine in records
    /// @param quarantineBytes the same in bytes
    public record LaneDefinition(
            int batchRecords,
            long batchBytes,
            long lingerNanos,
            long queueBytes,
            long bufferBytes,
            long bufferRecords,
            long bufferAgeNanos,
            FullPolicy whenFull,
            int sampleOneOf,
            int replayPerSecond,
            ReplayOrder replayOrder,
            long writeTimeoutNanos,
            long quarantineRecords,
            long quarantineBytes,
            long idleProbeNanos) {
        /// Quota of a quarantine unless the project says otherwise.
        public static final long QUARANTINE_RECORDS = 100_000;

        public static final long QUARANTINE_BYTES = 256L << 20;
        public static final int SAMPLE_ONE_OF = 10;

        /// How long a destination may have had nothing to store until it is asked whether it is
        /// still there.
        public static final long IDLE_PROBE_NANOS = 10_000_000_000L;

        public LaneDefinition {
            if (batchRecords < 1) {
                throw new IllegalArgumentException(
                        "batchRecords: " + batchRecords + " (expected: >= 1)");
            }
            if (bufferRecords < 0 || bufferAgeNanos < 0) {
                throw new IllegalArgumentException(
                        "bufferRecords, bufferAgeNanos: "
                                + bufferRecords
                                + ", "
                                + bufferAgeNanos
                                + " (expected: >= 0)");
            }
            if (sampleOneOf < 2) {
                throw new IllegalArgumentException(
                        "sampleOneOf: " + sampleOneOf + " (expected: >= 2)");
            }
            if (quarantineRecords < 1 || quarantineBytes < 1) {
                throw new IllegalArgumentException(
                        "quarantineRecords, quarantineBytes: "
                                + quarantineRecords
                                + ", "
                                + quarantineBytes
                                + " (expected: >= 1)");
            }
            if (idleProbeNanos < 1) {
                throw new IllegalArgumentException(
                        "idleProbeNanos: " + idleProbeNanos + " (expected: >= 1)");
            }
        }

        /// True if records that find no room in memory may stay in the log while the destination
        /// is there and only slow: where all of them are wanted, in order. Whoever wants the
        /// newest first, or only so many, or none that is old, has them in the disk buffer, where
        /// that is decided.
        public boolean lagsInLog() {
            return whenFull == FullPolicy.BLOCK
                    && replayOrder == ReplayOrder.IN_ORDER
                    && bufferAgeNanos == 0;
        }

        /// A lane with the defaults for everything else: no quota in records or age, in order.
        public LaneDefinition(
                int batchRecords,
                long batchBytes,
                long lingerNanos,
                long queueBytes,
                long bufferBytes,
                FullPolicy whenFull,
                int replayPerSecond,
                long writeTimeoutNanos) {
            this(
                    batchRecords,
                    batchBytes,
                    lingerNanos,
                    queueBytes,
                    bufferBytes,
                    0,
                    0,
                    whenFull,
                    SAMPLE_ONE_OF,
                    replayPerSecond,
                    ReplayOrder.IN_ORDER,
                    writeTimeoutNanos,
                    QUARANTINE_RECORDS,
                    QUARANTINE_BYTES,
                    IDLE_PROBE_NANOS);
        }
    }

    /// What happens when a lane's disk buffer has reached its quota.
    public enum FullPolicy {
        /// Intake slows; devices are asked to wait. Nothing is dropped. The default.
        BLOCK,
        /// The oldest records make room for new ones.
        DROP_OLDEST,
        /// New records are dropped until there is room.
        DROP_NEWEST,
        /// From three quarters of the quota on, one of every N new records is kept, picked by
        /// chance within its N; at the quota itself the oldest make room for it.
        SAMPLE
    }

    /// How a backlog and what comes in meanwhile share the way to the destination.
    public enum ReplayOrder {
        /// The backlog first; what comes in waits behind it. The default.
        IN_ORDER,
        /// What comes in goes at once; the backlog drains beside it.
        LIVE_FIRST
    }

    /// Limits of the whole gateway.
    ///
    /// @param intakeBytes records received and not yet durable
    /// @param logBytes most bytes the write-ahead log may hold before intake slows
    /// @param segmentBytes size of one file of the log
    /// @param commitLingerNanos by how much a commit of the log may be put off where small groups
    ///     come so fast that it pays; 0: never
    public record Limits(
            long intakeBytes, long logBytes, long segmentBytes, long commitLingerNanos) {}
}
