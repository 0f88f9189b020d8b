/// Tests of field devices.
/// Tests of field devices.
@NullMarked
package org.fieldproof.connector.fieldbus.testing;

import org.jspecify.annotations.NullMarked;
