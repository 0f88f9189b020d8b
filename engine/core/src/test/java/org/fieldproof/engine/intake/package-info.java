/// Proofs of the intake.
@NullMarked
package org.fieldproof.engine.intake;

import org.jspecify.annotations.NullMarked;
