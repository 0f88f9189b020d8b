/// A lane in words and figures, as several perspectives tell it.
@NullMarked
package org.fieldproof.views.lane;

import org.jspecify.annotations.NullMarked;
