package org.fieldproof.views.alarms;

import org.fieldproof.views.control.StateText;

/// An alarm as a row.
record AlarmRow(
        String id,
        StateText priority,
        String state,
        String object,
        String condition,
        String consequence,
        String action,
        String since,
        String expectedBy,
        boolean acknowledgeable) {}
