/// A lane's disk buffer and quarantine: lines of JSON that carry their own checksum.
@NullMarked
package org.fieldproof.log.buffer;

import org.jspecify.annotations.NullMarked;
