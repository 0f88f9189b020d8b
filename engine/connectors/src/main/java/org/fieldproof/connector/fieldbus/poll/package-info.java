/// Polling field devices: the schedule, the line's life, and the way of a reading to the intake.
/// What the field protocols share.
///
/// Laws:
/// - POLL-1: a tag whose value is not known is BAD without a value, with the cause as its status;
///   when the line or its unit is lost this is said once for each tag, at once.
/// - POLL-2: a device is dialled by one connection at a time, and no two dials are less than a
///   second apart.
/// - POLL-3: nothing here or in the protocols can write to a device: there is no code for it.
@NullMarked
package org.fieldproof.connector.fieldbus.poll;

import org.jspecify.annotations.NullMarked;
