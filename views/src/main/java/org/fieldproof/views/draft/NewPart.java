package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.PartType;
import org.fieldproof.api.draft.Section;

/// A part as it is when it is added: its id and type, and nothing that has a default. Pure.
final class NewPart {
    private NewPart() {}

    static Group of(PartType type, String id) {
        List<Entry> entries = new ArrayList<>();
        entries.add(Entry.of("id", Text.plain(id)));
        if (type.section() == Section.PIPELINES) {
            entries.add(Entry.of("from", Items.ofTexts(List.of())));
            entries.add(Entry.of("to", Items.ofTexts(List.of())));
        } else {
            entries.add(Entry.of("type", Text.plain(type.type())));
        }
        return new Group(entries, false);
    }
}
