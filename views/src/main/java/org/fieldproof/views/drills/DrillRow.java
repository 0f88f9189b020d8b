package org.fieldproof.views.drills;

import org.fieldproof.views.control.StateText;

/// A drill of the library.
record DrillRow(String name, String title, StateText state) {}
