package org.fieldproof.views.draft;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;

/// Finds a part by what is written about it, on whatever level it stands. FX thread.
final class Finding {
    private final DraftSession session;
    private final TextPrompt prompt;
    private final BiConsumer<PartRef, Boolean> look;

    /// @param look shows a part; true if it is the one that was meant
    Finding(DraftSession session, TextPrompt prompt, BiConsumer<PartRef, Boolean> look) {
        this.session = session;
        this.prompt = prompt;
        this.look = look;
    }

    void open(String question, double x) {
        prompt.open(
                question,
                "",
                x,
                40,
                text -> found(text).ifPresent(ref -> look.accept(ref, false)),
                text -> found(text).ifPresent(ref -> look.accept(ref, true)));
    }

    private Optional<PartRef> found(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        ProjectDraft draft = session.model().draft();
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        // A name before what else is written about a part.
        return draft.refs().stream()
                .filter(ref -> ref.id().toLowerCase(Locale.ROOT).contains(wanted))
                .findFirst()
                .or(
                        () ->
                                draft.refs().stream()
                                        .filter(ref -> words(draft, ref).contains(wanted))
                                        .findFirst());
    }

    private static String words(ProjectDraft draft, PartRef ref) {
        Group part = draft.part(ref).orElse(Group.EMPTY);
        return String.join(
                        " ",
                        ref.id(),
                        part.text("title"),
                        part.text("type"),
                        String.join(" ", part.texts("match")))
                .toLowerCase(Locale.ROOT);
    }
}
