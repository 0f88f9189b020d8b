/// What a perspective is, and what it is given.
@NullMarked
package org.fieldproof.views.perspective;

import org.jspecify.annotations.NullMarked;
