/// Small numbers that must survive: positions in two checksummed slots.
@NullMarked
package org.fieldproof.log.ledger;

import org.jspecify.annotations.NullMarked;
