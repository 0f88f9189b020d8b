/// A person at a scene, for the tests of this module and of those that show its windows: the
/// toolkit without a display, and a hand that counts its clicks.
@NullMarked
package org.fieldproof.robot;

import org.jspecify.annotations.NullMarked;
