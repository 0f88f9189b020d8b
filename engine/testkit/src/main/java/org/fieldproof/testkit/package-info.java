/// Faulty files, manual clock and oracles, for tests only.
@NullMarked
package org.fieldproof.testkit;

import org.jspecify.annotations.NullMarked;
