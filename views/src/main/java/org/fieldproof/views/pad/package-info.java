/// What charts are drawn on, so that the screen and a file show the same.
@NullMarked
package org.fieldproof.views.pad;

import org.jspecify.annotations.NullMarked;
