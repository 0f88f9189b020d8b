/// Proofs of the codecs.
@NullMarked
package org.fieldproof.engine.record;

import org.jspecify.annotations.NullMarked;
