/// What connectors of several kinds share: the threads sinks work on, how JSON is read, and what
/// simulators tell of those who write.
@NullMarked
package org.fieldproof.connector.work;

import org.jspecify.annotations.NullMarked;
