package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftLayout;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.styles.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The canvas of the draft and the one of what runs are one drawing. Harm if it breaks: whoever
/// goes from one to the other looks for a card that is where it was.
final class DrawnCanvasTest {
    static final PartRef DEVICES = new PartRef(Section.CONNECTIONS, "devices");
    static final PartRef PLANT = new PartRef(Section.CONNECTIONS, "plant");
    static final PartRef MAIN = new PartRef(Section.PIPELINES, "main");
    static final PartRef LOCAL = new PartRef(Section.DESTINATIONS, "local");
    static final PartRef UPSTREAM = new PartRef(Section.DESTINATIONS, "upstream");

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    /// The sample as a person has drawn it.
    static ProjectDraft drawn(ProjectDraft sample) {
        DraftLayout notes =
                sample.layout()
                        .withNote(new StickyNote("n", "Call 11 first", 700, 330, 200, 72))
                        .withGroup(new PartGroup("g", "Stores", Set.of(LOCAL, UPSTREAM)));
        return DraftEdits.move(
                sample.withLayout(notes),
                Map.of(
                        PLANT, new Point(120, 300),
                        DEVICES, new Point(404, 100),
                        MAIN, new Point(688, 160),
                        LOCAL, new Point(972, 60),
                        UPSTREAM, new Point(972, 220)));
    }

    private void open() {
        console.workspace.drafts.changeByHand(DrawnCanvasTest::drawn);
        console.workspace.openSample();
        console.live(2);
    }

    @Test
    void whatRunsStandsWhereItWasDrawnWithNotesAndFrames() {
        open();
        Node card = console.there("#node-connection-devices");
        assertThat(card.getLayoutX()).isEqualTo(404);
        assertThat(card.getLayoutY()).isEqualTo(100);
        assertThat(console.there("#node-lane-upstream").getLayoutY()).isEqualTo(220);
        assertThat(((Labeled) console.there("#note-n")).getText()).isEqualTo("Call 11 first");
        console.picture("drawn-light");
        console.onWindow(window -> window.setTheme(Theme.DARK));
        console.live(1);
        console.picture("drawn-dark");
    }

    @Test
    void oneSeesTheSamePlaceOfBothInTheSameSize() {
        open();
        Bounds fitted = scene("#node-connection-devices");
        console.click("#pipelines-closer");
        console.live(1);
        Bounds running = scene("#node-connection-devices");
        assertThat(running.getWidth()).isGreaterThan(fitted.getWidth() * 1.1);
        double below = running.getMinY() - top("#pipeline-canvas");
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(1);
        Bounds draft = scene("#draft-connection-devices");
        assertThat(draft.getWidth()).isCloseTo(running.getWidth(), within(20));
        assertThat(draft.getMinY() - top("#draft-canvas")).isCloseTo(below, within(2));
    }

    /// Harm: a figure makes an edit of its own, or the draft looks changed.
    @Test
    void figuresOnTheWiresOfTheDraftAreNoEdit() {
        open();
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(3);
        assertThat(Console.onFx(() -> console.window.draft().model().changes())).isEmpty();
        console.picture("draft-live-light");
        console.onWindow(window -> window.setTheme(Theme.DARK));
        console.live(1);
        console.picture("draft-live-dark");
    }

    private static Offset<Double> within(double value) {
        return Assertions.within(value);
    }

    private double top(String id) {
        return Console.onFx(
                () -> {
                    return console.window.scene().lookup(id).localToScene(0, 0).getY();
                });
    }

    private Bounds scene(String id) {
        Node node = console.there(id);
        return Console.onFx(() -> node.localToScene(node.getLayoutBounds()));
    }
}
