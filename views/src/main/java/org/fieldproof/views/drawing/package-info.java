/// What the canvas of the draft and the picture of what runs are drawn with: what of them is seen,
/// and what lies on both.
@NullMarked
package org.fieldproof.views.drawing;

import org.jspecify.annotations.NullMarked;
