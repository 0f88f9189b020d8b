/// How the console looks: a grey field on which only the abnormal has colour. Colours are written
/// once, in the token sheets; component sheets and [org.fieldproof.styles.Palette] use them.
@NullMarked
package org.fieldproof.styles;

import org.jspecify.annotations.NullMarked;
