/// What may be asked of a gateway, and the past facts that answer.
@NullMarked
package org.fieldproof.api.command;

import org.jspecify.annotations.NullMarked;
