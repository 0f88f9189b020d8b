/// The composition root and the command line.
@NullMarked
package org.fieldproof.app;

import org.jspecify.annotations.NullMarked;
