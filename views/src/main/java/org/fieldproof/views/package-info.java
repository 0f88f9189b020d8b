/// The console: [org.fieldproof.views.ConsoleWindow] is all that its starter needs to know.
@NullMarked
package org.fieldproof.views;

import org.jspecify.annotations.NullMarked;
