/// Certificates as people look at them: who we are, whom we believe, whom we refused.
@NullMarked
package org.fieldproof.api.pki;

import org.jspecify.annotations.NullMarked;
