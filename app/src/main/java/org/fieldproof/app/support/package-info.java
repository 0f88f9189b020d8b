/// Bundles for whoever helps: what is collected, and what is masked in it.
@NullMarked
package org.fieldproof.app.support;

import org.jspecify.annotations.NullMarked;
