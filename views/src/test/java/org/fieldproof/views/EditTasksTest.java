package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftWire;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.styles.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What engineers come to do with a draft, in clicks; a click is a press of the mouse or of Enter,
/// typing is not counted. Harm if it breaks: it can still be built, but nobody wants to.
final class EditTasksTest {
    private static final PartRef DEVICES = new PartRef(Section.CONNECTIONS, "devices");
    private static final PartRef LISTENER = new PartRef(Section.CONNECTIONS, "mqtt-listener");
    private static final PartRef H2_LOCAL = new PartRef(Section.DESTINATIONS, "local");
    private static final PartRef H2 = new PartRef(Section.DESTINATIONS, "h2");

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    /// Harm: what was deleted by mistake is gone for whoever knows no key; or the button takes back
    /// another edit than it says.
    @Test
    void theToastOfADeletionTakesItBackAndNothingElse() {
        console.editPipeline();
        console.press(KeyCode.DELETE);
        console.live(1);
        assertThat(console.node("#draft-pipeline-main")).isNull();
        console.press(KeyCode.CONTROL, KeyCode.K);
        console.type("undo");
        assertThat(console.texts()).contains("Undo: delete 1 thing");
        console.press(KeyCode.ESCAPE);
        console.click("#toast-undo");
        console.live(1);
        assertThat(console.node("#draft-pipeline-main")).isNotNull();
        assertThat(console.node("#toast-undo")).isNull();
        console.click("#draft-pipeline-main");
        console.press(KeyCode.DELETE);
        console.live(1);
        console.edit("other", draft -> draft.withoutDrill("upstream-outage"));
        console.live(1);
        console.click("#toast-undo");
        console.live(1);
        assertThat(console.window.draft().model().undoName()).contains("other");
    }

    @Test
    void fromAnEmptyScreenToWhatRunsByMouse() {
        console.click("#new-project");
        console.type("press line");
        console.click("#new-project-make");
        console.live(1);
        assertThat(console.node("#draft-empty")).isNotNull();
        console.scrollTo("#part-mqtt-listener-in");
        console.drag("#part-mqtt-listener-in", "#draft-canvas", -250, -40);
        console.scrollTo("#part-h2");
        console.drag("#part-h2", "#draft-canvas", 200, -40);
        assertThat(draft().refs()).containsExactly(LISTENER, H2);
        console.drag("#draft-connection-mqtt-listener-port", "#draft-destination-h2", 0, 0);
        assertThat(draft().parts(Section.PIPELINES)).hasSize(1);
        assertThat(draft().layout().places()).as("between its ends").hasSize(3);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(draft().layout().places()).as("wire and place are one step").hasSize(2);
        assertThat(draft().parts(Section.PIPELINES)).isEmpty();
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        console.live(1);
        console.click("#review");
        console.live(1);
        console.click("#review-apply");
        console.live(1);
        assertThat(console.clicks()).isLessThanOrEqualTo(7);
        assertThat(console.workspace.drafts.applied).hasSize(1);
        assertThat(DraftWire.of(console.workspace.drafts.running())).hasSize(2);
        assertThat(console.there("#review").isVisible()).isFalse();
    }

    @Test
    void fromAnEmptyScreenToWhatRunsByKeyboardAlone() {
        console.press(KeyCode.CONTROL, KeyCode.N);
        console.type("press-line");
        console.enter();
        console.live(1);
        console.press(KeyCode.A);
        console.type("mqtt-l");
        console.enter();
        console.press(KeyCode.A);
        console.type("h2");
        console.enter();
        assertThat(draft().refs()).containsExactly(LISTENER, H2);
        console.press(KeyCode.LEFT);
        console.press(KeyCode.C);
        console.enter();
        assertThat(draft().parts(Section.PIPELINES)).hasSize(1);
        console.press(KeyCode.CONTROL, KeyCode.ENTER);
        console.live(1);
        console.enter();
        console.live(1);
        assertThat(console.workspace.drafts.applied).hasSize(1);
        assertThat(console.workspace.drafts.applied.getFirst().refs()).contains(LISTENER, H2);
        assertThat(console.clicks()).isEqualTo(5);
    }

    /// Harm: one who knows a device by its usual name does not find how to add it.
    @Test
    void aPartIsFoundByItsNameAndByWhatTheProjectCallsIt() {
        open();
        console.click("#draft-mode");
        for (String typed : List.of("opc ua", "opcua", "siemens")) {
            console.onWindow(window -> window.perform("draft.add"));
            console.type(typed);
            console.press(KeyCode.ENTER);
            console.live(1);
        }
        assertThat(draft().parts(Section.CONNECTIONS))
                .extracting(part -> part.text("type"))
                .containsOnlyOnce("s7")
                .filteredOn(type -> type.equals("opcua"))
                .hasSize(2);
        assertThat(console.texts()).contains("OPC UA", "Siemens S7");
    }

    /// U-07: wire a source to a destination and apply: 4 clicks at most.
    @Test
    void u07WireAndApplyInFourClicks() {
        open();
        console.click("#draft-mode");
        console.onWindow(window -> window.perform("draft.add"));
        console.type("postgresql");
        console.press(KeyCode.ENTER);
        console.type("");
        int before = console.clicks();
        console.drag("#draft-connection-devices-port", "#draft-destination-postgresql", 0, 0);
        assertThat(draft().part(new PartRef(Section.PIPELINES, "main")).orElseThrow().texts("to"))
                .contains("postgresql");
        console.live(1);
        console.click("#review");
        console.live(1);
        assertThat(console.clicks() - before).isEqualTo(2);
        assertThat(console.texts())
                .as("what is missing is said, and where")
                .anyMatch(text -> text.contains("host is missing"));
        Button apply = (Button) console.there("#review-apply");
        assertThat(apply.isDisabled()).isTrue();
        assertThat(console.clicks() - before + 1).isLessThanOrEqualTo(4);
    }

