/// What a person hands over to somebody who helps: collected, looked at, then written.
@NullMarked
package org.fieldproof.api.support;

import org.jspecify.annotations.NullMarked;
