/// The plant as its locations make it: which places there are, and how what stands there is doing.
@NullMarked
package org.fieldproof.views.plant;

import org.jspecify.annotations.NullMarked;
