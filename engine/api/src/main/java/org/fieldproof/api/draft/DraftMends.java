package org.fieldproof.api.draft;

import java.util.List;
import java.util.Optional;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.project.Mend;

/// What a mend makes of a draft. Pure.
public final class DraftMends {
    private DraftMends() {}

    /// The draft with a problem of one of its parts mended; empty where that takes a person, as
    /// everything about a whole part does, or where what is to be mended does not stand there.
    ///
    /// @param field inside the part
    public static Optional<ProjectDraft> mended(
            ProjectDraft draft, PartRef ref, FieldPath field, Mend mend) {
        Optional<Group> part = draft.part(ref);
        if (part.isEmpty() || field.steps().isEmpty() || field.in(part.get()).isEmpty()) {
            return Optional.empty();
        }
        return switch (mend) {
            case Mend.ByHand _ -> Optional.empty();
            case Mend.Remove _ -> Optional.of(DraftEdits.set(draft, ref, field, null));
            case Mend.Write(String value) ->
                    Optional.of(DraftEdits.set(draft, ref, field, Text.plain(value)));
            case Mend.Rename(String name) ->
                    renamed(part.get(), field, name)
                            .map(next -> DraftEdits.set(draft, ref, FieldPath.PART, next));
        };
    }

    /// The field keeps its place among the others, and the remarks about it.
    private static Optional<DraftValue> renamed(Group part, FieldPath field, String name) {
        List<String> steps = field.steps();
        FieldPath holder = new FieldPath(steps.subList(0, steps.size() - 1));
        return holder.in(part)
                .filter(Group.class::isInstance)
                .map(Group.class::cast)
                .filter(group -> group.get(name).isEmpty())
                .map(group -> holder.put(part, group.renamed(steps.getLast(), name)));
    }
}
