/// Tests.
@NullMarked
package org.fieldproof.engine.journal;

import org.jspecify.annotations.NullMarked;
