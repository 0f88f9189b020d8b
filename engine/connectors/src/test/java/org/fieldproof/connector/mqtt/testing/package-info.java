/// What the tests of MQTT connectors share: a broker that is not ours, certificates good and bad,
/// and a host that remembers what it was told.
@NullMarked
package org.fieldproof.connector.mqtt.testing;

import org.jspecify.annotations.NullMarked;
