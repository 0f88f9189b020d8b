/// The picture of the gateway: one immutable snapshot every 200 ms, and the alarms that follow
/// from it.
@NullMarked
package org.fieldproof.engine.readmodel;

import org.jspecify.annotations.NullMarked;
