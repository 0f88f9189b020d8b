package org.fieldproof.views.alarms;

import org.fieldproof.views.control.StateText;
import org.fieldproof.views.place.Explained;
import org.fieldproof.views.place.HelpTopic;

/// An alarm as a row.
///
/// @param code of the problem that it is about
/// @param shelvedUntil empty unless it is shelved
/// @param shelvedFor why it is shelved
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
        String expectedBy,
        boolean acknowledgeable,
        String shelvedUntil,
        String shelvedFor)
        implements Explained {

    boolean shelved() {
        return !shelvedUntil.isEmpty();
    }

    @Override
    public HelpTopic help() {
        return HelpTopic.problem(code);
    }
}
