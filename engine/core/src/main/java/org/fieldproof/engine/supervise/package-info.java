/// Hosting of connectors: what the engine lends them, their states, and starting them again.
///
/// | from | what happens | to |
/// |---|---|---|
/// | - | start is called | STARTING |
/// | STARTING | the connector reports | UP, DEGRADED, DOWN or FAULTED, as reported |
/// | STARTING | start throws | FAULTED, and again after a backoff |
/// | any | a thread of the connector dies | FAULTED, stopped and made anew after a backoff |
/// | any | the gateway stops | STOPPED |
@NullMarked
package org.fieldproof.engine.supervise;

import org.jspecify.annotations.NullMarked;
