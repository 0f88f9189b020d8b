package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.secret.SecretPlace;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Lists that are no page of their own: beside a drawing, below a picture, in place of a chart. The
/// key leads to the field of the list that has the focus, in the same way. Harm if it breaks: in
/// one list one finds a row at once, in the next one reads all of them.
final class FilterPlacesTest {

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    /// The drawing keeps its key: only in the list of problems it leads to their field.
    @Test
    void problemsOfADraftAreNarrowed() {
        wrongDraft();
        ListView<?> list = (ListView<?>) console.there("#draft-problem-list");
        int all = list.getItems().size();
        assertThat(all).isGreaterThan(1);
        console.focus("#draft-problem-list");
        console.press(KeyCode.CONTROL, KeyCode.F);
        assertThat(focusedId()).isEqualTo("draft-problems-filter");
        console.type("nothing-of-this");
        assertThat(list.getItems()).isEmpty();
        assertThat(console.texts()).anyMatch(text -> text.startsWith("The filter hides all"));
        console.live(2);
        assertThat(list.getItems()).isEmpty();
        console.press(KeyCode.F8);
        assertThat(list.getItems()).as("who is led to one sees it").hasSize(all);
        console.focus("#draft-canvas");
        console.press(KeyCode.CONTROL, KeyCode.F);
        assertThat(focusedId()).as("over the drawing").doesNotContain("filter");
    }

    @Test
    void whatIsNarrowedIsWalkedOnly() {
        wrongDraft();
        ListView<?> list = (ListView<?>) console.there("#draft-problem-list");
        int all = list.getItems().size();
        String object =
                list.getItems().getFirst().toString().replaceAll(".*object=([^,]+).*", "$1");
        console.focus("#draft-problem-list");
        console.press(KeyCode.CONTROL, KeyCode.F);
        console.type("object=\"" + object + "\"");
        int some = list.getItems().size();
        assertThat(some).isPositive().isLessThan(all);
        for (int i = 0; i <= some; i++) {
            console.press(KeyCode.F8);
            assertThat(list.getItems()).hasSize(some);
            assertThat(list.getSelectionModel().getSelectedIndex()).isEqualTo(i % some);
        }
    }

    @Test
    void recordsAndTestsOfATrialAreNarrowed() {
        console.workspace.drafts.trials.folder = Path.of("../sample-projects/field-demo");
        console.editPipeline();
        console.press(KeyCode.F7);
        console.live(1);
        narrows("#trial-table", "trial-filter", "device=pump-02");
        console.press(KeyCode.CONTROL, KeyCode.F);
        console.type("device=mixer-03");
        assertThat(console.texts())
                .as("the steps of one that is in sight")
                .anyMatch(text -> text.startsWith("mixer-03 · "));
        console.click("#trial-tab-tests");
        console.live(2);
        narrows("#trial-tests", "tests-filter", "nowhere");
    }

    @Test
    void messagesOfAWireAreNarrowed() {
        open(PerspectiveId.PIPELINES);
        console.click("#pipelines-table-button");
        TableView<?> sheet = (TableView<?>) console.there("#pipelines-table");
        Console.onFx(
                () -> {
                    for (int i = 0; i < sheet.getItems().size(); i++) {
                        if (sheet.getItems().get(i).toString().contains("id=lane/local>")) {
                            sheet.getSelectionModel().select(i);
                        }
                    }
                    return true;
                });
        console.live(1);
        narrows("#wire-table", "wire-filter", "device=press-01");
    }

    @Test
    void devicesOfEvidenceAndOfADrillThatRunsAreNarrowed() {
        open(PerspectiveId.DRILLS);
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "test", null));
        console.live(5);
        narrows("#drill-tallies", "tallies-filter", "press");
        console.live(90);
        console.onWindow(window -> window.show(PerspectiveId.EVIDENCE));
        console.live(2);
        narrows("#evidence-devices", "evidence-devices-filter", "press");
    }

    @Test
    void secretsAndFilesOfABundleAreNarrowed() {
        console.workspace.secrets.places.put("pg-main", SecretPlace.FILE);
        console.workspace.secrets.places.put("press", SecretPlace.KEYCHAIN);
        console.workspace.openSample();
        console.live(2);
        console.click("#rail-settings");
        narrows("#secrets-table", "secrets-filter", "pg");
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.B);
        console.live(1);
        narrows("#support-files", "support-filter", "yaml");
    }

    @Test
    void tablesInPlaceOfChartsAreNarrowed() {
        open(PerspectiveId.LATENCY);
        console.live(40);
        fire("#latency-table-button");
        narrows("#latency-sheet", "latency-lines-filter", "time>00:00:01 p50>=0.5");
        console.onWindow(window -> window.show(PerspectiveId.BUFFERS));
        console.live(1);
        fire("#buffers-table-button");
        TableView<?> sheet = (TableView<?>) console.there("#buffers-sheet");
        String time = sheet.getItems().getFirst().toString().replaceAll(".*time=([0-9:]+).*", "$1");
        narrows("#buffers-sheet", "buffers-sheet-filter", "time=" + time);
        console.onWindow(window -> window.show(PerspectiveId.LIVE));
        console.live(1);
        console.focus("#live-table");
        TableView<?> live = (TableView<?>) console.there("#live-table");
        Console.onFx(
                () -> {
                    live.getSelectionModel().select(0);
                    return true;
                });
        console.press(KeyCode.P);
        console.live(10);
        fire("#trend-table-button");
        narrows("#trend-table", "trend-filter", "time=" + time);
    }

    /// The key leads from a list to its field, words leave only some rows, Esc brings all back.
    private void narrows(String table, String field, String words) {
        TableView<?> rows = (TableView<?>) console.there(table);
        int all = rows.getItems().size();
        assertThat(all).as(table).isGreaterThan(1);
        console.focus(table);
        console.press(KeyCode.CONTROL, KeyCode.F);
        assertThat(focusedId()).isEqualTo(field);
        assertThat(console.there("#" + field).getAccessibleText())
                .startsWith("Filter: ")
                .doesNotContain("filter.list");
        console.type(words);
        assertThat(((TextField) console.there("#" + field)).getText()).isEqualTo(words);
        console.live(1);
        assertThat(rows.getItems()).as(table).isNotEmpty().hasSizeLessThan(all);
        console.press(KeyCode.ESCAPE);
        console.press(KeyCode.ESCAPE);
        assertThat(rows.getItems().size()).as(table).isGreaterThanOrEqualTo(all);
    }

    private void wrongDraft() {
        open(PerspectiveId.PIPELINES);
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(1);
        console.click("#draft-connection-devices");
        console.press(KeyCode.DELETE);
        console.live(1);
        console.click("#draft-destination-local");
        console.press(KeyCode.DELETE);
        console.live(1);
    }

    private void open(PerspectiveId id) {
        console.workspace.openSample();
        console.live(2);
        console.onWindow(window -> window.show(id));
        console.live(1);
    }

    private void fire(String selector) {
        ButtonBase button = (ButtonBase) console.there(selector);
        Console.onFx(
                () -> {
                    button.fire();
                    return true;
                });
        console.live(1);
    }

    private String focusedId() {
        return Console.onFx(
                () ->
                        Optional.ofNullable(console.window.scene().getFocusOwner())
                                .map(Node::getId)
                                .orElse(""));
    }
}
