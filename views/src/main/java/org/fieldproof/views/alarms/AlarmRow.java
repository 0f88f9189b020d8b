package org.fieldproof.views.alarms;

import java.time.Instant;
import java.util.List;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.StateText;
import org.fieldproof.views.place.Explained;
import org.fieldproof.views.place.HelpTopic;
import org.jspecify.annotations.Nullable;

/// An alarm as a row, or several that have the same root.
///
/// @param code of the problem that it is about; may be empty for several
/// @param raised the same as `since`, of several the first
/// @param location where what it is about stands; of several, as far as they stand together
/// @param shelvedUntil empty unless it is shelved
/// @param shelvedFor why it is shelved
/// @param group what it stands for; null for a single alarm
/// @param inside whether it is shown below the row that stands for it
record AlarmRow(
        String id,
        String code,
        StateText priority,
        String state,
        String object,
        String condition,
        String consequence,
        String action,
        String since,
        Instant raised,
        String expectedBy,
        boolean acknowledgeable,
        String location,
        String shelvedUntil,
        String shelvedFor,
        @Nullable Group group,
        boolean inside)
        implements Explained {

    private static final String INDENT = "     ";

    /// Several alarms.
    ///
    /// @param alarms those that the filter keeps, in the order of the list
    /// @param open whether they are shown below
    record Group(List<AlarmRow> alarms, boolean open) {
        Group {
            alarms = List.copyOf(alarms);
            if (alarms.size() < 2) {
                throw new IllegalArgumentException("alarms: " + alarms.size() + " (expected: 2)");
            }
        }
    }

    boolean shelved() {
        return !shelvedUntil.isEmpty();
    }

    /// Whether nobody is asked to look at it: it is shelved, or expected.
    boolean quiet() {
        return priority.mark() == Mark.OFF;
    }

    /// The alarms that it stands for.
    List<AlarmRow> alarms() {
        return group == null ? List.of(this) : group.alarms();
    }

    /// Whether it stands for several that are not shown.
    boolean isClosed() {
        return group != null && !group.open();
    }

    /// Whether it stands for several that are shown, or is one of them.
    boolean isOpen() {
        return inside || (group != null && group.open());
    }

    /// The object as the list shows it.
    String place() {
        if (group != null) {
            return (group.open() ? "\u25be " : "\u25b8 ") + object;
        }
        return inside ? INDENT + object : object;
    }

    AlarmRow below() {
        return new AlarmRow(
                id,
                code,
                priority,
                state,
                object,
                condition,
                consequence,
                action,
                since,
                raised,
                expectedBy,
                acknowledgeable,
                location,
                shelvedUntil,
                shelvedFor,
                null,
                true);
    }

    @Override
    public HelpTopic help() {
        return code.isEmpty() ? new HelpTopic("alarms", "") : HelpTopic.problem(code);
    }
}
