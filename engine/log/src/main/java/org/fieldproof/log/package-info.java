/// The write-ahead log: bytes and sequence numbers, durable before anyone is told.
@NullMarked
package org.fieldproof.log;

import org.jspecify.annotations.NullMarked;
