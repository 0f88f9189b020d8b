/// Measurements a user can repeat: `fieldproof bench NAME`. Every figure is measured in the run
/// that prints it, beside a baseline taken in the same run.
@NullMarked
package org.fieldproof.app.bench;

import org.jspecify.annotations.NullMarked;
