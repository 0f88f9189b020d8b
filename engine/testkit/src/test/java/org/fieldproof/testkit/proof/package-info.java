/// The proofs at the size of a build, and that each fails over its mutant.
@NullMarked
package org.fieldproof.testkit.proof;

import org.jspecify.annotations.NullMarked;
