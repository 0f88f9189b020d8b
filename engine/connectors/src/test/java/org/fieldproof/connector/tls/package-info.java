/// Every TLS client against every bad certificate (row 73 and 74 of the bad inputs).
@NullMarked
package org.fieldproof.connector.tls;

import org.jspecify.annotations.NullMarked;
