package org.fieldproof.engine.alarm;

import org.fieldproof.api.snapshot.AlarmSnapshot.Priority;

/// Something that stands wrong now. Without a consequence and an action it would be an event, not
/// an alarm.
///
/// @param id stable while it stands, such as `LANE-0201/upstream`
/// @param object such as `lane upstream`; drills predict alarms by it
/// @param condition what is so, one sentence
/// @param consequence what follows if nobody acts
/// @param action what to do
public record AlarmCondition(
        String id,
        Priority priority,
        String object,
        String condition,
        String consequence,
        String action) {
    public AlarmCondition {
        if (id.isBlank() || object.isBlank() || condition.isBlank()) {
            throw new IllegalArgumentException(
                    "alarm " + id + ": id, object or condition is blank (expected: all three)");
        }
        if (consequence.isBlank() || action.isBlank()) {
            throw new IllegalArgumentException(
                    "alarm " + id + ": consequence or action is blank (expected: both)");
        }
    }
}
