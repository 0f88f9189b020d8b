/// Alarms in the manner of ISA-18.2: conditions in, states out.
@NullMarked
package org.fieldproof.engine.alarm;

import org.jspecify.annotations.NullMarked;
