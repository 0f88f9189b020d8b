/// Time, injected: nothing in the engine reads a clock except through this.
@NullMarked
package org.fieldproof.api.time;

import org.jspecify.annotations.NullMarked;
