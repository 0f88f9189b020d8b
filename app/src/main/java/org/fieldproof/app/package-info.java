/// The composition root: builds the graph of objects top-down with constructors, and is the only
/// place that sees every room.
@NullMarked
package org.fieldproof.app;

import org.jspecify.annotations.NullMarked;
