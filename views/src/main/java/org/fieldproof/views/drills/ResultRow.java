package org.fieldproof.views.drills;

import org.fieldproof.views.control.StateText;

/// A run that is over.
///
/// @param evidence path of its evidence file, or empty
record ResultRow(
        String id, String time, String name, StateText verdict, String reason, String evidence) {}
