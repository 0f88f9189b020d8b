/// What the tests of all connectors share.
@NullMarked
package org.fieldproof.connector.testing;

import org.jspecify.annotations.NullMarked;
