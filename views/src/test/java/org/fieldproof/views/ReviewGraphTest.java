package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.draft.SubEdits;
import org.fieldproof.styles.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The two pictures of a review. Harm if it breaks: somebody applies what he has not seen.
final class ReviewGraphTest {
    private static final int COPIES = 100;
    private static final boolean PICTURES = System.getProperty("looks") != null;

    private static final PartRef LOCAL = new PartRef(Section.DESTINATIONS, "local");
    private static final PartRef UPSTREAM = new PartRef(Section.DESTINATIONS, "upstream");
    private static final PartRef DEVICES = new PartRef(Section.CONNECTIONS, "devices");
    private static final PartRef MAIN = new PartRef(Section.PIPELINES, "main");

    private Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    /// Harm: a part goes without anybody having seen it, or a mark is a colour alone.
    @Test
    void eachKindOfChangeHasItsSignAndItsWords() {
        review(ReviewGraphTest::edits);
        assertThat(words("#review-was-connection-devices")).contains("~", "1 field changes");
        assertThat(words("#review-is-connection-devices")).contains("~", "Presses");
        assertThat(words("#review-was-destination-local")).contains("−", "removed");
        assertThat(console.node("#review-is-destination-local")).isNull();
        assertThat(words("#review-is-destination-copy")).contains("+", "added");
        assertThat(console.node("#review-was-destination-copy")).isNull();
        assertThat(words("#review-was-destination-upstream")).contains("→", "moved");
        assertThat(words("#review-is-destination-upstream")).contains("→", "moved");
        assertThat(console.texts())
                .contains(
                        "~ source devices changes: title",
                        "− destination local is removed",
                        "+ destination copy is added",
                        "→ destination upstream stands elsewhere",
                        "− wire from pipeline main to destination local is removed",
                        "+ wire from pipeline main to destination copy is added",
                        "+ note “Ask Anna before this one changes” is added");
        assertThat(console.there("#review-is-destination-upstream").getAccessibleText())
                .contains("Upstream broker")
                .endsWith("moved");
        assertThat(legend("ADDED")).isEqualTo("2 added");
        assertThat(legend("REMOVED")).isEqualTo("2 removed");
        assertThat(legend("CHANGED")).isEqualTo("2 changed");
        assertThat(legend("MOVED")).isEqualTo("1 moved");
    }

    /// Harm: what also stands elsewhere is seen in the pictures only.
    @Test
    void whatChangesAndStandsElsewhereHasALineForEach() {
        StickyNote note = new StickyNote("n", "Ask Anna", 300, 300, 200, 72);
        console.workspace.drafts.changeByHand(
                draft -> {
                    ProjectDraft stored = folded(draft);
                    return stored.withLayout(stored.layout().withNote(note));
                });
        review(ReviewGraphTest::changedAndMoved);
        assertThat(words("#review-is-connection-devices")).contains("~", "1 field changes");
        assertThat(words("#review-is-sub-g")).contains("~", "1 change inside");
        assertThat(console.texts())
                .contains(
                        "~ source devices changes: title",
                        "→ source devices stands elsewhere",
                        "→ sub-pipeline Stores stands elsewhere",
                        "~ note “Ask Bert” changes",
                        "→ note “Ask Bert” stands elsewhere")
                .noneMatch(text -> text.startsWith("→ destination"));
    }

    private static ProjectDraft changedAndMoved(ProjectDraft draft) {
        ProjectDraft edited = DraftEdits.move(draft, Map.of(DEVICES, new Point(40, 700)));
        edited = DraftEdits.set(edited, DEVICES, FieldPath.of("title"), Text.plain("Presses"));
        edited = DraftEdits.set(edited, LOCAL, FieldPath.of("title"), Text.plain("Disk"));
        PartGroup group = edited.layout().groups().getFirst().at(new Point(900, 500));
        StickyNote note = new StickyNote("n", "Ask Bert", 340, 300, 200, 72);
        return edited.withLayout(edited.layout().withGroup(group).withNote(note));
    }

    /// Harm: marks where nothing is different are marks that nobody believes any more.
    @Test
    void whereNothingChangesNothingIsMarked() {
        review(draft -> draft);
        assertThat(console.texts()).contains("The draft is what runs.", "No change");
        assertThat(console.node("#review-legend-ADDED")).isNull();
        assertThat(console.node("#review-legend-CHANGED")).isNull();
        assertThat(legend("SAME")).isEqualTo("11 as before");
        assertThat(words("#review-was-destination-local")).doesNotContain("removed", "moved");
        console.press(KeyCode.F8);
        assertThat(console.there("#review-panel").isVisible()).isTrue();
    }

