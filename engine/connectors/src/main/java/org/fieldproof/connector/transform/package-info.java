/// Transforms on the way to a destination: filter, map, rename, enrich, unit, schema.
///
/// Laws, quoted by tests:
///
/// - **XF-1** A transform is a function of the record and of what the project holds: the same
///   record gives the same bytes, today, in a replay, and after a restart.
/// - **XF-2** One record in, at most one out, with its identity.
/// - **XF-3** Time, memory and output of one call are bounded, whatever record and expression are:
///   by a limit where an expression or a schema is followed, else by the size of what comes in.
/// - **XF-4** What cannot be transformed fails alone and says why; nothing is guessed.
/// - **XF-5** JSON is read in one way everywhere: at most 100 deep, names of 1 MiB, numbers of 100
///   characters, no duplicate names, nothing behind the value.
@NullMarked
package org.fieldproof.connector.transform;

import org.jspecify.annotations.NullMarked;
