/// The only door to the disk, and what it says when the disk refuses.
@NullMarked
package org.fieldproof.log.io;

import org.jspecify.annotations.NullMarked;
