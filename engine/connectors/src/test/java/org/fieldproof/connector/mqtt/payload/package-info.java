/// Tests of payloads taken apart.
@NullMarked
package org.fieldproof.connector.mqtt.payload;

import org.jspecify.annotations.NullMarked;
