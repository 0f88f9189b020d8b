/// The frame around the perspectives.
@NullMarked
package org.fieldproof.views.shell;

import org.jspecify.annotations.NullMarked;
