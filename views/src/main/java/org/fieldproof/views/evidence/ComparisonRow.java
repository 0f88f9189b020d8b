package org.fieldproof.views.evidence;

import org.fieldproof.views.control.StateText;

/// A figure of two runs.
///
/// @param difference signed; empty where one of the two is no number
/// @param why the two are not compared; empty where they are
record ComparisonRow(
        String id,
        StateText standing,
        String measure,
        String object,
        String base,
        String run,
        String difference,
        String why) {}
