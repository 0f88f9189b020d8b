/// The console.
@NullMarked
package org.fieldproof.views;

import org.jspecify.annotations.NullMarked;
