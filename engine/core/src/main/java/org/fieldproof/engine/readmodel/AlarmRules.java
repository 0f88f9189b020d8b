package org.fieldproof.engine.readmodel;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.AlarmSnapshot.Priority;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.DeviceSnapshot;
import org.fieldproof.api.snapshot.DeviceSnapshot.DeviceState;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.api.snapshot.LogSnapshot;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.engine.alarm.AlarmCondition;
import org.jspecify.annotations.Nullable;

/// Which conditions stand, from the parts of a picture. Pure but for what [TimeToFull] remembers.
public final class AlarmRules {
    static final int DEVICE_ALARMS_MAX = 100;
    private static final double SYNC_SLOW_MILLIS = 1_000;

    private AlarmRules() {}

    /// Everything that stands wrong now.
    ///
    /// @param logFault why the log cannot be written, if so
    /// @param timeToFull what was said of the lanes' buffers before
    public static List<AlarmCondition> standing(
            LogSnapshot log,
            @Nullable Problem logFault,
            List<ConnectionSnapshot> connections,
            List<LaneSnapshot> lanes,
            TimeToFull timeToFull) {
        List<AlarmCondition> standing = new ArrayList<>();
        if (logFault != null) {
            standing.add(
                    new AlarmCondition(
                            logFault.code() + "/log",
                            Priority.P1,
                            "log",
                            logFault.message(),
                            "Nothing is accepted; devices keep what they cannot send.",
                            logFault.remedy()));
        }
        if (log.fsync().p99Ms() > SYNC_SLOW_MILLIS) {
            standing.add(
                    new AlarmCondition(
                            "LOG-0110/log",
                            Priority.P3,
                            "log",
                            "One sync in a hundred takes longer than a second.",
                            "Devices wait long for their acknowledgements.",
                            "Look at what else uses this disk, and at its health."));
        }
        for (LaneSnapshot lane : lanes) {
            ofLane(lane, standing);
            timeToFull.alarm(lane).ifPresent(standing::add);
        }
        for (ConnectionSnapshot connection : connections) {
            ofConnection(connection, standing);
        }
        return standing;
    }

    private static void ofLane(LaneSnapshot lane, List<AlarmCondition> standing) {
        String object = "lane " + lane.id();
        Problem why = lane.why();
        String cause = why == null ? "" : " " + why.message();
        String action = why == null ? "Look at the destination and the line to it." : why.remedy();
        if (lane.state() == LaneState.DOWN) {
            standing.add(
                    new AlarmCondition(
                            "LANE-0101/" + lane.id(),
                            Priority.P2,
                            object,
                            "The destination is unavailable." + cause,
                            "Its records wait in the disk buffer.",
                            action));
        }
        if (lane.state() == LaneState.FULL) {
            standing.add(
                    new AlarmCondition(
                            "LANE-0201/" + lane.id(),
                            Priority.P1,
                            object,
                            "The disk buffer takes no more." + cause,
                            "Devices are asked to wait; no other lane is served either.",
                            action));
        }
        if (lane.state() == LaneState.FAULTED && why != null && why.code().equals("LANE-0302")) {
            standing.add(
                    new AlarmCondition(
                            "LANE-0302/" + lane.id(),
                            Priority.P1,
                            object,
                            "The lane waits for a person." + cause,
                            "Its records go to the disk buffer and no farther.",
                            action));
        } else if (lane.state() == LaneState.FAULTED) {
            standing.add(
                    new AlarmCondition(
                            "LANE-0107/" + lane.id(),
                            Priority.P1,
                            object,
                            "The lane needs a person." + cause,
                            "Its records stay in the log, which grows.",
                            action));
        }
        if (lane.imbalance() != 0) {
            standing.add(
                    new AlarmCondition(
                            "LANE-0901/" + lane.id(),
                            Priority.P1,
                            object,
                            "The lane's accounts do not balance: " + lane.imbalance() + " records.",
                            "A record may be missing or counted twice.",
                            "Keep the data directory and report it."));
        }
    }

    private static void ofConnection(ConnectionSnapshot connection, List<AlarmCondition> standing) {
        Problem why = connection.why();
        String cause = why == null ? "" : " " + why.message();
        String action = why == null ? "Look at the peer and the line to it." : why.remedy();
        String object = "connection " + connection.id();
        if (connection.state() == ConnectorState.FAULTED) {
            standing.add(
                    new AlarmCondition(
                            "LINK-0202/" + connection.id(),
                            Priority.P2,
                            object,
                            "The connection needs a person." + cause,
                            "Nothing comes in by it.",
                            action));
        } else if (connection.state() == ConnectorState.DOWN) {
            standing.add(
                    new AlarmCondition(
                            "LINK-0201/" + connection.id(),
                            Priority.P2,
                            object,
                            "The connection is down." + cause,
                            "Nothing comes in by it; it tries again by itself.",
                            action));
        }
        devices(connection, object, standing);
    }

    /// The first of them by name, the rest by their number: thousands of alarms would hide the one
    /// that says why.
    private static void devices(
            ConnectionSnapshot connection, String object, List<AlarmCondition> standing) {
        int away = 0;
        for (DeviceSnapshot device : connection.devices()) {
            if (device.state() == DeviceState.DISCONNECTED && away++ < DEVICE_ALARMS_MAX) {
                standing.add(
                        new AlarmCondition(
                                "LINK-0102/" + connection.id() + "/" + device.id(),
                                Priority.P3,
                                "device " + connection.id() + "/" + device.id(),
                                "The device is not connected. " + device.lastError(),
                                "Its data ends here until it is back.",
                                "Look at the device, its power and its network."));
            }
        }
        if (away > DEVICE_ALARMS_MAX) {
            standing.add(
                    new AlarmCondition(
                            "LINK-0104/" + connection.id(),
                            Priority.P3,
                            object,
                            (away - DEVICE_ALARMS_MAX)
                                    + " more devices are not connected; they have no alarm each.",
                            "Their data ends here until they are back.",
                            "Look for what they share: a network, a power supply, an authority."));
        }
    }
}
