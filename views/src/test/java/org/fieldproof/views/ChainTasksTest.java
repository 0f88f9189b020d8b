package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.draft.ChainEdits;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftValue.Style;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.styles.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Transforms of a pipeline are added, set, put in order and taken out by hand. Harm if it breaks:
/// an engineer has to write YAML for what stands between a device and its store.
final class ChainTasksTest {
    private static final PartRef MAIN = new PartRef(Section.PIPELINES, "main");

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void aFilterIsAddedByMouseCheckedWhileItIsTypedAndUndone() {
        console.editPipeline();
        ProjectDraft was = draft();
        console.scrollTo("#transform-add");
        console.click("#transform-add");
        console.scrollTo("#kind-filter");
        console.click("#kind-filter");
        console.live(1);
        assertThat(focused()).isEqualTo("field-transforms-0-when");
        assertThat(console.there("#draft-problems").isVisible()).as("when is missing").isTrue();
        console.type("payload.bar >");
        console.live(1);
        assertThat(console.texts()).anyMatch(text -> text.startsWith("◆ The expression"));
        console.type(" 6.5");
        console.live(1);
        assertThat(console.there("#draft-problems").isVisible()).isFalse();
        assertThat(draft().part(MAIN).orElseThrow().toString()).contains("payload.bar > 6.5");
        assertThat(console.texts()).contains("1 transform · changed", "when: payload.bar > 6.5");
        for (int i = 0; i < 2; i++) {
            console.press(KeyCode.CONTROL, KeyCode.Z);
        }
        assertThat(draft()).as("what was typed is one step").isEqualTo(was);
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        assertThat(names()).containsExactly("filter");
    }

    @Test
    void aChainIsBuiltPutInOrderAndTakenOutByKeyboardAlone() {
        console.editPipeline();
        console.focus("#transform-add");
        for (String kind : List.of("filter", "map", "rename")) {
            add(kind);
        }
        assertThat(names()).containsExactly("filter", "map", "rename");
        ProjectDraft built = draft();
        console.focus("#transform-2");
        console.press(KeyCode.ALT, KeyCode.UP);
        console.press(KeyCode.ALT, KeyCode.UP);
        assertThat(names()).containsExactly("rename", "filter", "map");
        assertThat(focused()).isEqualTo("transform-0");
        console.press(KeyCode.ALT, KeyCode.UP);
        console.press(KeyCode.ALT, KeyCode.DOWN);
        assertThat(names()).containsExactly("filter", "rename", "map");
        console.press(KeyCode.DOWN);
        assertThat(focused()).isEqualTo("transform-2");
        console.press(KeyCode.DELETE);
        assertThat(names()).containsExactly("filter", "rename");
        assertThat(focused()).isEqualTo("transform-1");
        for (int i = 0; i < 4; i++) {
            console.press(KeyCode.CONTROL, KeyCode.Z);
        }
        assertThat(draft()).isEqualTo(built);
    }

    @Test
    void aRowIsDraggedToAnotherPlaceAndTheOpenOneStaysOpen() {
        console.editPipeline();
        for (String kind : List.of("filter", "map", "rename")) {
            console.edit("add", d -> ChainEdits.add(d, MAIN, kind));
        }
        console.live(1);
        console.scrollTo("#transform-0");
        console.click("#transform-2");
        console.drag("#transform-0", "#transform-2", 0, 8);
        assertThat(names()).containsExactly("map", "rename", "filter");
        console.live(1);
        assertThat(console.node("#field-transforms-1-address")).as("stays open").isNotNull();
        console.drag("#transform-2", "#transform-0", 0, -8);
        assertThat(names()).containsExactly("filter", "map", "rename");
        console.drag("#transform-1", "#transform-1", 0, 3);
        assertThat(names()).as("dropped on itself").containsExactly("filter", "map", "rename");
    }

    @Test
    void aProblemOfATransformLeadsToItsField() {
        console.editPipeline();
        console.onWindow(
                window -> {
                    window.draft().edit("add", d -> ChainEdits.add(d, MAIN, "rename"));
                    window.draft().edit("add", d -> ChainEdits.add(d, MAIN, "unit"));
                });
        console.live(1);
        console.click("#draft-canvas");
        console.press(KeyCode.F8);
        assertThat(focused()).isEqualTo("field-transforms-1-from");
    }

