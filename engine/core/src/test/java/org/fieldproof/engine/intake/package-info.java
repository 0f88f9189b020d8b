/// Proofs of routing.
@NullMarked
package org.fieldproof.engine.intake;

import org.jspecify.annotations.NullMarked;
