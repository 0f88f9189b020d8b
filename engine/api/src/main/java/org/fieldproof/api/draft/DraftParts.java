package org.fieldproof.api.draft;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.draft.DraftValue.Group;

/// The parts of one revision by what they are called, for whoever looks for many of them.
/// Immutable.
public final class DraftParts {
    private final Map<PartRef, Group> byRef = new HashMap<>();

    private DraftParts() {}

    public static DraftParts of(ProjectDraft draft) {
        DraftParts parts = new DraftParts();
        for (Section section : Section.values()) {
            for (Group part : draft.parts(section)) {
                // Of two with the same id the first one is meant.
                parts.byRef.putIfAbsent(new PartRef(section, part.text("id")), part);
            }
        }
        return parts;
    }

    public Optional<Group> part(PartRef ref) {
        return Optional.ofNullable(byRef.get(ref));
    }

    public boolean has(PartRef ref) {
        return byRef.containsKey(ref);
    }
}
