/// Perspective 4: where records wait, and for how long.
@NullMarked
package org.fieldproof.views.buffers;

import org.jspecify.annotations.NullMarked;
