/// One registry of everything that can be done; it feeds menu, palette and shortcut sheet.
@NullMarked
package org.fieldproof.views.action;

import org.jspecify.annotations.NullMarked;
