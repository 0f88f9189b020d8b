@NullMarked
package org.fieldproof.engine.doctor;

import org.jspecify.annotations.NullMarked;
