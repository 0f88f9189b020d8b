/// Tests.
@NullMarked
package org.fieldproof.engine.project;

import org.jspecify.annotations.NullMarked;
