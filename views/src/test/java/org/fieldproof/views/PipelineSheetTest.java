package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.draft.SubEdits;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.control.RowTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The picture as a table. Harm if it breaks: who cannot see the picture, or not use a mouse, does
/// not learn where records wait.
final class PipelineSheetTest {
    private static final Set<PartRef> STORES =
            Set.of(
                    new PartRef(Section.DESTINATIONS, "local"),
                    new PartRef(Section.DESTINATIONS, "upstream"));

    private static final Point AT = new Point(620, 160);

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @BeforeEach
    void open() {
        console.workspace.openSample();
        console.live(3);
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void everyCardAndWireIsARowWithItsFigures() {
        console.click("#pipelines-table-button");
        assertThat(rows())
                .anyMatch(row -> row.contains("kind=log") && row.contains("path=,"))
                .anyMatch(row -> row.contains("id=lane/upstream") && row.contains("kind=lane"))
                .anyMatch(row -> row.contains("Log → lane upstream") && row.contains("/s"))
                .allMatch(row -> row.contains("state=StateText[mark="));
        assertThat(console.node("#pipeline-canvas")).as("in the picture's place").isNull();
        assertThat(console.audit()).isEmpty();
        console.click("#pipelines-table-button");
        assertThat(console.node("#pipeline-canvas")).isNotNull();
        assertThat(console.node("#pipelines-table")).isNull();
    }

    @Test
    void whatIsCutIsSaidInWordsAndNotByColourAlone() {
        console.click("#pipelines-table-button");
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "test", null));
        console.live(20);
        assertThat(row("destination/upstream")).contains("mark=HIGH").contains("link cut");
        assertThat(row("lane/upstream>destination/upstream"))
                .contains("mark=HIGH")
                .contains("cut or held up");
        assertThat(row("lane/upstream")).doesNotContain("waiting=0,").contains("% full");
    }

    @Test
    void whatIsChosenInOneIsChosenInTheOther() {
        console.click("#node-lane-upstream");
        console.click("#pipelines-table-button");
        assertThat(selected()).isEqualTo("lane/upstream");
        select("destination/local");
        console.live(2);
        assertThat(selected()).as("it stays").isEqualTo("destination/local");
        console.click("#pipelines-table-button");
        assertThat(console.there("#node-destination-local").getStyleClass()).contains("fp-chosen");
        assertThat(console.there("#node-lane-upstream").getStyleClass())
                .doesNotContain("fp-chosen");
    }

    @Test
    void aWireOpensItsLastMessagesAndEscClosesThem() {
        console.click("#pipelines-table-button");
        select("lane/local>destination/local");
        console.live(1);
        assertThat(console.texts()).anyMatch(text -> text.startsWith("Wire local → "));
        assertThat(selected()).isEqualTo("lane/local>destination/local");
        console.press(KeyCode.ESCAPE);
        assertThat(console.texts()).noneMatch(text -> text.startsWith("Wire local → "));
        assertThat(console.node("#pipelines-table")).isNotNull();
    }

    @Test
    void byKeyboardAloneRowsAreWalkedChosenAndCopied() {
        console.focus("#pipelines-table-button");
        console.press(KeyCode.SPACE);
        console.focus("#pipelines-table");
        console.press(KeyCode.HOME);
        console.press(KeyCode.DOWN);
        console.press(KeyCode.DOWN);
        List<String> ids = ids();
        assertThat(selected()).isEqualTo(ids.get(2));
        assertThat(console.clicks()).isZero();
        console.press(KeyCode.CONTROL, KeyCode.C);
        String copied = Console.onFx(() -> Clipboard.getSystemClipboard().getString());
        assertThat(copied.replace('\t', ',').lines().findFirst())
                .contains("kind,name,state,rate,waiting,pressure,age,sub-pipeline,problem");
        assertThat(copied.lines()).as("the selected row").hasSize(2);
    }

    /// Harm: the row that one is about to click is another one when the click lands.
    @Test
    void noRowComesAboveThePointerAndAllAreInTheirPlaceOnceItLeaves() {
        console.workspace.gateway.withoutMixer = true;
        console.live(2);
        console.click("#pipelines-table-button");
        console.click("#pipelines-table");
        RowTable<?> table = table();
        assertThat(Console.onFx(table::isHover)).isTrue();
        List<String> before = ids();
        List<String> shown = rows();
        console.workspace.gateway.withoutMixer = false;
        console.live(1);
        int some = before.size();
        assertThat(ids()).hasSizeGreaterThan(some).startsWith(before.toArray(String[]::new));
        assertThat(rows().subList(0, some)).as("figures of now").isNotEqualTo(shown);
        List<String> held = ids();
        console.click("#pipelines-filter");
        assertThat(ids()).as("without another beat").hasSameElementsAs(held).isNotEqualTo(held);
    }

    /// Harm: a table of the level that one has left, under the words of the one that one is on.
    @Test
    void aDoubleClickOnItsRowLeadsInsideAndOneOnATitleDoesNot() {
        String sub = fold();
        select(sub);
        console.click("#pipelines-table .column-header");
        console.clickAgain("#pipelines-table .column-header");
        console.live(1);
        assertThat(ids()).contains(sub);
        RowTable<?> table = table();
        console.click(Console.onFx(() -> cellOf(table, sub)));
        console.live(1);
        console.clickAgain(() -> cellOf(table, sub));
        console.live(1);
        assertThat(Console.onFx(table::isHover)).isTrue();
        assertThat(ids()).contains("lane/local", "lane/upstream").doesNotContain(sub);
    }

    /// The first cell of a row; which one that is changes as the table gets narrower.
    private static Node cellOf(RowTable<?> table, String id) {
        for (Node each : table.lookupAll(".table-row-cell")) {
            String shown = String.valueOf(((TableRow<?>) each).getItem());
            if (each.isVisible() && shown.contains("[id=" + id + ",")) {
                return each.lookup(".table-cell");
            }
        }
        throw new AssertionError("no row of " + id);
    }

    @Test
    void lookingBackTheTableIsOfThen() {
        console.click("#pipelines-table-button");
        console.live(30);
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "test", null));
        console.live(20);
        assertThat(row("destination/upstream")).contains("mark=HIGH");
        console.press(KeyCode.SHIFT, KeyCode.F9);
        console.press(KeyCode.HOME);
        assertThat(row("destination/upstream")).contains("mark=RUN");
        console.press(KeyCode.END);
        console.live(1);
        assertThat(row("destination/upstream")).contains("mark=HIGH");
    }

    @Test
    void aSubPipelineIsOneRowAndEnterLeadsInside() {
        String sub = fold();
        assertThat(row(sub)).contains("kind=sub-pipeline");
        assertThat(ids()).doesNotContain("lane/local");
        select(sub);
        console.focus("#pipelines-table");
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(ids()).contains("lane/local", "lane/upstream");
        assertThat(row("lane/local")).contains("path=Stores");
        console.press(KeyCode.ESCAPE);
        console.live(1);
        assertThat(ids()).contains(sub);
        assertThat(selected()).as("one is where one came from").isEqualTo(sub);
    }

    /// Folds the stores into a sub-pipeline, opens the table and answers the id of its row.
    private String fold() {
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(1);
        assertThat(console.there("#pipelines-table-button").isVisible())
                .as("the table is of what runs")
                .isFalse();
        console.edit(
                "fold",
                draft ->
                        SubEdits.fold(
                                draft, new PartGroup("item-1", "Stores", STORES, AT), Set.of()));
        console.live(1);
        console.click("#review");
        console.live(1);
        console.click("#review-apply");
        console.live(1);
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(1);
        console.click("#pipelines-table-button");
        console.live(1);
        return ids().stream().filter(id -> id.startsWith("sub/")).findFirst().orElseThrow();
    }

    private void select(String id) {
        RowTable<?> table = table();
        Console.onFx(
                () -> {
                    table.select(id);
                    return true;
                });
    }

    private String selected() {
        RowTable<?> table = table();
        return Console.onFx(() -> table.selectedId().orElse(""));
    }

    private List<String> rows() {
        TableView<?> table = table();
        return Console.onFx(() -> table.getItems().stream().map(Object::toString).toList());
    }

    private List<String> ids() {
        return rows().stream().map(row -> row.replaceAll("^.*?id=([^,]*),.*$", "$1")).toList();
    }

    private String row(String id) {
        Optional<String> found =
                rows().stream().filter(row -> row.contains("[id=" + id + ",")).findFirst();
        assertThat(found).as(id + " in " + ids()).isPresent();
        return found.orElseThrow();
    }

    private RowTable<?> table() {
        Node node = console.there("#pipelines-table");
        return (RowTable<?>) node;
    }
}
