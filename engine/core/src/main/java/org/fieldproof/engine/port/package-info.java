/// The core's published types: what drills and the command line may see of the engine beyond its
/// api.
@NullMarked
package org.fieldproof.engine.port;

import org.jspecify.annotations.NullMarked;
