@NullMarked
package org.fieldproof.app.cli;

import org.jspecify.annotations.NullMarked;
