/// Writing a tag, step by step (G20): armed, prepared, confirmed. Where a tag is seen, it is
/// written: the pages with values and devices have the panel of this package.
@NullMarked
package org.fieldproof.views.writing;

import org.jspecify.annotations.NullMarked;