    @Test
    void onePictureMovesWithTheOther() {
        review(ReviewGraphTest::edits);
        assertThat(inScene("#review-was-pipeline-main", "#review-was"))
                .isEqualTo(inScene("#review-is-pipeline-main", "#review-is"));
        Point2D before = inScene("#review-was-pipeline-main", "#review-was");
        console.dragTo("#review-is", 700, 300);
        console.click("#review-closer");
        Point2D after = inScene("#review-was-pipeline-main", "#review-was");
        assertThat(after).isNotEqualTo(before);
        assertThat(inScene("#review-is-pipeline-main", "#review-is")).isEqualTo(after);
        console.click("#review-fit-changes");
        console.live(1);
        assertThat(inScene("#review-was-pipeline-main", "#review-was")).isEqualTo(before);
        console.focus("#review-was");
        console.press(KeyCode.RIGHT);
        console.live(1);
        assertThat(inScene("#review-was-pipeline-main", "#review-was").getX())
                .isLessThan(before.getX());
        assertThat(inScene("#review-is-pipeline-main", "#review-is"))
                .isEqualTo(inScene("#review-was-pipeline-main", "#review-was"));
    }

    @Test
    void aLineLeadsToItsCardAndACardToItsLine() {
        review(ReviewGraphTest::edits);
        console.click(line("− destination local is removed"));
        console.live(1);
        assertThat(chosen("#review-was-destination-local")).isTrue();
        assertThat(chosen("#review-was-destination-upstream")).isFalse();
        console.click("#review-was-pipeline-main");
        assertThat(chosen("#review-is-pipeline-main")).isTrue();
        assertThat(chosen("#review-was-destination-local")).isFalse();
        assertThat(line("~ pipeline main changes: to").getStyleClass())
                .contains("fp-change-chosen");
        assertThat(line("− destination local is removed").getStyleClass())
                .doesNotContain("fp-change-chosen");
    }

    @Test
    void theKeyOfProblemsWalksTheChanges() {
        review(ReviewGraphTest::edits);
        console.press(KeyCode.F8);
        String first = walked();
        console.press(KeyCode.F8);
        assertThat(walked()).isNotEqualTo(first);
        console.press(KeyCode.SHIFT, KeyCode.F8);
        assertThat(walked()).isEqualTo(first);
        console.press(KeyCode.SHIFT, KeyCode.F8);
        assertThat(walked()).as("from the first to the last").contains("note");
    }

    /// Harm: what changes behind a folded card is applied unseen.
    @Test
    void aSubPipelineTellsWhatChangesInsideAndOpensInBoth() {
        console.workspace.drafts.changeByHand(ReviewGraphTest::folded);
        review(draft -> DraftEdits.set(draft, LOCAL, FieldPath.of("title"), Text.plain("Disk")));
        assertThat(words("#review-was-sub-g")).contains("~", "1 change inside", "Stores");
        console.clickAgain("#review-is-sub-g");
        console.live(1);
        assertThat(words("#review-was-destination-local")).contains("~", "Local database");
        assertThat(words("#review-is-destination-local")).contains("~", "Disk");
        assertThat(words("#review-is-destination-upstream")).doesNotContain("~");
        console.focus("#review-is");
        console.press(KeyCode.BACK_SPACE);
        console.live(1);
        assertThat(console.node("#review-is-destination-local")).isNull();
        console.press(KeyCode.F8);
        console.live(1);
        assertThat(chosen("#review-is-destination-local")).isTrue();
    }

    /// What goes into a new sub-pipeline is moved; before, there is no such level.
    @Test
    void aNewSubPipelineIsMissingBefore() {
        review(ReviewGraphTest::folded);
        assertThat(words("#review-is-sub-g")).contains("+", "added");
        assertThat(words("#review-was-destination-local")).contains("→", "moved");
        console.clickAgain("#review-is-sub-g");
        console.live(1);
        assertThat(console.texts()).contains("This sub-pipeline is not there in what runs.");
        assertThat(words("#review-is-destination-local")).contains("→", "moved");
    }

    /// Harm: the review of a large project stands still before it opens.
    @Test
    void ofALargeProjectOnlyWhatIsInViewIsMade() {
        console.workspace.drafts.changeByHand(ReviewGraphTest::large);
        review(
                draft ->
                        DraftEdits.set(
                                draft,
                                new PartRef(Section.CONNECTIONS, "s7"),
                                FieldPath.of("title"),
                                Text.plain("Changed")));
        assertThat(legend("CHANGED")).isEqualTo("1 changed");
        assertThat(cards()).as("around the change").isBetween(2L, 60L);
        console.click("#review-fit-all");
        console.live(1);
        assertThat(cards()).isBetween(60L, 420L);
    }

    /// Harm: the review of a large change stands still before it opens, or tells less than it says.
    @Test
    void ofALargeChangeTheListSaysHowMuchMoreThereIs() {
        review(ReviewGraphTest::large);
        assertThat(console.there("#review-changes").lookupAll(".fp-change")).hasSize(2 * 200);
        assertThat(console.texts())
                .filteredOn(text -> text.endsWith(" more, which the files tell"))
                .as("of the changes, and of the wires")
                .hasSize(2)
                .startsWith("2 more, which the files tell");
    }

