/// How a record is written: binary frames for the log, JSON lines for buffers, quarantine and
/// dumps.
@NullMarked
package org.fieldproof.engine.record;

import org.jspecify.annotations.NullMarked;
