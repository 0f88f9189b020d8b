/// Secrets: where references are resolved, and what keeps their values out of everything that is
/// written down.
@NullMarked
package org.fieldproof.engine.secret;

import org.jspecify.annotations.NullMarked;
