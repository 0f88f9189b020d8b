/// From the log to the lanes: which filters match which topic, and the thread that hands over.
@NullMarked
package org.fieldproof.engine.route;

import org.jspecify.annotations.NullMarked;
