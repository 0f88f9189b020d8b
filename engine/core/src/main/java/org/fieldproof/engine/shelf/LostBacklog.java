package org.fieldproof.engine.shelf;

import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.AlarmSnapshot.Priority;
import org.fieldproof.engine.alarm.AlarmCondition;
import org.fieldproof.engine.lane.LostAtOpen;

/// What a lane had to deliver and is gone, found at the start (LANE-11). It stands until the next
/// start; the journal keeps it.
///
/// @param object such as `lane upstream`
public record LostBacklog(String id, String object, LostAtOpen lost) {
    private static final String CODE = "LANE-0207";
    private static final String REMEDY =
            "Keep the data directory and check the disk; ask the devices for that range, or take it"
                    + " from a backup.";

    private String message() {
        return lost.count()
                + " it still had to deliver when the gateway last stopped are gone: "
                + lost.where()
                + ".";
    }

    public Problem problem() {
        return Problem.error(CODE, object, message(), REMEDY);
    }

    public AlarmCondition condition() {
        return new AlarmCondition(
                CODE + "/" + id,
                Priority.P1,
                object,
                message(),
                "They were accepted and will not be delivered"
                        + (object.startsWith("lane ")
                                ? "; the lane counts them as lost."
                                : ". No lane runs there: this alarm and the journal are all that"
                                        + " tells of them."),
                REMEDY);
    }
}
