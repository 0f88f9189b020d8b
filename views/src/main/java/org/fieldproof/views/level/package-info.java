/// Where one stands in a canvas that has sub-pipelines, and the way back.
@NullMarked
package org.fieldproof.views.level;

import org.jspecify.annotations.NullMarked;
