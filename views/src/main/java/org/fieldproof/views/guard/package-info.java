/// What stands before an act on a LIVE system, whichever it is.
@NullMarked
package org.fieldproof.views.guard;

import org.jspecify.annotations.NullMarked;
