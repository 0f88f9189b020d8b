/// The only place where the console meets threads: it pulls pictures, keeps a short history, and
/// sends commands.
@NullMarked
package org.fieldproof.views.bridge;

import org.jspecify.annotations.NullMarked;