    /// Harm: who moves a wheel sideways sees everything shrink.
    @Test
    void aWheelTiltedSidewaysZoomsNothing() {
        review(ReviewGraphTest::edits);
        Point2D before = inScene("#review-is-pipeline-main", "#review-is");
        wheel(40, 0);
        assertThat(inScene("#review-is-pipeline-main", "#review-is")).isEqualTo(before);
        wheel(0, 40);
        assertThat(inScene("#review-is-pipeline-main", "#review-is")).isNotEqualTo(before);
    }

    private void wheel(double sideways, double up) {
        Node side = console.there("#review-is");
        Console.onFx(
                () -> {
                    Point2D at = side.localToScene(5, 5);
                    side.fireEvent(Wheel.turned(at.getX(), at.getY(), sideways, up));
                    return true;
                });
        console.live(1);
    }

    private long cards() {
        return Console.onFx(
                () ->
                        console
                                .window
                                .scene()
                                .getRoot()
                                .lookupAll(".fp-diff-side .fp-node")
                                .stream()
                                .count());
    }

    @ParameterizedTest
    @CsvSource({"LIGHT,en,1", "DARK,de,1.5", "CONTRAST,en,0.8"})
    void everyTextCanBeRead(Theme theme, String language, double scale) {
        console.close();
        console = new Console(theme, Locale.forLanguageTag(language));
        console.onWindow(window -> window.setScale(scale));
        review(ReviewGraphTest::edits);
        look("review-graph-" + theme.id() + "-" + Math.round(scale * 100));
        console.press(KeyCode.F8);
        console.live(1);
        look("review-graph-" + theme.id() + "-" + Math.round(scale * 100) + "-chosen");
    }

    private void look(String name) {
        if (PICTURES) {
            console.picture(name);
        }
        assertThat(console.audit()).isEmpty();
    }

    private void review(UnaryOperator<ProjectDraft> edit) {
        console.workspace.openSample();
        console.live(2);
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.edit("edit", edit);
        console.live(1);
        console.onWindow(window -> window.perform("draft.review"));
        console.live(1);
    }

    private List<String> words(String card) {
        Node node = console.there(card);
        return Console.onFx(
                () ->
                        node.lookupAll(".label").stream()
                                .map(label -> ((Labeled) label).getText())
                                .toList());
    }

    private String legend(String fate) {
        return ((Labeled) console.there("#review-legend-" + fate)).getText();
    }

    private boolean chosen(String card) {
        return console.there(card).lookup(".fp-node").getStyleClass().contains("fp-chosen");
    }

    private Button line(String text) {
        return console.there("#review-changes").lookupAll(".fp-change").stream()
                .filter(Button.class::isInstance)
                .map(Button.class::cast)
                .filter(line -> line.getText().equals(text))
                .findFirst()
                .orElseThrow();
    }

    private String walked() {
        return ((Labeled) console.there(".fp-change-chosen")).getText();
    }

    /// Where a card is in its picture.
    private Point2D inScene(String card, String side) {
        Node node = console.there(card);
        Node picture = console.there(side);
        return Console.onFx(
                () -> {
                    Point2D at = picture.sceneToLocal(node.localToScene(0, 0));
                    return new Point2D(Math.round(at.getX()), Math.round(at.getY()));
                });
    }

    private static ProjectDraft folded(ProjectDraft draft) {
        PartGroup group = new PartGroup("g", "Stores", Set.of(LOCAL, UPSTREAM));
        return SubEdits.fold(draft, group.at(new Point(620, 160)), Set.of());
    }

    /// A hundred more sources and a hundred more destinations, on three hundred wires.
    private static ProjectDraft large(ProjectDraft draft) {
        ProjectDraft large = copied(draft, MAIN, "more");
        PartRef more = new PartRef(Section.PIPELINES, "more");
        for (int i = 0; i < COPIES; i++) {
            large = copied(large, DEVICES, "s" + i);
            large = copied(large, LOCAL, "d" + i);
            large = DraftEdits.connect(large, new PartRef(Section.CONNECTIONS, "s" + i), MAIN, "");
            large = DraftEdits.connect(large, new PartRef(Section.CONNECTIONS, "s" + i), more, "");
            large = DraftEdits.connect(large, MAIN, new PartRef(Section.DESTINATIONS, "d" + i), "");
        }
        return large;
    }

    private static ProjectDraft copied(ProjectDraft draft, PartRef from, String id) {
        Group part = draft.part(from).orElseThrow().with("id", Text.plain(id));
        return DraftEdits.add(draft, from.section(), part, null);
    }

    private static ProjectDraft edits(ProjectDraft draft) {
        ProjectDraft edited = copied(draft, LOCAL, "copy");
        PartRef copy = new PartRef(Section.DESTINATIONS, "copy");
        edited = DraftEdits.connect(edited, MAIN, copy, "");
        edited = DraftEdits.remove(edited, Set.of(LOCAL));
        edited = DraftEdits.move(edited, Map.of(UPSTREAM, new Point(900, 320)));
        edited = DraftEdits.set(edited, DEVICES, FieldPath.of("title"), Text.plain("Presses"));
        StickyNote note =
                new StickyNote("n", "Ask Anna before this one changes", 300, 300, 200, 72);
        return edited.withLayout(edited.layout().withNote(note));
    }
}
