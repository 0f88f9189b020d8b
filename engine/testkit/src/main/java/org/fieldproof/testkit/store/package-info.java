/// Servers of other makes that stores are tested against, on the loopback: processes of their own
/// where they can be, inside this JVM where not.
@NullMarked
package org.fieldproof.testkit.store;

import org.jspecify.annotations.NullMarked;
