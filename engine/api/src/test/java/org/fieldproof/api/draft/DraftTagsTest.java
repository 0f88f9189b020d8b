package org.fieldproof.api.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Item;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.DraftValue.Style;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.tag.TagTable;
import org.junit.jupiter.api.Test;

/// Tags in a draft. Harm if these break: what somebody wrote by hand is read as something else than
/// the project file means, or is written anew where nothing was changed.
class DraftTagsTest {
    private static final PartRef PLC = new PartRef(Section.CONNECTIONS, "plc");

    @Test
    void nothingInAFieldIsNoText() {
        ProjectDraft draft = listing(Text.plain("p"), Text.plain("~"));
        assertThat(DraftTags.read(draft, PLC).sound().tags())
                .singleElement()
                .satisfies(tag -> assertThat(tag.unit()).isEmpty());
        ProjectDraft quoted = listing(Text.plain("p"), new Text("null", Style.DOUBLE_QUOTED));
        assertThat(DraftTags.read(quoted, PLC).sound().tags())
                .singleElement()
                .satisfies(tag -> assertThat(tag.unit()).isEqualTo("null"));
    }

    @Test
    void aNameWithSpacesAroundItIsTheTagsOwn() {
        ProjectDraft draft = listing(new Text(" p ", Style.DOUBLE_QUOTED), Text.plain("bar"));
        TagTable tags = DraftTags.read(draft, PLC).sound();
        assertThat(tags.tags()).hasSize(1);
        assertThat(DraftTags.with(draft, PLC, tags)).isEqualTo(draft);
    }

    private static ProjectDraft listing(Text name, Text unit) {
        Group tag =
                Group.of(
                        Entry.of("name", name),
                        Entry.of("address", Text.plain("hr1")),
                        Entry.of("unit", unit));
        Group plc =
                Group.of(
                        Entry.of("id", Text.plain("plc")),
                        Entry.of("tagList", new Items(List.of(Item.of(tag)), false)));
        return DraftEdits.add(ProjectDraft.EMPTY, Section.CONNECTIONS, plc, null);
    }
}
