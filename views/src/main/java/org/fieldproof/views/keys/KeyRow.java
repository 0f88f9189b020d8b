package org.fieldproof.views.keys;

/// A line of the list of keys.
///
/// @param id of the action, or of a key that stays what it is
/// @param note that it was changed, or that it is fixed
record KeyRow(String id, String label, String where, String keys, String note) {}
