@NullMarked
package org.fieldproof.connector.work;

import org.jspecify.annotations.NullMarked;
