/// Fault tests of the log, over a disk that fails where it is told to.
@NullMarked
package org.fieldproof.testkit.log;

import org.jspecify.annotations.NullMarked;
