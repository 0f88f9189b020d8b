/// Proofs of what pictures say.
@NullMarked
package org.fieldproof.engine.readmodel;

import org.jspecify.annotations.NullMarked;
