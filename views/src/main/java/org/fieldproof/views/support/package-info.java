/// The support bundle: collected, looked at, then written.
@NullMarked
package org.fieldproof.views.support;

import org.jspecify.annotations.NullMarked;
