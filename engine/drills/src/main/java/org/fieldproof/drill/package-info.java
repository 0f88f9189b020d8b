/// Links, drills, ledgers and evidence.
@NullMarked
package org.fieldproof.drill;

import org.jspecify.annotations.NullMarked;
