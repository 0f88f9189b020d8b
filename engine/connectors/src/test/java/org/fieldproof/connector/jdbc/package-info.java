/// Tests of the tables as destinations.
@NullMarked
package org.fieldproof.connector.jdbc;

import org.jspecify.annotations.NullMarked;