    /// U-20: one key takes the last change back, U-21: one click says what applying would do.
    @Test
    void u20OneKeyUndoesAndU21OneClickReviews() {
        open();
        console.press(KeyCode.CONTROL, KeyCode.E);
        ProjectDraft was = draft();
        console.click("#draft-destination-local");
        console.press(KeyCode.DELETE);
        assertThat(draft().part(new PartRef(Section.DESTINATIONS, "local"))).isEmpty();
        console.live(1);
        int before = console.clicks();
        console.click("#review");
        assertThat(console.clicks() - before).isEqualTo(1);
        console.live(1);
        assertThat(console.texts())
                .anyMatch(text -> text.equals("− destination local is removed"))
                .anyMatch(text -> text.contains("The gateway stops and starts again"));
        console.press(KeyCode.ESCAPE);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(draft()).isEqualTo(was);
        console.live(1);
        assertThat(console.there("#review").isVisible()).as("DRAFT-2: not dirty").isFalse();
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        assertThat(draft()).isNotEqualTo(was);
    }

    @Test
    void takingBackARevisionSaysThatTablesAreNoPartOfIt() {
        open();
        console.onWindow(
                window -> {
                    window.draft().setCommissioning(true);
                    window.draft().edit("edit", d -> DraftEdits.rename(d, H2_LOCAL, "archive"));
                    window.draft().apply(outcome -> {});
                });
        for (boolean changed : new boolean[] {false, true}) {
            console.workspace.drafts.tablesChanged = changed;
            console.onWindow(window -> window.perform("draft.revisions"));
            console.click("#revision-1");
            console.live(1);
            assertThat(console.texts().stream().anyMatch(t -> t.startsWith("Tag tables and")))
                    .isEqualTo(changed);
        }
    }

    @Test
    void nothingIsEditedWhileOneOnlyObservesAndTheReasonIsSaid() {
        open();
        ProjectDraft was = draft();
        console.click("#node-lane-local");
        console.press(KeyCode.DELETE);
        assertThat(draft()).isEqualTo(was);
        Button add = (Button) console.there("#draft-add");
        assertThat(add.isDisabled()).isTrue();
        assertThat(add.getAccessibleHelp()).contains("switch to Commission");
        console.onWindow(
                window ->
                        assertThat(window.perform("draft.duplicate"))
                                .contains("switch to Commission"));
    }

    @Test
    void aFieldIsMendedWhereItsProblemIs() {
        open();
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.click("#draft-connection-devices");
        console.click("#field-port");
        console.press(KeyCode.CONTROL, KeyCode.A);
        console.type("70000");
        console.live(1);
        assertThat(console.there("#draft-problems").isVisible()).isTrue();
        console.click("#draft-canvas");
        console.press(KeyCode.F8);
        assertThat(Console.onFx(() -> console.window.scene().getFocusOwner().getId()))
                .isEqualTo("field-port");
        console.press(KeyCode.CONTROL, KeyCode.A);
        console.type("18830");
        console.live(1);
        assertThat(console.there("#draft-problems").isVisible()).isFalse();
        assertThat(draft().part(DEVICES).orElseThrow().text("port")).isEqualTo("18830");
    }

    /// Harm: keys that follow a click on the ground or a wire go to the page that scrolls.
    @Test
    void aClickOnTheGroundLeavesTheKeysToTheCanvas() {
        open();
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.click("#draft-canvas");
        assertThat(Console.onFx(() -> console.window.scene().getFocusOwner().getId()))
                .isEqualTo("draft-canvas");
    }

    @Test
    void partsTravelAsTextAndGroupsAndNotesAreOfThePicture() {
        open();
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.click("#draft-destination-local");
        console.press(KeyCode.CONTROL, KeyCode.C);
        console.press(KeyCode.CONTROL, KeyCode.V);
        assertThat(draft().part(new PartRef(Section.DESTINATIONS, "local-2"))).isPresent();
        console.press(KeyCode.CONTROL, KeyCode.D);
        assertThat(draft().part(new PartRef(Section.DESTINATIONS, "local-3"))).isPresent();
        console.press(KeyCode.G);
        console.type("Archive");
        console.press(KeyCode.ENTER);
        console.press(KeyCode.N);
        console.type("Ask Anna");
        console.press(KeyCode.ENTER);
        assertThat(draft().layout().groups()).hasSize(1);
        assertThat(draft().layout().notes()).hasSize(1);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(draft().layout().notes()).isEmpty();
    }

    @Test
    void draggingACardMovesItInOneStepAndRestartsNothing() {
        open();
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.drag("#draft-destination-local", "#draft-canvas", 120, 200);
        assertThat(draft().layout().places()).hasSize(1);
        console.live(1);
        console.click("#review");
        console.live(1);
        assertThat(console.texts()).anyMatch(text -> text.startsWith("Only the picture is saved"));
        console.press(KeyCode.ESCAPE);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(draft().layout().places()).isEmpty();
    }

    @Test
    void aDestinationDroppedOnAWireJoinsItsPipeline() {
        open();
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(1);
        List<Double> middle = console.between("#draft-connection-devices", "#draft-pipeline-main");
        console.dragTo("#part-h2", middle.get(0), middle.get(1));
        assertThat(draft().part(new PartRef(Section.PIPELINES, "main")).orElseThrow().texts("to"))
                .contains("h2");
    }

    private ProjectDraft draft() {
        return Console.onFx(() -> console.window.draft().model().draft());
    }

    private void open() {
        console.workspace.openSample();
        console.live(2);
    }
}
