/// Tests of the MQTT client connectors, against Debian's mosquitto.
@NullMarked
package org.fieldproof.connector.mqtt.client;

import org.jspecify.annotations.NullMarked;
