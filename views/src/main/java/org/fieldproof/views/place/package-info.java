/// The names of the places a person can go to.
@NullMarked
package org.fieldproof.views.place;

import org.jspecify.annotations.NullMarked;
