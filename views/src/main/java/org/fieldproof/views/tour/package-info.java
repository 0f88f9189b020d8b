/// Hooks for whoever looks at the real console: pictures as PNG, cut and overlapping text,
/// contrast.
@NullMarked
package org.fieldproof.views.tour;

import org.jspecify.annotations.NullMarked;
