/// Devices that are not there: real MQTT clients on real TLS sockets, each with a certificate, a
/// counter and a memory of its own. They publish to a listener of this project as a plant would,
/// and they know what they sent, which is what a drill is measured against.
///
/// All devices of a simulator share one event-loop thread, `fp-sim-<id>`, which owns their state;
/// what blocks (keys, names, the counter file) happens on `fp-source-<id>`.
@NullMarked
package org.fieldproof.connector.simulator;

import org.jspecify.annotations.NullMarked;
