/// Transforms between a lane's custody and its sink.
///
/// A lane keeps what came in; what a transform makes of it exists only on its way to the sink. So
/// a record that waits in the disk buffer or in quarantine is transformed by the project as it is
/// when it leaves (decision 16).
@NullMarked
package org.fieldproof.engine.transform;

import org.jspecify.annotations.NullMarked;
