/// All text of the console, in English and German.
@NullMarked
package org.fieldproof.views.i18n;

import org.jspecify.annotations.NullMarked;
