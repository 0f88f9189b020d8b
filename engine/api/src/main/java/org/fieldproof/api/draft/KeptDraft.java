package org.fieldproof.api.draft;

import java.time.Instant;
import java.util.List;

/// A draft that is kept because nobody has applied it.
///
/// @param id names it among those of its project: letters, digits and dashes
/// @param at when its last edit was made
/// @param base what ran when it was made
/// @param hash which revision that was
public record KeptDraft(String id, Instant at, ProjectDraft base, String hash, ProjectDraft draft) {

    /// What was edited.
    public List<DraftChange> changes() {
        return DraftChange.between(base, draft);
    }
}
