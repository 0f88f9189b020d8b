/// Signals for simulated devices, and the replay of captures. Pure functions of time and seed.
@NullMarked
package org.fieldproof.connector.fieldbus.signal;

import org.jspecify.annotations.NullMarked;
