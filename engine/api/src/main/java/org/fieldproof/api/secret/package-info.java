/// Where the values behind `secret:NAME` live, and how a person stores and moves them.
@NullMarked
package org.fieldproof.api.secret;

import org.jspecify.annotations.NullMarked;
