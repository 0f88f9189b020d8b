package org.fieldproof.views.tags;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftText;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.tag.TagDefinition;
import org.junit.jupiter.api.Test;

/// How what was picked comes into a draft. Harm if it breaks: two devices' values at one address,
/// or a list of tags that is gone.
class PickedTagTest {
    private static final PartRef LINE = new PartRef(Section.CONNECTIONS, "line");
    private static final ProjectDraft DRAFT =
            DraftEdits.add(
                    ProjectDraft.EMPTY,
                    Section.CONNECTIONS,
                    Group.of(
                            Entry.of("id", Text.plain("line")),
                            Entry.of("type", Text.plain("opcua"))),
                    null);

    @Test
    void aNameThatIsTakenGetsANumberAndWhatIsThereStays() {
        ProjectDraft once = added(DRAFT, new PickedTag(List.of("Turbine", "Speed"), "ns=1;i=1"));
        ProjectDraft twice =
                added(
                        once,
                        new PickedTag(List.of("Turbine", "Speed"), "ns=2;i=1"),
                        new PickedTag(List.of("Turbine/Speed"), "ns=3;i=1"),
                        new PickedTag(List.of("Turbine", "Speed"), "ns=4;i=1"));
        assertThat(names(twice))
                .containsExactly(
                        "Turbine/Speed", "Turbine/Speed-2", "Turbine-Speed", "Turbine/Speed-3");
        assertThat(PickedTag.known(twice, LINE))
                .containsExactlyInAnyOrder("ns=1;i=1", "ns=2;i=1", "ns=3;i=1", "ns=4;i=1");
    }

    @Test
    void everyNameOfADeviceMakesANameOfATag() {
        List<List<String>> paths =
                List.of(
                        List.of("a+b", "c#d", "e/f"),
                        List.of("", " ", "\t"),
                        List.of(" padded "),
                        List.of("ä".repeat(300)),
                        List.of("x".repeat(150), "y".repeat(150)),
                        List.of("a", "b".repeat(199)),
                        List.of("/"));
        ProjectDraft draft = DRAFT;
        for (int i = 0; i < paths.size(); i++) {
            draft = added(draft, new PickedTag(paths.get(i), "i=" + i));
        }
        assertThat(names(draft))
                .hasSize(paths.size())
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(TagDefinition.faultOfName(name)).as(name).isEmpty());
        assertThat(names(draft).getFirst()).isEqualTo("a-b/c-d/e-f");
        assertThat(names(draft).get(4)).endsWith("y".repeat(150));
    }

    /// A node id holds what YAML takes for something else.
    @Test
    void addressesAreReadBackAsTheyWere() {
        String odd = "nsu=urn:a:b;s=\"DB 1\".\"x: y\" #1";
        ProjectDraft draft = added(DRAFT, new PickedTag(List.of("x"), odd));
        assertThat(DraftText.write(draft.project(), draft.tail()))
                .contains("\"nsu=urn:a:b;s=\\\"DB 1\\\".\\\"x: y\\\" #1\"");
        assertThat(PickedTag.known(draft, LINE)).containsExactly(odd);
    }

    private static ProjectDraft added(ProjectDraft draft, PickedTag... picked) {
        return PickedTag.added(draft, LINE, List.of(picked), Set.of());
    }

    private static List<String> names(ProjectDraft draft) {
        return draft.part(LINE).orElseThrow().get("tagList").stream()
                .flatMap(list -> ((Items) list).groups().stream())
                .map(tag -> tag.text("name"))
                .toList();
    }
}
