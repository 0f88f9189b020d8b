/// Takes a chart out of the console: as figures, as a picture, as a drawing.
@NullMarked
package org.fieldproof.views.export;

import org.jspecify.annotations.NullMarked;
