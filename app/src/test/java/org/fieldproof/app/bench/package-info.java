/// Tests of the benches.
@NullMarked
package org.fieldproof.app.bench;

import org.jspecify.annotations.NullMarked;
