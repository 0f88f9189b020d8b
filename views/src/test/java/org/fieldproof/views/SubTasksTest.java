package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuItem;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftWire;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.draft.SubEdits;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Sub-pipelines under one's hands, by mouse and by keyboard alone, with the clicks counted. Harm
/// if it breaks: a part that is folded away is lost from sight, or an edit goes to another level
/// than the one that is shown.
final class SubTasksTest {
    private static final PartRef DEVICES = new PartRef(Section.CONNECTIONS, "devices");
    private static final PartRef MAIN = new PartRef(Section.PIPELINES, "main");
    private static final PartRef LOCAL = new PartRef(Section.DESTINATIONS, "local");
    private static final PartRef UPSTREAM = new PartRef(Section.DESTINATIONS, "upstream");
    private static final String SUB = "#draft-sub-item-1";

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @BeforeEach
    void open() {
        console.workspace.openSample();
        console.live(2);
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(1);
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void byMouseItIsMadeEnteredLeftAndOpenedUpAndEachIsOneStep() {
        ProjectDraft before = draft();
        console.click("#draft-destination-local");
        console.shiftClick("#draft-destination-upstream");
        console.press(KeyCode.CONTROL, KeyCode.G);
        console.type("Stores");
        console.press(KeyCode.ENTER);
        console.live(1);
        ProjectDraft made = draft();
        assertThat(console.clicks()).as("two cards are chosen").isEqualTo(2);
        assertThat(made.runsLike(before)).isTrue();
        assertThat(subs().holder(LOCAL)).isEqualTo("item-1");
        assertThat(console.node("#draft-destination-local")).as("folded").isNull();
        assertThat(text(SUB, ".fp-node-name")).isEqualTo("Stores");
        assertThat(text(SUB, ".fp-node-figure")).as("the sum of both").startsWith("out 600");
        undo();
        assertThat(draft()).as("one step").isEqualTo(before);
        redo();
        assertThat(draft()).isEqualTo(made);
        int clicks = console.clicks();
        doubleClick(SUB);
        assertThat(console.clicks() - clicks).as("double-click enters").isEqualTo(2);
        assertThat(console.node("#draft-destination-local")).isNotNull();
        assertThat(console.node(SUB)).isNull();
        assertThat(console.there("#stub-pipeline-main").getStyleClass())
                .as("a neighbour at the border")
                .isNotNull();
        console.click("#trail-0");
        console.live(1);
        assertThat(console.node(SUB)).isNotNull();
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.G);
        assertThat(draft().layout().groups()).isEmpty();
        assertThat(console.node("#draft-destination-local")).isNotNull();
        undo();
        assertThat(draft()).as("one step").isEqualTo(made);
    }

    @Test
    void byKeyboardAloneItIsMadeNamedEnteredAndLeft() {
        choose(LOCAL);
        console.press(KeyCode.CONTROL, KeyCode.G);
        console.type("Archive");
        console.enter();
        console.live(1);
        console.enter();
        assertThat(console.node("#draft-destination-local")).as("Enter goes inside").isNotNull();
        console.press(KeyCode.LEFT);
        console.enter();
        console.live(1);
        assertThat(console.node(SUB)).as("the neighbour leads out").isNotNull();
        assertThat(console.node("#draft-pipeline-main")).isNotNull();
        assertThat(console.clicks()).isEqualTo(3);
        console.press(KeyCode.RIGHT);
        for (int i = 0; i < 4 && !focused(SUB); i++) {
            console.press(KeyCode.DOWN);
        }
        assertThat(focused(SUB)).isTrue();
        console.press(KeyCode.F2);
        console.type("Stock");
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(text(SUB, ".fp-node-name")).isEqualTo("Stock");
        undo();
        assertThat(text(SUB, ".fp-node-name")).as("one step").isEqualTo("Archive");
        console.focus(SUB);
        console.press(KeyCode.ENTER);
        console.press(KeyCode.ESCAPE);
        console.live(1);
        assertThat(console.node(SUB)).as("Esc leaves").isNotNull();
        console.press(KeyCode.ENTER);
        console.press(KeyCode.ALT, KeyCode.UP);
        console.live(1);
        assertThat(console.node(SUB)).as("Alt+Up leaves").isNotNull();
        assertThat(focused(SUB)).as("one is where one came from").isTrue();
    }

