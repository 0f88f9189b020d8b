/// The gateway engine: [org.fieldproof.engine.GatewayEngine] builds its rooms, starts and stops
/// them in order, and answers as [org.fieldproof.api.Gateway].
@NullMarked
package org.fieldproof.engine;

import org.jspecify.annotations.NullMarked;
