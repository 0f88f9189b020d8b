/// Tokens, themes, icons and fonts of the console.
@NullMarked
package org.fieldproof.styles;

import org.jspecify.annotations.NullMarked;
