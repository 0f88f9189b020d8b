/// Perspective 7: what drills found, and whether it can be trusted.
@NullMarked
package org.fieldproof.views.evidence;

import org.jspecify.annotations.NullMarked;
