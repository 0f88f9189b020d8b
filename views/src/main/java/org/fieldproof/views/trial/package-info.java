/// Trying a draft out before it runs: a pipeline's transforms on the last records of its sources,
/// step by step, and the project's pipeline tests.
@NullMarked
package org.fieldproof.views.trial;

import org.jspecify.annotations.NullMarked;
