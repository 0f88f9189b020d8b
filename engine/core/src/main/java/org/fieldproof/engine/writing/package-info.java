/// Writing to devices (G20): closed unless a tag is enabled in the project, its connection armed by
/// a person for a while, and just this write confirmed.
///
/// Laws:
/// - WRT-1: nothing leaves unless the tag is writable, its connection is armed and a person has
///   confirmed what was shown to them; each confirmation is good for one write.
/// - WRT-2: the arming ends by the clock that never jumps, when a drill runs, before another
///   revision is applied and before the gateway stops.
/// - WRT-3: that a value is about to be written stands on the disk, in the audit trail, before its
///   frame leaves; where the trail cannot take it, nothing is written.
/// - WRT-4: no write is repeated by itself: what was not answered may have been done.
/// - WRT-5: a value outside the tag's limits is refused, never changed into one that fits.
@NullMarked
package org.fieldproof.engine.writing;

import org.jspecify.annotations.NullMarked;
