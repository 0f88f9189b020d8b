/// Tests.
@NullMarked
package org.fieldproof.engine.data;

import org.jspecify.annotations.NullMarked;
