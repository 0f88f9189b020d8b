/// Tests.
@NullMarked
package org.fieldproof.engine.alarm;

import org.jspecify.annotations.NullMarked;
