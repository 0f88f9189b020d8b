/// Perspective 2: every device, its line and its reason.
@NullMarked
package org.fieldproof.views.devices;

import org.jspecify.annotations.NullMarked;