    @Test
    void whatIsAddedInsideStaysInsideAndComesOutAgain() {
        fold("Stores", LOCAL, UPSTREAM);
        enter(SUB);
        console.press(KeyCode.A);
        console.type("h2");
        console.press(KeyCode.ENTER);
        console.live(1);
        PartRef h2 = new PartRef(Section.DESTINATIONS, "h2");
        assertThat(subs().holder(h2)).isEqualTo("item-1");
        console.click("#review");
        console.live(1);
        assertThat(console.texts()).contains("+ destination h2 (in Stores) is added");
        console.press(KeyCode.ESCAPE);
        console.focus("#draft-destination-h2");
        console.press(KeyCode.ESCAPE);
        console.click("#draft-destination-h2");
        ProjectDraft before = draft();
        palette("Take out of the sub");
        assertThat(subs().holder(h2)).isEqualTo(SubPipelines.TOP);
        assertThat(subs().holder(LOCAL)).isEqualTo("item-1");
        undo();
        assertThat(draft()).as("one step").isEqualTo(before);
        redo();
        console.press(KeyCode.ESCAPE);
        console.press(KeyCode.ESCAPE);
        console.live(1);
        console.drag("#draft-destination-h2", SUB, 0, 0);
        console.live(1);
        assertThat(subs().holder(h2)).as("dropped into it").isEqualTo("item-1");
    }

    @Test
    void deletingItDeletesWhatIsInItAndOneUndoBringsItBack() {
        fold("Stores", LOCAL, UPSTREAM);
        ProjectDraft before = draft();
        console.click(SUB);
        console.press(KeyCode.CONTROL, KeyCode.C);
        console.press(KeyCode.DELETE);
        assertThat(draft().part(LOCAL)).isEmpty();
        assertThat(draft().layout().groups()).isEmpty();
        undo();
        assertThat(draft()).isEqualTo(before);
        console.press(KeyCode.CONTROL, KeyCode.V);
        console.live(1);
        assertThat(draft().layout().groups())
                .extracting(PartGroup::title)
                .as("the clipboard keeps it")
                .containsExactly("Stores", "Stores");
        assertThat(console.node("#draft-destination-local-2")).as("folded").isNull();
    }

    @Test
    void findAndProblemsAndLinksLeadInside() {
        fold("Stores", LOCAL, UPSTREAM);
        console.press(KeyCode.CONTROL, KeyCode.F);
        console.type("upstr");
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(console.node("#draft-destination-upstream")).isNotNull();
        assertThat(focused("#draft-destination-upstream")).isTrue();
        console.press(KeyCode.ALT, KeyCode.UP);
        console.live(1);
        console.edit(
                "break",
                draft ->
                        DraftEdits.set(
                                draft,
                                UPSTREAM,
                                org.fieldproof.api.draft.FieldPath.of("port"),
                                org.fieldproof.api.draft.DraftValue.Text.plain("oops")));
        console.live(2);
        assertThat(text(SUB, ".fp-node-figure")).as("the badge").isEqualTo("1 part has errors");
        console.press(KeyCode.F8);
        console.live(1);
        assertThat(console.node("#draft-destination-upstream")).as("F8 leads inside").isNotNull();
        undo();
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(1);
    }

    @Test
    void aWireToItIsDrawnToWhatFitsInside() {
        fold("Way", MAIN, LOCAL);
        console.press(KeyCode.A);
        console.type("mqtt-l");
        console.press(KeyCode.ENTER);
        console.live(1);
        console.press(KeyCode.CONTROL, KeyCode.DIGIT0);
        console.live(1);
        console.drag("#draft-connection-mqtt-listener-port", SUB, 0, 0);
        console.live(1);
        assertThat(console.there("#port-choice").isVisible()).as("two fit").isTrue();
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(DraftWire.of(draft()))
                .contains(
                        new DraftWire(
                                new PartRef(Section.CONNECTIONS, "mqtt-listener"), MAIN, "from"));
    }

