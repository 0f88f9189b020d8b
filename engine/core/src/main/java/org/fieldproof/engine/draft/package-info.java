/// Drafts on the engine's side: reading files as trees and back, checking, planning what applying
/// would do, keeping revisions.
///
/// Laws:
/// - REV-1: a project's files are replaced as a whole: after a crash at any point the next opening
///   finds the old revision or the new one.
/// - REV-2: a destination is not taken out while a record waits for it.
/// - REV-3: what was accepted under the old routes is delivered by the old routes.
@NullMarked
package org.fieldproof.engine.draft;

import org.jspecify.annotations.NullMarked;
