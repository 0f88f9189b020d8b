/// The draft in the console: what is being edited, its history, and the parts that edit it. The
/// running project's picture is in [org.fieldproof.views.pipelines].
@NullMarked
package org.fieldproof.views.draft;

import org.jspecify.annotations.NullMarked;
