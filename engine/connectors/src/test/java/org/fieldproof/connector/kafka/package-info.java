/// Tests against a real Kafka broker in a process of its own.
@NullMarked
package org.fieldproof.connector.kafka;

import org.jspecify.annotations.NullMarked;
