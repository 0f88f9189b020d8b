/// Perspective 5: how long each hop takes.
@NullMarked
package org.fieldproof.views.latency;

import org.jspecify.annotations.NullMarked;