    @Test
    void foldingMovesNothingElseAndOpeningUpBringsItBackWhereItWas() {
        Node main = console.there("#draft-pipeline-main");
        Node local = console.there("#draft-destination-local");
        double mainX = Console.onFx(main::getLayoutX);
        double localY = Console.onFx(local::getLayoutY);
        console.click("#draft-destination-local");
        console.shiftClick("#draft-destination-upstream");
        console.press(KeyCode.CONTROL, KeyCode.G);
        console.type("Stores");
        console.press(KeyCode.ENTER);
        console.live(1);
        Node same = console.there("#draft-pipeline-main");
        assertThat(Console.onFx(same::getLayoutX)).isEqualTo(mainX);
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.G);
        console.live(1);
        Node back = console.there("#draft-destination-local");
        assertThat(Console.onFx(back::getLayoutY)).isEqualTo(localY);
    }

    @Test
    void undoingItWhileOneIsInsideLeadsOut() {
        fold("Stores", LOCAL, UPSTREAM);
        enter(SUB);
        undo();
        console.live(1);
        assertThat(console.node("#draft-pipeline-main")).isNotNull();
        assertThat(console.node("#draft-destination-local")).isNotNull();
    }

    @Test
    void whatRunsIsFoldedTheSameWay() {
        fold("Stores", LOCAL, UPSTREAM);
        apply();
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(2);
        String node = "#node-sub-item-1";
        assertThat(console.node("#node-lane-local")).isNull();
        assertThat(text(node, ".fp-node-figure")).startsWith("out 600");
        doubleClick(node);
        console.live(1);
        assertThat(console.node("#node-lane-local")).isNotNull();
        assertThat(console.there("#node-log-log").getStyleClass()).contains("fp-stub");
        console.press(KeyCode.ESCAPE);
        console.live(1);
        assertThat(console.node(node)).isNotNull();
        console.onWindow(window -> window.show(PerspectiveId.LIVE));
        console.onWindow(window -> window.show(PerspectiveId.PIPELINES));
        console.focus(node);
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(console.node("#node-lane-local")).as("Enter goes inside").isNotNull();
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(1);
        assertThat(console.node("#draft-destination-local")).as("and one stays there").isNotNull();
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.press(KeyCode.ALT, KeyCode.UP);
        console.live(1);
        assertThat(console.node(node)).isNotNull();
        console.onWindow(window -> window.show(PerspectiveId.PIPELINES, "destination/upstream"));
        console.live(1);
        assertThat(console.node("#node-lane-upstream")).as("a link leads inside").isNotNull();
    }

    @Test
    void theMenuOfACardOffersWhatFits() {
        fold("Stores", LOCAL, UPSTREAM);
        console.focus(SUB);
        menuKey();
        assertThat(menu().stream().map(MenuItem::getId))
                .contains("menu-draft-enter", "menu-draft-dissolve", "menu-draft-rename")
                .doesNotContain("menu-draft-leave", "menu-draft-moveIn", "menu-draft-add");
        choose("menu-draft-enter");
        assertThat(console.node("#draft-destination-local")).isNotNull();
        console.click("#draft-destination-local");
        menuKey();
        choose("menu-draft-takeOut");
        assertThat(subs().holder(LOCAL)).isEqualTo(SubPipelines.TOP);
        assertThat(subs().holder(UPSTREAM)).isEqualTo("item-1");
    }

    /// As the menu key does it.
    private void menuKey() {
        console.onWindow(
                window ->
                        window.scene()
                                .getFocusOwner()
                                .fireEvent(
                                        new ContextMenuEvent(
                                                ContextMenuEvent.CONTEXT_MENU_REQUESTED,
                                                0,
                                                0,
                                                0,
                                                0,
                                                true,
                                                null)));
    }

    private static List<MenuItem> menu() {
        return Console.onFx(
                () ->
                        Window.getWindows().stream()
                                .filter(ContextMenu.class::isInstance)
                                .flatMap(open -> ((ContextMenu) open).getItems().stream())
                                .toList());
    }

    private void choose(String item) {
        MenuItem chosen =
                menu().stream().filter(each -> item.equals(each.getId())).findFirst().orElseThrow();
        console.onWindow(
                window -> {
                    chosen.getParentPopup().hide();
                    chosen.fire();
                });
        console.live(1);
    }

    @Test
    void aCrowdedLevelOffersToFoldWhatHangsTogether() {
        console.edit("many", SubTasksTest::crowded);
        console.live(2);
        assertThat(console.texts()).contains("APP-0940");
        ProjectDraft before = draft();
        console.click("#problem-fix");
        console.live(1);
        assertThat(draft().layout().groups()).hasSize(1);
        assertThat(draft().layout().groups().getFirst().members()).hasSize(150);
        assertThat(console.texts()).doesNotContain("APP-0940");
        undo();
        assertThat(draft()).as("one step").isEqualTo(before);
    }

    /// A pipeline with many sources of its own, apart from the sample.
    private static ProjectDraft crowded(ProjectDraft draft) {
        ProjectDraft next = draft;
        for (int i = 0; i < 200; i++) {
            boolean own = i < 148;
            var part =
                    draft.part(DEVICES)
                            .orElseThrow()
                            .with("id", (own ? "own-" : "lone-") + i)
                            .with("port", Integer.toString(20000 + i));
            next = DraftEdits.add(next, Section.CONNECTIONS, part, null);
        }
        var pipe = draft.part(MAIN).orElseThrow().with("id", "all").without("from").without("to");
        next = DraftEdits.add(next, Section.PIPELINES, pipe, null);
        var store = draft.part(LOCAL).orElseThrow().with("id", "h2");
        next = DraftEdits.add(next, Section.DESTINATIONS, store, null);
        PartRef all = new PartRef(Section.PIPELINES, "all");
        for (int i = 0; i < 148; i++) {
            PartRef source = new PartRef(Section.CONNECTIONS, "own-" + i);
            next = DraftEdits.connect(next, source, all, "");
        }
        return DraftEdits.connect(next, all, new PartRef(Section.DESTINATIONS, "h2"), "");
    }

    private void fold(String title, PartRef... parts) {
        console.edit(
                "fold",
                draft ->
                        SubEdits.fold(
                                draft,
                                new PartGroup("item-1", title, Set.of(parts), new Point(620, 160)),
                                Set.of()));
        console.live(1);
        console.press(KeyCode.CONTROL, KeyCode.DIGIT0);
        console.live(1);
    }

    private void apply() {
        console.click("#review");
        console.live(1);
        console.click("#review-apply");
        console.live(1);
        assertThat(console.workspace.drafts.applied).hasSize(1);
    }

    private void enter(String card) {
        console.click(card);
        console.press(KeyCode.ENTER);
        console.live(1);
    }

    /// Chooses a card by the arrows alone.
    private void choose(PartRef part) {
        String card = "#draft-" + part.toString().replace('/', '-');
        console.focus("#draft-connection-devices");
        for (int i = 0; i < 3 && !focused(card); i++) {
            console.press(KeyCode.RIGHT);
        }
        for (int i = 0; i < 3 && !focused(card); i++) {
            console.press(KeyCode.DOWN);
        }
        for (int i = 0; i < 6 && !focused(card); i++) {
            console.press(KeyCode.UP);
        }
        assertThat(focused(card)).as(card).isTrue();
    }

    private boolean focused(String card) {
        Node node = console.node(card);
        return node != null && Console.onFx(node::isFocused);
    }

    private void doubleClick(String card) {
        console.click(card);
        console.click(card);
        console.live(1);
    }

    private String text(String card, String label) {
        Node node = console.there(card);
        return Console.onFx(() -> ((Labeled) node.lookup(label)).getText());
    }

    private void palette(String action) {
        console.press(KeyCode.CONTROL, KeyCode.K);
        console.type(action);
        console.press(KeyCode.ENTER);
        console.live(1);
    }

    private void undo() {
        console.press(KeyCode.CONTROL, KeyCode.Z);
        console.live(1);
    }

    private void redo() {
        console.press(KeyCode.CONTROL, KeyCode.Y);
        console.live(1);
    }

    private SubPipelines subs() {
        return SubPipelines.of(draft());
    }

    private ProjectDraft draft() {
        return Console.onFx(() -> console.window.draft().model().draft());
    }
}
