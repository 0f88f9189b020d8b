/// The folders of lanes, and what becomes of them when a project is edited: nothing is cleared,
/// nothing is left without a word.
///
/// - **SHELF-1** A folder belongs to a destination's id *and* to what it delivers to, which a note
///   in it says. Records accepted for one target are never delivered to another.
/// - **SHELF-2** A record goes where the project said when it was accepted: before other routes
///   count, what the old ones would have given a lane is moved from the log into its buffer.
/// - **SHELF-3** A folder that has records and no destination is kept, named with their number,
///   and stands as an alarm until a person puts the destination back, or exports and discards.
@NullMarked
package org.fieldproof.engine.shelf;

import org.jspecify.annotations.NullMarked;
