/// A record under custody: its identity, its address, its bytes.
@NullMarked
package org.fieldproof.api.record;

import org.jspecify.annotations.NullMarked;
