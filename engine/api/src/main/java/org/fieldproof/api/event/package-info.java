/// The numbered journal of what happened.
@NullMarked
package org.fieldproof.api.event;

import org.jspecify.annotations.NullMarked;
