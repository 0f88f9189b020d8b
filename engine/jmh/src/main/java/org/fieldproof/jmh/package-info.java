/// Benches of the engine's parts, each by itself: time and allocation of one operation. What they
/// add up to is measured by `fieldproof bench`.
@NullMarked
package org.fieldproof.jmh;

import org.jspecify.annotations.NullMarked;
