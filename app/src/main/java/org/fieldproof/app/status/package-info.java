/// The status line of `fieldproof run --json`: a fixed shape, filled from the gateway's picture.
@NullMarked
package org.fieldproof.app.status;

import org.jspecify.annotations.NullMarked;
