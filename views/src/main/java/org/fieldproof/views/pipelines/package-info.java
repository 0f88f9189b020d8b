/// Perspective 1: the running project as a picture.
@NullMarked
package org.fieldproof.views.pipelines;

import org.jspecify.annotations.NullMarked;
