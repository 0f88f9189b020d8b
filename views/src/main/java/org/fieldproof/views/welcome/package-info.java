/// The page before a project is open.
@NullMarked
package org.fieldproof.views.welcome;

import org.jspecify.annotations.NullMarked;
