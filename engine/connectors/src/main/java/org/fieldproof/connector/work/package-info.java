/// What the sinks of several stores share about the thread they work on.
@NullMarked
package org.fieldproof.connector.work;

import org.jspecify.annotations.NullMarked;
