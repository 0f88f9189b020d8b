/// Perspective 9: looks, language, paths and versions.
@NullMarked
package org.fieldproof.views.settings;

import org.jspecify.annotations.NullMarked;
