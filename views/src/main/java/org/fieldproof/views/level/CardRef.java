package org.fieldproof.views.level;

import java.util.Set;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.SubPipelines;

/// A card of a canvas: a part, or a sub-pipeline with everything in it.
public sealed interface CardRef extends Comparable<CardRef> {

    /// A part that stands on the level itself.
    record OfPart(PartRef part) implements CardRef {}

    /// A sub-pipeline, by its id.
    record OfSub(String id) implements CardRef {}

    /// The card that stands for a part on a level that holds it.
    static CardRef of(SubPipelines subs, String level, PartRef part) {
        return subs.foldedInto(level, part)
                .<CardRef>map(OfSub::new)
                .orElseGet(() -> new OfPart(part));
    }

    /// The innermost level around this one that holds a part.
    static String levelOf(SubPipelines subs, String level, PartRef part) {
        String outer = level;
        // Ends: the top holds everything.
        while (!subs.holds(outer, part)) {
            outer = subs.parent(outer);
        }
        return outer;
    }

    /// What it stands for.
    default Set<PartRef> parts(SubPipelines subs) {
        return switch (this) {
            case OfPart(PartRef part) -> Set.of(part);
            case OfSub(String id) -> subs.sub(id).map(PartGroup::members).orElse(Set.of());
        };
    }

    /// `kind-id`, for the ids of nodes.
    default String slug() {
        return switch (this) {
            case OfPart(PartRef part) -> part.section().kind() + "-" + part.id();
            case OfSub(String id) -> "sub-" + id;
        };
    }

    @Override
    default int compareTo(CardRef other) {
        if (this instanceof OfPart(PartRef one) && other instanceof OfPart(PartRef two)) {
            return one.compareTo(two);
        }
        boolean part = this instanceof OfPart;
        return part == other instanceof OfPart ? slug().compareTo(other.slug()) : part ? -1 : 1;
    }
}
