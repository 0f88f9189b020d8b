@NullMarked
package org.fieldproof.connector.transform;

import org.jspecify.annotations.NullMarked;
