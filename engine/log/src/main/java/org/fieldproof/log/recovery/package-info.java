/// What is found in a log directory and what is made of it: a scan, a pure plan, its application.
@NullMarked
package org.fieldproof.log.recovery;

import org.jspecify.annotations.NullMarked;
