/// The quarantine workbench: what a destination refuses, looked at, mended, retried, taken out.
@NullMarked
package org.fieldproof.views.quarantine;

import org.jspecify.annotations.NullMarked;
