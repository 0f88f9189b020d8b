/// What happened and who did what: the numbered event journal and the hash-chained audit trail.
///
/// Laws:
/// - JRN-1: recording an event never waits for the disk.
/// - JRN-2: events are numbered from 1 without gaps, and a reader can tell what it missed.
/// - JRN-3: no secret reaches either of them.
/// - JRN-4: changing, removing or adding any audit line is found by the check.
/// - JRN-5: what has been done is in the trail or counted there as missing, and never undone or
///   refused for want of a line. What would be written to a device has not been done yet: it waits
///   for its line (WRT-3).
/// - JRN-6: a marked moment is its line in the trail: whoever is told that it is marked finds it
///   after every restart, for the line is on the disk before; and there is none without a line.
@NullMarked
package org.fieldproof.engine.journal;

import org.jspecify.annotations.NullMarked;
