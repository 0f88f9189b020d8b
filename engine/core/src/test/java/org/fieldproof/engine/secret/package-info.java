/// Tests.
@NullMarked
package org.fieldproof.engine.secret;

import org.jspecify.annotations.NullMarked;
