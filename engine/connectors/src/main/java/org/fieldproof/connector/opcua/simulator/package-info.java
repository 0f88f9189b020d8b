/// An OPC UA server with made-up values, on Milo's server: for samples, drills and tests, and for
/// other people's clients. It listens on loopback unless told otherwise, is secured as a real one,
/// and keeps a log of the services that clients call.
@NullMarked
package org.fieldproof.connector.opcua.simulator;

import org.jspecify.annotations.NullMarked;
