package org.fieldproof.app.status;

import java.util.List;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.DeviceSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.MeterSnapshot;

/// One line of `run --json`. Field names are part of the command-line contract.
///
/// @param time ISO-8601, UTC
/// @param logRecords accepted and not yet in every lane's custody
public record StatusLine(
        String time,
        String state,
        long acceptedTotal,
        long logRecords,
        long logBytes,
        double fsyncP99Ms,
        long heapBytes,
        long rssBytes,
        double gcPauseMaxMs,
        List<Connection> connections,
        List<Lane> lanes,
        List<Fault> faults) {

    /// The line that shows this picture.
    public static StatusLine of(GatewaySnapshot picture) {
        return new StatusLine(
                picture.time().toString(),
                picture.state().name(),
                picture.log().acceptedTotal(),
                picture.log().records(),
                picture.log().bytes(),
                picture.log().fsync().p99Ms(),
                picture.process().heapBytes(),
                picture.process().rssBytes(),
                picture.process().gcPauseMaxMs(),
                picture.connections().stream().map(Connection::of).toList(),
                picture.lanes().stream().map(Lane::of).toList(),
                picture.faults().stream().map(Fault::of).toList());
    }

    /// A connection or stand-in.
    public record Connection(
            String id,
            String type,
            String state,
            String endpoint,
            boolean standIn,
            long acceptedTotal,
            long inFlight,
            List<Device> devices,
            List<Meter> meters) {
        static Connection of(ConnectionSnapshot connection) {
            return new Connection(
                    connection.id(),
                    connection.type(),
                    connection.state().name(),
                    connection.endpoint(),
                    connection.standIn(),
                    connection.acceptedTotal(),
                    connection.inFlight(),
                    connection.devices().stream().map(Device::of).toList(),
                    connection.meters().stream().map(Meter::of).toList());
        }
    }

    /// A device.
    public record Device(
            String id, String state, String identity, long acceptedTotal, long lastSeenAgeMs) {
        static Device of(DeviceSnapshot device) {
            return new Device(
                    device.id(),
                    device.state().name(),
                    device.identity(),
                    device.acceptedTotal(),
                    device.lastSeenAgeMs());
        }
    }

    /// A lane; its counters add up, see [LaneSnapshot].
    ///
    /// @param dropped `droppedTotal` by the policy that dropped
    public record Lane(
            String id,
            String state,
            String endpoint,
            long routedTotal,
            long durableTotal,
            long inFlight,
            long queued,
            long bufferRecords,
            long bufferBytes,
            long quarantinedTotal,
            long droppedTotal,
            LaneSnapshot.Drops dropped,
            long imbalance,
            double p50Ms,
            double p95Ms,
            double p99Ms,
            List<Meter> meters) {
        static Lane of(LaneSnapshot lane) {
            return new Lane(
                    lane.id(),
                    lane.state().name(),
                    lane.endpoint(),
                    lane.routedTotal(),
                    lane.durableTotal(),
                    lane.inFlight(),
                    lane.queued(),
                    lane.bufferRecords(),
                    lane.bufferBytes(),
                    lane.quarantinedTotal(),
                    lane.droppedTotal(),
                    lane.dropped(),
                    lane.imbalance(),
                    lane.latency().p50Ms(),
                    lane.latency().p95Ms(),
                    lane.latency().p99Ms(),
                    lane.meters().stream().map(Meter::of).toList());
        }
    }

    /// A connector's own figure.
    ///
    /// @param kind `COUNTER` or `GAUGE`
    /// @param value -1 where it could not be read
    public record Meter(String name, String unit, String kind, long value) {
        static Meter of(MeterSnapshot meter) {
            return new Meter(meter.name(), meter.unit(), meter.kind().name(), meter.value());
        }
    }

    /// What keeps it from working as configured.
    public record Fault(String code, String object, String message, String remedy) {
        static Fault of(Problem problem) {
            return new Fault(problem.code(), problem.object(), problem.message(), problem.remedy());
        }
    }
}
