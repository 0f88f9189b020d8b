@NullMarked
package org.fieldproof.engine.transform;

import org.jspecify.annotations.NullMarked;
