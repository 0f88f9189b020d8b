/// The page on which a person gives other keys to actions.
@NullMarked
package org.fieldproof.views.keys;

import org.jspecify.annotations.NullMarked;
