package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.Section;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.action.KeyStroke;
import org.fieldproof.views.draft.DraftSession;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: who wants to prove an outage of his own writes YAML by hand, or what he has
/// made of a drill cannot be taken back.
final class DrillTasksTest {
    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @BeforeEach
    void edit() {
        console.workspace.openSample();
        console.live(3);
        console.onWindow(window -> window.show(PerspectiveId.DRILLS));
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(1);
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void aDrillIsAddedFilledInReviewedAndApplied() {
        assertThat(console.window.shown()).isEqualTo(PerspectiveId.DRILLS);
        console.click("#drill-add");
        console.type("hang-upstream");
        console.press(KeyCode.ENTER);
        console.live(1);
        Group made = drill("hang-upstream");
        assertThat(made.text("link")).isEqualTo("upstream");
        assertThat(made.text("publisher")).isEqualTo("plant");
        assertThat(console.texts()).anyMatch(text -> text.contains("hypothesis is missing"));
        console.click("#field-hypothesis");
        console.type("Nothing is lost when it hangs.");
        choose("#field-fault-kind", "hang");
        console.live(1);
        assertThat(drill("hang-upstream").text("fault")).isEqualTo("hang");
        assertThat(session().model().problems()).isEmpty();
        console.press(KeyCode.CONTROL, KeyCode.ENTER);
        console.live(1);
        assertThat(console.texts()).anyMatch(text -> text.contains("hang-upstream"));
        console.click("#review-apply");
        console.live(2);
        assertThat(console.workspace.drafts.applied).hasSize(1);
        assertThat(console.workspace.drafts.running().drills()).containsKey("hang-upstream");
    }

    /// One undo per change, over everything of a drill.
    @Test
    void eachChangeIsOneUndoAndAllOfThemCanBeTakenBack() {
        SortedMap<String, Group> before = session().model().draft().drills();
        console.click("#drill-add");
        console.live(1);
        SortedMap<String, Group> added = session().model().draft().drills();
        choose("#field-fault-kind", "latency");
        console.live(1);
        assertThat(console.texts()).anyMatch(text -> text.contains("The field delay of the fault"));
        console.click("#field-fault-delay");
        console.type("250ms");
        console.live(1);
        assertThat(drill("drill").group("fault").text("delay")).isEqualTo("250ms");
        SortedMap<String, Group> slow = session().model().draft().drills();
        choose("#field-fault-kind", "down");
        console.live(1);
        assertThat(drill("drill").text("fault")).as("the delay goes with it").isEqualTo("down");
        console.click("#drill-remove");
        console.live(1);
        assertThat(session().model().draft().drills()).isEqualTo(before);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(session().model().draft().drills()).isEqualTo(slow);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(session().model().draft().drills()).isEqualTo(added);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(session().model().draft().drills()).isEqualTo(before);
        assertThat(session().model().dirty()).isFalse();
        for (int i = 0; i < 5; i++) {
            console.press(KeyCode.CONTROL, KeyCode.Y);
        }
        assertThat(session().model().draft().drills()).isEqualTo(before);
    }

    @Test
    void typingInAFieldIsOneUndoWhereverTheFocusIs() {
        Map<String, Group> before = session().model().draft().drills();
        console.scrollTo("#field-hold");
        console.click("#field-hold");
        console.press(KeyCode.CONTROL, KeyCode.A);
        console.type("45s");
        assertThat(drill("upstream-outage").text("hold")).isEqualTo("45s");
        console.sees("◇ changed");
        console.press(KeyCode.CONTROL, KeyCode.Z);
        console.live(1);
        assertThat(session().model().draft().drills()).isEqualTo(before);
        assertThat(((TextField) console.there("#field-hold")).getText()).isEqualTo("30s");
    }

    /// Harm if it breaks: a key that somebody took from undo undoes elsewhere all the same.
    @Test
    void aFormHearsTheKeysThatUndoHasNow() {
        console.onWindow(
                window ->
                        window.keys()
                                .give(
                                        window.keys().task("draft.undo").orElseThrow(),
                                        List.of(KeyStroke.shortcut(KeyCode.U))));
        choose("#field-fault-kind", "hang");
        assertThat(drill("upstream-outage").text("fault")).isEqualTo("hang");
        console.focus("#field-hold");
        console.press(KeyCode.CONTROL, KeyCode.Z);
        console.live(1);
        assertThat(drill("upstream-outage").text("fault")).isEqualTo("hang");
        console.press(KeyCode.CONTROL, KeyCode.U);
        console.live(1);
        assertThat(drill("upstream-outage").text("fault")).isNotEqualTo("hang");
    }

    @Test
    void aProblemOfADrillLeadsToItsFieldFromThePipelines() {
        console.scrollTo("#field-hold");
        console.click("#field-hold");
        console.type("x");
        console.live(1);
        console.onWindow(window -> window.show(PerspectiveId.PIPELINES));
        console.live(1);
        console.press(KeyCode.F8);
        console.live(1);
        assertThat(console.window.shown()).isEqualTo(PerspectiveId.DRILLS);
        assertThat(console.there("#field-hold").isFocused()).isTrue();
        console.sees("◆ has errors");
    }

    @Test
    void whoOnlyObservesSeesThePreflightAndIsToldWhyNothingCanBeAdded() {
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(1);
        assertThat(console.node("#drill-form")).isNull();
        assertThat(console.there("#drill-add").isVisible()).isFalse();
        assertThat(console.there("#drill-start").isVisible()).isTrue();
        console.press(KeyCode.CONTROL, KeyCode.K);
        console.type("Add drill");
        assertThat(console.texts()).anyMatch(text -> text.contains("switch to Commission"));
        console.press(KeyCode.ESCAPE);
    }

    /// Harm: a drill that nobody sees is deleted, and "deleted" is said of nothing.
    @Test
    void whileADrillRunsNothingOfTheHiddenFormIsEdited() {
        SortedMap<String, Group> before = session().model().draft().drills();
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "t", null));
        console.live(2);
        assertThat(console.node("#drill-form")).isNull();
        assertThat(((Button) console.there("#drill-mode")).getText()).isEqualTo("Observe");
        console.press(KeyCode.CONTROL, KeyCode.K);
        console.type("Delete drill");
        assertThat(console.texts()).anyMatch(text -> text.contains("A drill is running"));
        console.press(KeyCode.ENTER);
        console.press(KeyCode.ESCAPE);
        assertThat(session().model().draft().drills()).isEqualTo(before);
        assertThat(console.texts()).noneMatch(text -> text.startsWith("Deleted"));
    }

    /// Harm: a line that was renamed cannot be chosen, one that is gone can.
    @Test
    void linesAndDevicesAreChosenFromThoseOfTheDraftAsItIs() {
        assertThat(items("#field-link")).contains("upstream");
        Console.onFx(
                () ->
                        session()
                                .edit(
                                        "rename",
                                        draft ->
                                                DraftEdits.rename(
                                                        draft,
                                                        new PartRef(
                                                                Section.DESTINATIONS, "upstream"),
                                                        "north")));
        console.live(1);
        assertThat(items("#field-link")).contains("north").doesNotContain("upstream");
    }

    @Test
    void aNameThatIsRefusedIsAnsweredWithTheRule() {
        console.click("#drill-add");
        console.type("No Name");
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(console.texts()).anyMatch(text -> text.startsWith("\"No Name\" is no name"));
        console.click("#field-drill-name");
        console.press(KeyCode.CONTROL, KeyCode.A);
        console.type("upstream-outage");
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(console.texts())
                .contains("There is a drill \"upstream-outage\" already.")
                .noneMatch(text -> text.contains("is no name"));
    }

    @Test
    void whoTakesARenameBackStaysAtTheDrill() {
        console.click("#drill-add");
        console.type("zz-a");
        console.press(KeyCode.ENTER);
        console.live(1);
        console.click("#field-drill-name");
        console.press(KeyCode.CONTROL, KeyCode.A);
        console.type("zz-b");
        console.press(KeyCode.ENTER);
        console.live(1);
        console.click("#field-hypothesis");
        console.press(KeyCode.CONTROL, KeyCode.Z);
        console.live(1);
        TextField name = (TextField) console.there("#field-drill-name");
        assertThat(name.getText()).isEqualTo("zz-a");
        console.press(KeyCode.CONTROL, KeyCode.Y);
        console.live(1);
        assertThat(name.getText()).isEqualTo("zz-b");
    }

    @Test
    void whoTakesTwoRenamesBackElsewhereFindsTheDrillAgain() {
        console.click("#drill-add");
        for (String named : List.of("zz-a", "zz-b", "zz-c")) {
            console.click("#field-drill-name");
            console.press(KeyCode.CONTROL, KeyCode.A);
            console.type(named);
            console.press(KeyCode.ENTER);
            console.live(1);
        }
        console.onWindow(window -> window.show(PerspectiveId.PIPELINES));
        console.live(1);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(session().model().draft().drills()).containsKey("zz-a");
        console.onWindow(window -> window.show(PerspectiveId.DRILLS));
        console.live(1);
        TextField name = (TextField) console.there("#field-drill-name");
        assertThat(name.getText()).isEqualTo("zz-a");
    }

    @SuppressWarnings("unchecked")
    private List<String> items(String selector) {
        ComboBox<String> box = (ComboBox<String>) console.there(selector);
        return Console.onFx(() -> List.copyOf(box.getItems()));
    }

    @SuppressWarnings("unchecked")
    private void choose(String selector, String item) {
        ComboBox<String> box = (ComboBox<String>) console.there(selector);
        Console.onFx(
                () -> {
                    box.requestFocus();
                    box.setValue(item);
                    return true;
                });
    }

    private Group drill(String name) {
        return Optional.ofNullable(session().model().draft().drills().get(name)).orElseThrow();
    }

    private DraftSession session() {
        return console.window.draft();
    }
}
