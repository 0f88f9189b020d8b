/// The desktop side of the composition root: the console's JavaFX application and the workspace
/// it works in.
@NullMarked
package org.fieldproof.app.desktop;

import org.jspecify.annotations.NullMarked;
