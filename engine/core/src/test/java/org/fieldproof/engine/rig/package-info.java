/// A gateway for tests: real log and buffers in a temporary folder, a source that the test speaks
/// through, destinations that do as they are told.
@NullMarked
package org.fieldproof.engine.rig;

import org.jspecify.annotations.NullMarked;
