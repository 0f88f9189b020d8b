/// What tests of destinations share: the way a lane holds a sink.
@NullMarked
package org.fieldproof.connector.stores;

import org.jspecify.annotations.NullMarked;
