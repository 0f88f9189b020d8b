/// What connectors of several kinds share: the threads sinks work on, and how JSON is read.
@NullMarked
package org.fieldproof.connector.work;

import org.jspecify.annotations.NullMarked;
