package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.event.Event;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.WindowEvent;
import org.fieldproof.api.drill.Verdict;
import org.fieldproof.api.report.Paper;
import org.fieldproof.api.report.PdfOrder;
import org.fieldproof.api.report.Report;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two runs side by side, by mouse and by keys, presses counted. Harm if it breaks: whoever asks
/// whether the new firmware made it worse compares two printed pages by eye.
final class CompareTasksTest {
    private Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    private void open() {
        console.workspace.openSample();
        find("D-3", "upstream-outage", 300);
        find("D-2", "upstream-slow", 200);
        find("D-1", "upstream-outage", 100);
        console.live(2);
        console.onWindow(window -> window.show(PerspectiveId.EVIDENCE));
        console.live(1);
    }

    private void find(String run, String drill, long second) {
        console.workspace.gateway.find(
                new DrillSnapshot.Result(
                        run,
                        drill,
                        Verdict.PASSED,
                        "Nothing was lost.",
                        Instant.ofEpochSecond(second),
                        Instant.ofEpochSecond(second + 60),
                        "/tmp/" + run + ".evidence.zip"));
    }

    private RowTable<?> list() {
        return (RowTable<?>) console.there("#evidence-list");
    }

    private List<String> shown() {
        TableView<?> table = (TableView<?>) console.there("#evidence-comparison");
        return Console.onFx(() -> table.getItems().stream().map(Object::toString).toList());
    }

    private boolean isOff(String id) {
        return Console.onFx(() -> console.window.scene().lookup(id).isDisable());
    }

    @Test
    void aRunIsComparedWithTheOneBeforeInOnePress() {
        open();
        int before = console.clicks();
        console.click("#evidence-compareBefore");
        console.live(1);

        assertThat(console.clicks() - before).isEqualTo(1);
        console.sees("Worse in 3, better in 1");
        assertThat(shown().getFirst()).contains("worse", "verdict", "passed", "failed");
        assertThat(shown().get(1)).contains("lost", "press-01", "base=0", "run=1", "+1");
        console.picture("comparison");
    }

    /// Harm: a dash or a word that is taken for 0 makes a loss of it, or hides one.
    @Test
    void whatIsNotKnownIsAWordAndHasNoDifference() {
        open();
        console.click("#evidence-compareBefore");
        console.live(1);

        assertThat(shown())
                .anyMatch(
                        row ->
                                row.contains("base=unknown")
                                        && row.contains("run=0")
                                        && row.contains("difference=,"))
                .anyMatch(row -> row.contains("run=(12 ms) of 61"));
    }

    @Test
    void twoOfTheListAreComparedByKeys() {
        open();
        console.focus("#evidence-list");
        assertThat(isOff("#evidence-compare")).isTrue();
        console.press(KeyCode.SHIFT, KeyCode.DOWN);
        assertThat(isOff("#evidence-compare")).isFalse();
        console.press(KeyCode.C);
        console.live(1);

        console.sees("Worse in 3, better in 1");
        console.focus("#evidence-list");
        console.press(KeyCode.HOME);
        console.live(1);
        console.sees("Passed: nothing was lost in an outage of 30.0 s");
    }

    @Test
    void theFirstRunOfADrillHasNoneBeforeAndSaysSo() {
        open();
        RowTable<?> list = list();
        console.onWindow(window -> list.getSelectionModel().clearAndSelect(2));
        console.live(1);

        assertThat(isOff("#evidence-compareBefore")).isTrue();
        assertThat(
                        Console.onFx(
                                () ->
                                        console.window
                                                .scene()
                                                .lookup("#evidence-compareBefore")
                                                .getAccessibleHelp()))
                .isEqualTo("There is no earlier run of this drill in the list.");
    }

    @Test
    void theMenuComparesWithAFileThatSomebodyGave() {
        open();
        console.prompt.next = Optional.of(Path.of("/tmp/given.evidence.zip"));
        var menu = list().getContextMenu();
        MenuItem item =
                menu.getItems().stream()
                        .filter(each -> "evidence-compareFile-item".equals(each.getId()))
                        .findFirst()
                        .orElseThrow();
        console.onWindow(
                window -> {
                    Event.fireEvent(menu, new WindowEvent(menu, WindowEvent.WINDOW_SHOWING));
                    item.fire();
                });
        console.live(1);

        console.sees("Worse in 3, better in 1");
    }

    @Test
    void twoFilesThatAreDroppedAreComparedAndAForgedOneIsMarked() {
        open();
        console.onWindow(
                window ->
                        window.take(
                                Path.of("/tmp/base.evidence.zip"),
                                Path.of("/tmp/forged.evidence.zip")));
        console.live(1);

        assertThat(String.join(" ", console.texts()))
                .contains("Not to be relied on: one of the files does not verify.")
                .contains("Do not rely on forged.evidence.zip")
                .contains("samples.csv is not what was signed.");
    }

    @Test
    void whatCannotBeReadLeavesNoComparisonOfOthers() {
        open();
        console.workspace.gateway.unreadable.add("/tmp/D-1.evidence.zip");
        console.click("#evidence-compareBefore");
        console.live(1);

        console.sees("One of the two files is cut off.");
        assertThat(console.node("#evidence-comparison")).isNull();
    }

    private PdfOrder printed(String menu, Paper paper) {
        console.prompt.next = Optional.of(Path.of("/tmp/page.pdf"));
        MenuButton button = (MenuButton) console.there(menu);
        MenuItem item = button.getItems().get(paper == Paper.A4 ? 0 : 1);
        console.onWindow(window -> item.fire());
        console.live(1);
        return console.workspace.printed.getLast();
    }

    @Test
    void thePageAndTheComparisonAreWrittenAsPdf() {
        open();
        PdfOrder page = printed("#evidence-pdf", Paper.LETTER);
        console.sees("Written: /tmp/page.pdf");
        assertThat(page.paper()).isEqualTo(Paper.LETTER);
        assertThat(page.sources())
                .extracting(PdfOrder.Source::file)
                .containsExactly(Path.of("/tmp/D-3.evidence.zip"));
        assertThat(page.content()).isEqualTo(new PdfOrder.SignedPage(List.of(), Locale.ENGLISH));
        console.click("#evidence-compareBefore");
        console.live(1);

        PdfOrder compared = printed("#comparison-pdf", Paper.A4);

        assertThat(compared.sources()).hasSize(2);
        assertThat(compared.words().notice()).contains("The signed file is the proof");
        assertThat(((Report) compared.content()).blocks())
                .filteredOn(Report.Drawing.class::isInstance)
                .hasSize(2)
                .allSatisfy(
                        // Whatever the window is like: the same files give the same page.
                        each ->
                                assertThat(((Report.Drawing) each).svg())
                                        .contains("viewBox=\"0 0 760 194\""));
    }

    /// Its PDF of evidence begins with a page that its reader understands.
    @Test
    void aGermanConsoleSaysItInGerman() {
        console.close();
        console = new Console(Theme.DARK, Locale.GERMAN);
        open();
        PdfOrder.SignedPage page =
                (PdfOrder.SignedPage) printed("#evidence-pdf", Paper.A4).content();
        assertThat(page.language()).isEqualTo(Locale.GERMAN);
        assertThat(page.cover())
                .anyMatch(
                        each ->
                                each instanceof Report.Heading heading
                                        && heading.text().startsWith("Bestanden"));
        console.click("#evidence-compareBefore");
        console.live(1);

        console.sees("Schlechter in 3, besser in 1");
        console.picture("comparison-german-dark");
        assertThat(console.audit()).isEmpty();
    }
}
