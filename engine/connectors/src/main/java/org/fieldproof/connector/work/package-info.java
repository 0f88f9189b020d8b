/// What connectors of several kinds share: the threads sinks work on, how JSON is read, what
/// simulators tell of those who write, and recordings of devices that simulators play.
@NullMarked
package org.fieldproof.connector.work;

import org.jspecify.annotations.NullMarked;
