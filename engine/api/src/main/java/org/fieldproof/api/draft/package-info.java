/// A project while somebody edits it: trees as they are written, immutable revisions, the edits
/// that lead from one to the next, and the desk that checks and applies them.
///
/// Laws:
/// - DRAFT-1: an edit never changes a draft; it gives another one. What is undone is equal to what
///   was there before.
/// - DRAFT-2: a draft is dirty exactly while its content differs from the running revision's;
///   there is no flag.
/// - DRAFT-3: what an edit does not touch is written as it was read, comments included.
/// - DRAFT-4: nothing is applied that the project reader refuses, and no edit loses a record.
/// - DRAFT-5: a draft that is not applied outlives the console, but for the last second; taking it
///   up again undoes nothing that others have changed meanwhile.
@NullMarked
package org.fieldproof.api.draft;

import org.jspecify.annotations.NullMarked;
