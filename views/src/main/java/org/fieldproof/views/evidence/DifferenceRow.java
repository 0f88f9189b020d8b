package org.fieldproof.views.evidence;

/// Something in which the set-up of two runs differs.
record DifferenceRow(String id, String setting, String name, String base, String run) {}
