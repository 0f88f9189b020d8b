/// The door: what sources offer is weighed, given its accept time and handed to the log; the
/// log's answer goes back to the source and into the counters of connection and device.
@NullMarked
package org.fieldproof.engine.intake;

import org.jspecify.annotations.NullMarked;
