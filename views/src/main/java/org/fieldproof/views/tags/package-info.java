/// Picks tags in the device of a drafted connection: looks into it place by place, with present
/// values, and writes what was picked into the draft as one edit. Takes tags of a file in the same
/// way, the difference first.
@NullMarked
package org.fieldproof.views.tags;

import org.jspecify.annotations.NullMarked;
