/// What the outside sees of the gateway: three calls on [org.fieldproof.api.Gateway], and the
/// records they carry.
@NullMarked
package org.fieldproof.api;

import org.jspecify.annotations.NullMarked;
