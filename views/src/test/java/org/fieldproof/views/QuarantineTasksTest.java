package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.fake.FakeQuarantine;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a person does with records that a destination refuses. Harm if it breaks: they wait for
/// ever, or are gone by one wrong key.
final class QuarantineTasksTest {
    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void twoClicksShowWhatIsRefusedAndWhy() {
        open(5);
        console.click("#rail-buffers");
        console.live(1);
        assertThat(text("#buffers-quarantine")).isEqualTo("Quarantine: 5");
        console.click("#buffers-quarantine");
        console.live(1);
        assertThat(console.clicks()).isEqualTo(2);
        assertThat(console.texts())
                .contains("Quarantine of local: 5 records")
                .anyMatch(t -> t.startsWith("JDBC-0302 Value too long for column"))
                .anyMatch(t -> t.startsWith("Make the column longer"));
        assertThat(rows()).hasSize(5);
        console.press(KeyCode.ESCAPE);
        console.live(1);
        assertThat(console.node("#quarantine")).isNull();
    }

    @Test
    void observingLooksAndExportsOnlyAndSaysWhatItTakes() {
        workbench(3);
        for (String id : List.of("retry", "retryAll", "import", "discard")) {
            Button button = (Button) console.there("#quarantine-" + id);
            assertThat(button.isDisabled()).as(id).isTrue();
            assertThat(button.getAccessibleHelp()).as(id).contains("switch to Commission");
        }
        console.prompt.next = Optional.of(Path.of("/tmp/out.ndjson"));
        console.click("#quarantine-export");
        assertThat(last()).isEqualTo(export(List.of()));
        console.press(KeyCode.DELETE);
        console.press(KeyCode.R);
        assertThat(quarantine().left()).hasSize(3);
        assertThat(console.there("#discard-prompt").isVisible()).isFalse();
        console.click("#quarantine-commission");
        console.live(1);
        assertThat(console.there("#quarantine-retry").isDisabled()).isFalse();
    }

    @Test
    void aPayloadIsMendedAndRetriedByKeyboardAloneUnderItsIdentity() {
        commissioned(3);
        long seq = quarantine().left().getFirst();
        console.onWindow(window -> window.perform("buffers.quarantine"));
        console.live(1);
        console.press(KeyCode.ENTER);
        console.press(KeyCode.CONTROL, KeyCode.A);
        console.type("good");
        console.press(KeyCode.CONTROL, KeyCode.ENTER);
        console.live(1);
        assertThat(quarantine().payload(seq)).isEqualTo("good");
        assertThat(console.texts()).anyMatch(t -> t.endsWith("· console"));
        console.click("#quarantine-original");
        assertThat(((TextArea) console.there("#quarantine-payload")).getText())
                .startsWith("{\"n\"");
        console.focus("#quarantine-table");
        console.press(KeyCode.R);
        console.live(1);
        assertThat(quarantine().left()).hasSize(2).doesNotContain(seq);
        assertThat(console.clicks()).as("but for looking at the original").isEqualTo(1);
    }

    @Test
    void whatIsNoTextIsEditedInDigitsAndNonsenseIsRefused() {
        commissioned(2);
        long binary =
                quarantine().left().stream()
                        .filter(seq -> quarantine().payload(seq).startsWith("\0"))
                        .findFirst()
                        .orElseThrow();
        select(quarantine().left().indexOf(binary));
        TextArea area = (TextArea) console.there("#quarantine-payload");
        assertThat(area.getText()).isEqualTo("00 ff 10");
        console.click("#quarantine-payload-edit");
        console.onWindow(window -> area.setText("4f 4"));
        console.click("#quarantine-payload-keep");
        assertThat(console.texts()).contains("These are no pairs of hexadecimal digits.");
        console.onWindow(window -> area.setText("4F 4b\n21"));
        console.click("#quarantine-payload-keep");
        assertThat(quarantine().payload(binary)).isEqualTo("OK!");
    }

