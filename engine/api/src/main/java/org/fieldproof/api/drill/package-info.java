/// Faults, links and drills as the outside sees them.
@NullMarked
package org.fieldproof.api.drill;

import org.jspecify.annotations.NullMarked;