    @Test
    void everyKindIsOfferedWithAFormOfItsOwnFields() {
        console.editPipeline();
        List<String> kinds =
                Console.onFx(
                        () ->
                                console.window.draft().transforms().stream()
                                        .map(type -> type.type())
                                        .toList());
        assertThat(kinds).contains("enrich", "filter", "map", "rename", "schema", "unit");
        console.focus("#transform-add");
        for (String kind : kinds) {
            add(kind);
            int at = names().size() - 1;
            Node form = console.there("#field-transforms-" + at + "-id");
            assertThat(form).isNotNull();
        }
        assertThat(names()).isEqualTo(kinds);
    }

    /// Harm: the line feeds of an expression are taken out by who only looks at it, and what is
    /// typed goes to its beginning.
    @Test
    void anExpressionOfSeveralLinesIsTypedIntoWhileFramesGoOn() {
        console.editPipeline();
        String when = "payload.bar > 1 &&\npayload.bar < 9\n";
        console.onWindow(
                window -> {
                    window.draft().edit("add", d -> ChainEdits.add(d, MAIN, "filter"));
                    window.draft()
                            .edit(
                                    "when",
                                    d ->
                                            DraftEdits.set(
                                                    d,
                                                    MAIN,
                                                    ChainEdits.at(0).then("when"),
                                                    new Text(when, Style.LITERAL)));
                });
        console.live(1);
        ProjectDraft was = draft();
        console.scrollTo("#transform-0");
        console.click("#transform-0");
        console.live(2);
        assertThat(draft()).as("looked at").isEqualTo(was);
        console.focus("#field-transforms-0-when");
        console.press(KeyCode.CONTROL, KeyCode.HOME);
        console.press(KeyCode.END);
        console.live(1);
        console.type(" tr");
        console.live(1);
        console.type("ue &&");
        console.live(1);
        assertThat(ChainEdits.of(draft().part(MAIN).orElseThrow()).getFirst().get("when"))
                .contains(new Text(when.replace("&&", "&& true &&"), Style.LITERAL));
        console.press(KeyCode.CONTROL, KeyCode.A);
        console.type("true");
        console.live(1);
        console.type(" || false");
        assertThat(ChainEdits.of(draft().part(MAIN).orElseThrow()).getFirst().text("when"))
                .as("goes on in the same control")
                .isEqualTo("true || false");
    }

    /// Harm: who means a transform cuts out the whole pipeline.
    @Test
    void keysForPartsLeaveThePipelineAloneWhileATransformHasTheFocus() {
        console.editPipeline();
        console.edit("add", d -> ChainEdits.add(d, MAIN, "filter"));
        console.live(1);
        ProjectDraft was = draft();
        List<KeyCode> keys = List.of(KeyCode.X, KeyCode.D, KeyCode.BACK_SPACE);
        for (KeyCode key : keys) {
            console.focus("#transform-0");
            console.press(KeyCode.CONTROL, key);
            assertThat(draft()).as("%s in the chain", key).isEqualTo(was);
        }
        console.click("#draft-pipeline-main");
        console.press(KeyCode.F7);
        console.live(1);
        for (KeyCode key : keys) {
            console.focus("#trial-table");
            console.press(KeyCode.CONTROL, key);
            assertThat(draft()).as("%s in the trial", key).isEqualTo(was);
        }
        console.click("#draft-pipeline-main");
        console.press(KeyCode.CONTROL, KeyCode.D);
        assertThat(draft()).as("on the canvas").isNotEqualTo(was);
    }

    private void add(String kind) {
        console.focus("#transform-add");
        console.press(KeyCode.SPACE);
        console.focus("#kind-" + kind);
        console.press(KeyCode.SPACE);
        console.live(1);
    }

    private String focused() {
        return Console.onFx(() -> console.window.scene().getFocusOwner().getId());
    }

    private List<String> names() {
        List<String> names = new java.util.ArrayList<>();
        var chain = ChainEdits.of(draft().part(MAIN).orElseThrow());
        for (int i = 0; i < chain.size(); i++) {
            names.add(ChainEdits.name(chain.get(i), i));
        }
        return names;
    }

    private ProjectDraft draft() {
        return Console.onFx(() -> console.window.draft().model().draft());
    }
}
