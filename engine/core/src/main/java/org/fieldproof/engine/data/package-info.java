/// The data directory of one gateway: who may use it, where things lie, how small files are
/// replaced without a torn state.
///
/// Laws:
/// - DATA-1: one data directory, one process. The operating system's file lock decides, never the
///   mere presence of a file, so that a crash leaves nothing to clean up.
/// - DATA-2: nothing that is found is deleted; what does not belong here is listed.
/// - DATA-3: nothing inside is readable by others (0700, 0600), where the file system knows that.
/// - DATA-4: a symbolic link inside is never followed.
@NullMarked
package org.fieldproof.engine.data;

import org.jspecify.annotations.NullMarked;
