/// Proofs of routing.
@NullMarked
package org.fieldproof.engine.route;

import org.jspecify.annotations.NullMarked;
