/// Log output: JSON lines on stderr, so that stdout stays free for the command line's own lines.
@NullMarked
package org.fieldproof.app.logging;

import org.jspecify.annotations.NullMarked;
