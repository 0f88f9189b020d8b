@NullMarked
package org.fieldproof.connector.combine;

import org.jspecify.annotations.NullMarked;
