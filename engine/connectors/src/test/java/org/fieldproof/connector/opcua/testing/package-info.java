/// What the tests of OPC UA share: an authority that also issues what must be refused, a host that
/// remembers what it was told, a door that does what the test says, and a plant: a simulator with a
/// source beside it.
@NullMarked
package org.fieldproof.connector.opcua.testing;

import org.jspecify.annotations.NullMarked;
