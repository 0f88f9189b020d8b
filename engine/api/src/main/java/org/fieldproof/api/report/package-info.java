/// What a page for reading says, whatever writes it.
@NullMarked
package org.fieldproof.api.report;

import org.jspecify.annotations.NullMarked;
