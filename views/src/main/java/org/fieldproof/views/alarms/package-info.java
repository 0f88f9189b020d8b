/// Perspective 8: alarms and the audit trail.
@NullMarked
package org.fieldproof.views.alarms;

import org.jspecify.annotations.NullMarked;
