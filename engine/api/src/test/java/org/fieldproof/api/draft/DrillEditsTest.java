package org.fieldproof.api.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Remarks;
import org.fieldproof.api.draft.DraftValue.Text;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: who empties a field to write another value into it loses what he had noted
/// beside it.
final class DrillEditsTest {
    private static final FieldPath DELAY = new FieldPath(List.of(DrillEdits.FAULT, "delay"));
    private static final Remarks WHY = new Remarks(List.of("# as measured in May"), "");

    private static ProjectDraft slow(Remarks remarks, boolean flow) {
        Entry kind = new Entry("kind", Text.plain("latency"), remarks);
        Entry delay = Entry.of("delay", Text.plain("200ms"));
        Group fault = new Group(List.of(kind, delay), flow);
        return ProjectDraft.EMPTY.withDrill("slow", Group.of(Entry.of("fault", fault)));
    }

    private static Group drill(ProjectDraft draft) {
        return Objects.requireNonNull(draft.drills().get("slow"));
    }

    @Test
    void aFieldThatIsEmptiedAndFilledAgainLeavesTheRestAsItWas() {
        for (boolean flow : List.of(true, false)) {
            for (Remarks remarks : List.of(WHY, Remarks.NONE)) {
                ProjectDraft was = slow(remarks, flow);
                ProjectDraft emptied = DrillEdits.set(was, "slow", DELAY, null);
                ProjectDraft filled = DrillEdits.set(emptied, "slow", DELAY, Text.plain("200ms"));
                assertThat(filled).isEqualTo(was);
            }
        }
    }

    @Test
    void aKindWithoutFieldsIsAWordUnlessSomethingIsNotedBesideIt() {
        ProjectDraft plain =
                DrillEdits.set(
                        slow(Remarks.NONE, false), "slow", DrillEdits.KIND, Text.plain("down"));
        assertThat(drill(plain).text("fault")).isEqualTo("down");
        ProjectDraft noted =
                DrillEdits.set(slow(WHY, false), "slow", DrillEdits.KIND, Text.plain("down"));
        assertThat(drill(noted).group("fault").entries())
                .containsExactly(new Entry("kind", Text.plain("down"), WHY));
    }
}
