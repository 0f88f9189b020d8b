/// Controls of our own: plots, bars, chips, tables, toasts.
@NullMarked
package org.fieldproof.views.control;

import org.jspecify.annotations.NullMarked;
