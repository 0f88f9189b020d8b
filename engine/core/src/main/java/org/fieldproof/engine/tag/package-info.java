/// Tag tables of a project as a whole: out to a file of another form, in from one, and back.
///
/// Laws, besides those of `org.fieldproof.api.tag`:
/// - TIO-1: planning writes nothing; what is then written is exactly what was planned, or nothing
///   where the table was changed in between.
/// - TIO-2: an import that adds an error to the project is not made.
/// - TIO-3: what a change replaced is kept beside the table, byte for byte, and can be put back.
/// - TIO-4: what is exported and imported again, unchanged, changes nothing.
@NullMarked
package org.fieldproof.engine.tag;

import org.jspecify.annotations.NullMarked;
