package org.fieldproof.views.tags;

import org.fieldproof.api.command.Outcome.FoundTag;
import org.jspecify.annotations.Nullable;

/// One line of the picker.
///
/// @param tag what was found there; null for a line that only says something
/// @param words what the line says; empty where there is something
record TagLine(@Nullable FoundTag tag, String words) {

    static TagLine of(FoundTag tag) {
        return new TagLine(tag, "");
    }

    static TagLine saying(String words) {
        return new TagLine(null, words);
    }

    boolean canBeTag() {
        return tag != null && tag.found().hasValue();
    }
}
