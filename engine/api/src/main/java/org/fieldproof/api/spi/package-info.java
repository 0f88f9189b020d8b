/// The plug-in boundary. A connector, ours or a stranger's, sees this and nothing else of the
/// engine.
@NullMarked
package org.fieldproof.api.spi;

import org.jspecify.annotations.NullMarked;
