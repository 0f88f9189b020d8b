/// How the engine's threads end: by themselves, waited for within limits.
@NullMarked
package org.fieldproof.engine.threads;

import org.jspecify.annotations.NullMarked;
