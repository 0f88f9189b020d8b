/// Pages for reading as PDF: text that can be searched and copied, in the bundled fonts. The same
/// content gives the same bytes.
@NullMarked
package org.fieldproof.app.pdf;

import org.jspecify.annotations.NullMarked;
