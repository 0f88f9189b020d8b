package org.fieldproof.views.quarantine;

/// A quarantined record as a row.
///
/// @param id its sequence number
record QuarantineRow(
        String id, String device, String address, String accepted, String reason, String size) {}
