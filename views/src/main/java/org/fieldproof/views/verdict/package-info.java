/// How verdicts are told. None of them is green.
@NullMarked
package org.fieldproof.views.verdict;

import org.jspecify.annotations.NullMarked;
