/// Tests of the one door through which a value goes to a device.
@NullMarked
package org.fieldproof.engine.writing;

import org.jspecify.annotations.NullMarked;
