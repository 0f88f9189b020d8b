package org.fieldproof.views.draft;

import java.util.List;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.PartType;
import org.fieldproof.views.i18n.Texts;

/// What a part is called on its card, and what it is. Needs no toolkit.
record PartWords(DraftSession session, Texts texts) {

    String name(PartRef ref, Group part) {
        String title = part.text("title");
        return title.isEmpty() ? ref.id() : title;
    }

    /// What a pipeline takes, or the type of anything else.
    String detail(PartRef ref, Group part) {
        return switch (ref.section()) {
            case PIPELINES -> {
                List<String> match = part.texts("match");
                yield match.isEmpty()
                        ? texts.get("draft.node.everything")
                        : String.join(", ", match);
            }
            case CONNECTIONS, DESTINATIONS, STAND_INS -> typeName(ref, part);
        };
    }

    /// A type that nobody knows is called what the project calls it.
    private String typeName(PartRef ref, Group part) {
        return session.typeOf(ref, part).map(PartType::name).orElseGet(() -> part.text("type"));
    }
}
