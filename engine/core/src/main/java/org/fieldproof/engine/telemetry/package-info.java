/// Figures about the gateway itself: latencies, rates, the process.
@NullMarked
package org.fieldproof.engine.telemetry;

import org.jspecify.annotations.NullMarked;
