/// One immutable picture of the gateway, rebuilt every 200 ms; the console and the status line
/// draw from it.
@NullMarked
package org.fieldproof.api.snapshot;

import org.jspecify.annotations.NullMarked;
