package org.fieldproof.engine.readmodel;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.jspecify.annotations.Nullable;

/// Why a running gateway needs attention: each reason by its name. It is DEGRADED exactly if there
/// is one, so that whoever sees the state finds the reasons among the faults of the same picture.
/// A lane that lags delivers as fast as its destination takes: that is shown at the lane, and what
/// may come of it is an alarm (LANE-0204). Pure.
public final class Attention {
    private Attention() {}

    /// The reasons, lanes first.
    public static List<Problem> reasons(
            List<ConnectionSnapshot> connections, List<LaneSnapshot> lanes) {
        List<Problem> reasons = new ArrayList<>();
        for (LaneSnapshot lane : lanes) {
            Problem why = ofLane(lane);
            if (why != null) {
                // A pause has a reason of its own; why the destination is away comes beside it.
                if (lane.why() == null || lane.state() == LaneState.PAUSED) {
                    reasons.add(why);
                }
                if (lane.why() != null) {
                    reasons.add(lane.why());
                }
            }
            if (lane.imbalance() != 0) {
                reasons.add(imbalance(lane));
            }
        }
        for (ConnectionSnapshot connection : connections) {
            Problem why = ofConnection(connection);
            if (why != null) {
                reasons.add(connection.why() == null ? why : connection.why());
            }
        }
        return reasons;
    }

    /// What its state says where the lane itself gives no reason; null if that is fine.
    private static @Nullable Problem ofLane(LaneSnapshot lane) {
        String object = "lane " + lane.id();
        return switch (lane.state()) {
            case STARTING, IN_STEP, REPLAYING, LAGGING -> null;
            case DOWN ->
                    Problem.warning(
                            "LANE-0101",
                            object,
                            "The destination is unavailable.",
                            "Look at the destination and the line to it; delivery resumes by"
                                    + " itself.");
            case PAUSED ->
                    Problem.warning(
                            "LANE-0003",
                            object,
                            "It is paused by a person; its records are kept.",
                            "Resume it when it suits.");
            case FULL ->
                    Problem.error(
                            "LANE-0201",
                            object,
                            "Its disk buffer takes no more.",
                            "Bring the destination back, or raise the lane's buffer.");
            case FAULTED ->
                    Problem.error(
                            "LANE-0107",
                            object,
                            "It needs a person.",
                            "Look at the destination and the line to it.");
            case STOPPED ->
                    Problem.warning(
                            "LANE-0004",
                            object,
                            "It has stopped; its records stay in the log.",
                            "Nothing if the gateway stops; else start it again.");
        };
    }

    private static Problem imbalance(LaneSnapshot lane) {
        return Problem.error(
                "LANE-0901",
                "lane " + lane.id(),
                "Its accounts do not balance: " + lane.imbalance() + " records.",
                "Keep the data directory and report it.");
    }

    private static @Nullable Problem ofConnection(ConnectionSnapshot connection) {
        String object = "connection " + connection.id();
        return switch (connection.state()) {
            case STARTING, UP -> null;
            case DEGRADED ->
                    Problem.warning(
                            "LINK-0103",
                            object,
                            "It works in part.",
                            "Look at its devices and at the peer.");
            case DOWN ->
                    Problem.warning(
                            "LINK-0201",
                            object,
                            "It is down; it tries again by itself.",
                            "Look at the peer and the line to it.");
            case FAULTED ->
                    Problem.error(
                            "LINK-0202",
                            object,
                            "It needs a person.",
                            "Look at the peer and the line to it.");
            case STOPPED ->
                    Problem.warning(
                            "LINK-0201",
                            object,
                            "It has stopped; nothing comes in by it.",
                            "Nothing if the gateway stops; else start it again.");
        };
    }
}
