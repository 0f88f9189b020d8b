package org.fieldproof.engine;

import java.util.Map;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.snapshot.AlarmSnapshot;
import org.fieldproof.engine.alarm.AlarmChange;
import org.fieldproof.engine.journal.EventJournal;

/// Changes of alarms, as events.
final class AlarmEvents {
    private AlarmEvents() {}

    static void tell(AlarmChange change, EventJournal events) {
        AlarmSnapshot alarm = change.alarm();
        String to = change.to().map(Enum::name).orElse("OVER");
        boolean raised = change.from().isEmpty();
        int slash = alarm.id().indexOf('/');
        events.record(
                raised ? GatewayEvent.Level.WARNING : GatewayEvent.Level.INFO,
                slash > 0 ? alarm.id().substring(0, slash) : "APP-0321",
                alarm.object(),
                raised
                        ? "Alarm " + alarm.priority() + ": " + alarm.condition()
                        : "Alarm is " + to + ": " + alarm.condition(),
                Map.of("alarm", alarm.id(), "to", to, "expectedBy", alarm.expectedBy()));
    }
}
