/// Perspective 3: latest values.
@NullMarked
package org.fieldproof.views.live;

import org.jspecify.annotations.NullMarked;
