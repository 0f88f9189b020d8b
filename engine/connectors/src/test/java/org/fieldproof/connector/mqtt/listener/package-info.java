/// Tests of the endpoint over real sockets.
@NullMarked
package org.fieldproof.connector.mqtt.listener;

import org.jspecify.annotations.NullMarked;
