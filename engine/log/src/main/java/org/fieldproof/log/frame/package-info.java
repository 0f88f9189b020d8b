/// Frames and segment headers as bytes: how a record is written so that damage shows.
@NullMarked
package org.fieldproof.log.frame;

import org.jspecify.annotations.NullMarked;
