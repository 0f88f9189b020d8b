/// Figures as people read them: counts, rates, sizes, spans, times. Needs no toolkit.
@NullMarked
package org.fieldproof.views.format;

import org.jspecify.annotations.NullMarked;
