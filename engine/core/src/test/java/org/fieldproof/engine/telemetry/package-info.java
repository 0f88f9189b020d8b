/// Proofs of the figures that pictures show.
@NullMarked
package org.fieldproof.engine.telemetry;

import org.jspecify.annotations.NullMarked;
