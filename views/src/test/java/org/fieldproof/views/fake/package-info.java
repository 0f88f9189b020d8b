/// A gateway that only pretends, for the console's own tests.
@NullMarked
package org.fieldproof.views.fake;

import org.jspecify.annotations.NullMarked;
