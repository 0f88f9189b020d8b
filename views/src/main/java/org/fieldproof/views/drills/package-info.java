/// Perspective 6: outages on purpose.
@NullMarked
package org.fieldproof.views.drills;

import org.jspecify.annotations.NullMarked;
