package org.fieldproof.views.evidence;

import java.util.List;

/// A device's line on the page.
///
/// @param delivered per lane, in the order of the page's columns
/// @param badClass style of the three counts: a value, or urgent if one is not 0
record DeviceRow(
        String id,
        String identity,
        String sent,
        String accepted,
        List<String> delivered,
        String lost,
        String duplicated,
        String outOfOrder,
        String badClass) {
    DeviceRow {
        delivered = List.copyOf(delivered);
    }
}
