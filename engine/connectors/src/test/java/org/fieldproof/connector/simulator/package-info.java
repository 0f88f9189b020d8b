/// Tests of simulated devices.
@NullMarked
package org.fieldproof.connector.simulator;

import org.jspecify.annotations.NullMarked;
