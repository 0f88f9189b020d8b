/// Proofs of the lane laws.
@NullMarked
package org.fieldproof.engine.lane;

import org.jspecify.annotations.NullMarked;
