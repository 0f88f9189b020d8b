package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftValue;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Item;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.DraftWire;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.styles.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is done with several cards at once, by keyboard and from the palette. Harm if it breaks: an
/// hour of dragging, or a pipeline that is taken out with all that flowed through it.
final class ArrangeTest {
    private static final PartRef DEVICES = new PartRef(Section.CONNECTIONS, "devices");
    private static final PartRef MAIN = new PartRef(Section.PIPELINES, "main");
    private static final PartRef LOCAL = new PartRef(Section.DESTINATIONS, "local");
    private static final PartRef UPSTREAM = new PartRef(Section.DESTINATIONS, "upstream");

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @BeforeEach
    void open() {
        console.workspace.openSample();
        console.live(2);
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.edit(
                "scatter",
                draft ->
                        DraftEdits.move(
                                draft,
                                Map.of(
                                        DEVICES, new Point(10, 20),
                                        MAIN, new Point(250, 130),
                                        LOCAL, new Point(640, 300),
                                        UPSTREAM, new Point(600, 40))));
        console.live(1);
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void oneShortcutPutsWhatIsChosenInLineAndOneKeyTakesItBack() {
        ProjectDraft before = draft();
        console.press(KeyCode.CONTROL, KeyCode.A);
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.LEFT);
        assertThat(at(LOCAL)).isEqualTo(new Point(at(DEVICES).x(), 300));
        assertThat(at(UPSTREAM)).isEqualTo(new Point(at(DEVICES).x(), 40));
        assertThat(at(DEVICES).x()).isLessThanOrEqualTo(10);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(draft()).as("one step").isEqualTo(before);
        console.press(KeyCode.ESCAPE);
        console.click("#draft-destination-local");
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.LEFT);
        assertThat(draft()).as("one card is in line").isEqualTo(before);
        assertThat(console.texts()).contains("Choose at least 2 cards.");
    }

    @Test
    void thePaletteDistributesAndSaysWhatIsLacking() {
        console.click("#draft-destination-local");
        palette("Distribute across");
        assertThat(console.texts()).contains("Choose at least 3 cards.");
        console.press(KeyCode.CONTROL, KeyCode.A);
        palette("Distribute across");
        List<Integer> xs =
                draft().refs().stream().map(ref -> at(ref).x()).sorted().distinct().toList();
        assertThat(xs).hasSizeGreaterThan(3);
        int step = xs.get(1) - xs.get(0);
        for (int i = 1; i < xs.size(); i++) {
            assertThat(xs.get(i) - xs.get(i - 1)).isBetween(step - 1, step + 1);
        }
        assertThat(xs.getLast()).as("the outer ones stay").isGreaterThanOrEqualTo(640);
    }

    @Test
    void aPipelineIsTakenOutAndItsNeighboursStayConnected() {
        console.click("#draft-pipeline-main");
        console.press(KeyCode.CONTROL, KeyCode.BACK_SPACE);
        assertThat(draft().part(MAIN)).as("plain: nothing to take out").isPresent();
        assertThat(console.texts()).anyMatch(text -> text.startsWith("Nothing can be taken out"));
        Group filter =
                Group.of(
                        Entry.of("type", Text.plain("filter")),
                        Entry.of("when", Text.plain("payload.bar > 7")));
        DraftValue transforms = new Items(List.of(Item.of(filter)), false);
        console.edit(
                "filter",
                draft -> DraftEdits.set(draft, MAIN, FieldPath.of("transforms"), transforms));
        ProjectDraft before = draft();
        console.press(KeyCode.CONTROL, KeyCode.BACK_SPACE);
        PartRef plain = new PartRef(Section.PIPELINES, "devices");
        assertThat(draft().part(MAIN)).isEmpty();
        assertThat(DraftWire.of(draft()))
                .contains(
                        new DraftWire(DEVICES, plain, "from"),
                        new DraftWire(plain, LOCAL, "to"),
                        new DraftWire(plain, UPSTREAM, "to"));
        assertThat(at(plain)).as("in its place").isEqualTo(new Point(250, 130));
        console.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(draft()).as("one step").isEqualTo(before);
    }

    private void palette(String action) {
        console.press(KeyCode.CONTROL, KeyCode.K);
        console.type(action);
        console.press(KeyCode.ENTER);
    }

    private Point at(PartRef ref) {
        return draft().layout().places().getOrDefault(ref, new Point(-1, -1));
    }

    private ProjectDraft draft() {
        return Console.onFx(() -> console.window.draft().model().draft());
    }
}