    @Test
    void discardingTakesATypedNameAndTheSafeWayIsTheDefault() {
        commissioned(4);
        List<Long> was = quarantine().left();
        console.focus("#quarantine-table");
        console.press(KeyCode.SHIFT, KeyCode.DOWN);
        console.press(KeyCode.DELETE);
        assertThat(console.texts())
                .contains("Discard 2 records of local for good?")
                .anyMatch(t -> t.startsWith("Accepted ") && t.contains("cannot be had back"));
        assertThat(focus()).as("the safe way").isEqualTo("discard-keep");
        console.press(KeyCode.CONTROL, KeyCode.K);
        assertThat(console.there("#palette-query").getParent().getParent().isVisible())
                .as("nothing over the question")
                .isFalse();
        console.press(KeyCode.F1);
        assertThat(console.there("#help-title").isVisible()).isTrue();
        assertThat(focus()).as("and the help beside it").isEqualTo("discard-keep");
        console.press(KeyCode.F1);
        console.press(KeyCode.SPACE);
        assertThat(console.there("#discard-prompt").isVisible()).isFalse();
        console.press(KeyCode.DELETE);
        assertThat(console.there("#discard-sure").isDisabled()).isTrue();
        console.click("#discard-name");
        console.type("loca");
        console.press(KeyCode.ENTER);
        assertThat(quarantine().left()).isEqualTo(was);
        console.press(KeyCode.ESCAPE);
        assertThat(console.there("#discard-prompt").isVisible()).isFalse();
        console.press(KeyCode.DELETE);
        console.prompt.next = Optional.of(Path.of("/tmp/out.ndjson"));
        console.click("#discard-export");
        assertThat(last()).isEqualTo(export(was.subList(0, 2)));
        console.click("#discard-name");
        console.type("local");
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(quarantine().left()).isEqualTo(was.subList(2, 4));
        assertThat(console.texts()).contains("Quarantine of local: 2 records");
    }

    /// A row that goes must not leave another one selected in its place: the next key would hit it.
    @Test
    void theSelectionFollowsTheRecordsAndNotTheirPlaces() {
        commissioned(4);
        List<Long> was = quarantine().left();
        TableView<?> table = (TableView<?>) console.there("#quarantine-table");
        console.onWindow(
                window -> {
                    table.getSelectionModel().clearSelection();
                    table.getSelectionModel().selectIndices(1, 2);
                });
        console.onWindow(
                window ->
                        console.workspace.gateway.submit(
                                new Command.DiscardQuarantined("local", was.subList(0, 1))));
        console.live(1);
        console.focus("#quarantine-table");
        console.press(KeyCode.DELETE);
        console.click("#discard-name");
        console.type("local");
        console.press(KeyCode.ENTER);
        assertThat(quarantine().left()).containsExactly(was.get(3));
    }

    /// Harm: what a person has typed is gone because another record came or went.
    @Test
    void aPayloadThatIsBeingTypedOutlivesWhatHappensToOtherRecords() {
        commissioned(4);
        List<Long> was = quarantine().left();
        select(3);
        console.click("#quarantine-payload-edit");
        TextArea area = (TextArea) console.there("#quarantine-payload");
        console.onWindow(window -> area.setText("half a thou"));
        console.onWindow(
                window ->
                        console.workspace.gateway.submit(
                                new Command.DiscardQuarantined("local", was.subList(0, 1))));
        console.live(1);
        assertThat(rows()).hasSize(3);
        assertThat(area.getText()).isEqualTo("half a thou");
        console.click("#quarantine-payload-keep");
        assertThat(quarantine().payload(was.get(3))).isEqualTo("half a thou");
    }

    @Test
    void everythingIsInThePaletteWithItsReason() {
        commissioned(3);
        console.press(KeyCode.CONTROL, KeyCode.K);
        console.type("retry all");
        console.press(KeyCode.ENTER);
        assertThat(last()).isInstanceOf(Command.ReadQuarantine.class);
        assertThat(console.workspace.gateway.commands)
                .contains(new Command.RetryAllQuarantined("local"));
        console.prompt.next = Optional.of(Path.of("/tmp/in.ndjson"));
        console.click("#quarantine-import");
        assertThat(console.texts())
                .anyMatch(t -> t.contains("No record was taken in, 2 already there"));
    }

    private void open(int records) {
        console.workspace.gateway.quarantine.fill(records);
        console.workspace.openSample();
        console.live(2);
    }

    private void workbench(int records) {
        open(records);
        console.onWindow(window -> window.show(PerspectiveId.BUFFERS, "quarantine/"));
        console.live(1);
    }

    private void commissioned(int records) {
        workbench(records);
        console.onWindow(window -> window.draft().setCommissioning(true));
        console.live(1);
    }

    private FakeQuarantine quarantine() {
        return console.workspace.gateway.quarantine;
    }

    private List<?> rows() {
        return ((TableView<?>) console.there("#quarantine-table")).getItems();
    }

    private void select(int row) {
        TableView<?> table = (TableView<?>) console.there("#quarantine-table");
        console.onWindow(window -> table.getSelectionModel().clearAndSelect(row));
        console.live(1);
    }

    private String focus() {
        return Console.onFx(() -> console.window.scene().getFocusOwner().getId());
    }

    private String text(String selector) {
        return ((Button) console.there(selector)).getText();
    }

    private static Command export(List<Long> seqs) {
        return new Command.ExportQuarantined("local", seqs, Path.of("/tmp/out.ndjson"));
    }

    private Command last() {
        List<Command> commands = console.workspace.gateway.commands;
        return commands.stream()
                .filter(c -> c instanceof Command.ExportQuarantined)
                .reduce((a, b) -> b)
                .orElse(commands.getLast());
    }
}
