package org.fieldproof.views.evidence;

import org.fieldproof.views.control.StateText;

/// An evidence file of the list.
record EvidenceRow(String file, String time, String drill, StateText verdict) {}
