@NullMarked
package org.fieldproof.api.doctor;

import org.jspecify.annotations.NullMarked;
