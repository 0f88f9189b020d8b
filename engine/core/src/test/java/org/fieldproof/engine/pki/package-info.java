/// Tests.
@NullMarked
package org.fieldproof.engine.pki;

import org.jspecify.annotations.NullMarked;
