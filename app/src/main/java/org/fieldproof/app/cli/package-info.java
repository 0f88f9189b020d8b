/// The command line, which is a contract: names, fields and exit codes do not change.
@NullMarked
package org.fieldproof.app.cli;

import org.jspecify.annotations.NullMarked;
