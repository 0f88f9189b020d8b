package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.control.TableFormat;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: the messages of before are gone with the next click, or a file is taken for
/// all that passed.
final class WireTasksTest {
    private static final Path FILE = Path.of("wire.ndjson");

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @BeforeEach
    void open() {
        console.workspace.openSample();
        console.live(3);
        console.onWindow(window -> window.show(PerspectiveId.PIPELINES));
        console.live(1);
        console.click("#pipelines-table-button");
        console.live(1);
        console.chooseWire("id=lane/local>");
    }

    @AfterEach
    void close() {
        console.close();
    }

    private int panels() {
        return Console.onFx(() -> console.window.scene().getRoot().lookupAll("#wire-panel").size());
    }

    private List<String> written() {
        byte[] content = Optional.ofNullable(console.workspace.saved.get(FILE)).orElseThrow();
        return new String(content, StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void pinnedMessagesStayBesideThoseOfAnotherWire() {
        assertThat(panels()).isEqualTo(1);
        console.chooseWire("id=lane/upstream>");
        assertThat(panels()).as("the next wire takes its place").isEqualTo(1);
        Node table = console.there("#wire-table");
        Console.onFx(
                () -> {
                    table.requestFocus();
                    return true;
                });
        console.press(KeyCode.P);
        console.chooseWire("id=lane/local>");
        assertThat(panels()).isEqualTo(2);
        assertThat(console.audit()).isEmpty();
        console.click("#wire-pin");
        assertThat(panels()).as("it goes with the next wire, not at once").isEqualTo(2);
        console.click("#wire-pin");
        console.press(KeyCode.ESCAPE);
        console.live(1);
        assertThat(panels()).as("the pinned one").isEqualTo(1);
        console.press(KeyCode.ESCAPE);
        console.live(1);
        assertThat(panels()).isZero();
    }

    @Test
    void whatTheTransformsMakeOfItsFieldsIsTold() {
        console.click("#wire-fields");
        console.live(1);
        RowTable<?> table = (RowTable<?>) console.there("#wire-fields-table");
        assertThat(Console.onFx(() -> table.whole().as(TableFormat.TSV)).lines().skip(1))
                .containsExactly(
                        "/n\tnumber\tnumber\t○ as it was",
                        "/bar\tnumber\t\t● taken out",
                        "/pressure\t\tnumber\t● new",
                        "/note\ttext, nothing, in 19 of 20\ttext, nothing, in 19 of 20"
                                + "\t○ as it was");
        assertThat(console.audit()).isEmpty();
        console.picture("wire-fields");
        console.click("#wire-fields");
        console.live(1);
        assertThat(console.there("#wire-table").isVisible()).isTrue();
    }

    @Test
    void whatPassesIsWrittenUntilItIsStoppedAndTheFileSaysIfItIsAll() {
        console.workspace.gateway.passingPerSecond = 10;
        console.prompt.next = Optional.of(FILE);
        console.click("#wire-tap");
        console.live(3);
        assertThat(console.texts()).contains("to file: all 30");
        console.click("#wire-tap");
        assertThat(written()).hasSize(31).last().isEqualTo("{\"sampled\":30,\"of\":30}");
        assertThat(written().getFirst())
                .startsWith("{\"seq\":")
                .contains("\"connection\":\"devices\"", "\"acceptTime\":\"2026-", "\"payload\":");
        assertThat(written()).doesNotHaveDuplicates();
        console.live(3);
        assertThat(written()).as("it has ended").hasSize(31);
    }

    @Test
    void whatPassedBetweenTwoLooksIsAdmitted() {
        console.workspace.gateway.passingPerSecond = 1_000;
        console.prompt.next = Optional.of(FILE);
        console.click("#wire-tap");
        console.live(2);
        assertThat(console.texts()).contains("to file: sampled 40 of 2,000");
        console.live(5);
        assertThat(written()).as("it is in the file before it ends").hasSizeGreaterThan(40);
        console.press(KeyCode.ESCAPE);
        console.live(1);
        assertThat(written()).last().isEqualTo("{\"sampled\":140,\"of\":7000}");
    }

    @Test
    void itIsWrittenWhileAnotherPageIsInSightAndEndsWithItsGateway() {
        console.workspace.gateway.passingPerSecond = 10;
        console.prompt.next = Optional.of(FILE);
        console.click("#wire-tap");
        console.onWindow(window -> window.show(PerspectiveId.ALARMS));
        console.live(6);
        assertThat(written()).last().isEqualTo("{\"sampled\":50,\"of\":50}");
        console.workspace.close();
        console.live(1);
        assertThat(written()).last().isEqualTo("{\"sampled\":60,\"of\":60}");
        assertThat(console.texts()).contains(FILE + ": 60 of 60 records");
        console.workspace.openSample();
        console.live(8);
        console.onWindow(window -> window.show(PerspectiveId.PIPELINES));
        console.live(1);
        assertThat(written()).as("another gateway's are not in it").hasSize(61);
        assertThat(panels()).as("nor are its messages in sight").isZero();
    }

    /// Harm: it goes on writing, and there is nothing left to stop it by.
    @Test
    void itEndsWithItsWindow() {
        console.workspace.gateway.passingPerSecond = 10;
        console.prompt.next = Optional.of(FILE);
        console.click("#wire-tap");
        console.live(3);
        console.onWindow(window -> window.setLanguage(Locale.GERMAN));
        assertThat(written()).as("as it stood").last().isEqualTo("{\"sampled\":30,\"of\":30}");
        List<Command> all = console.workspace.gateway.commands;
        int before = all.size();
        console.live(8);
        assertThat(all.subList(before, all.size()))
                .isNotEmpty()
                .noneMatch(Command.InspectWire.class::isInstance);
        assertThat(written()).as("it has ended").hasSize(31);
    }

    @Test
    void aFileThatCannotBeWrittenEndsItAndIsNotCalledWritten() {
        console.workspace.gateway.passingPerSecond = 10;
        console.workspace.saveRefusal = "The disk is full.";
        console.prompt.next = Optional.of(FILE);
        console.click("#wire-tap");
        console.live(5);
        assertThat(console.texts()).anyMatch(text -> text.contains("The disk is full."));
        assertThat(console.texts())
                .contains("Tap to file...")
                .noneMatch(text -> text.startsWith("to file") || text.contains("of 50 records"));
    }

    @Test
    void whoChoosesNoFileWritesNone() {
        console.click("#wire-tap");
        console.live(2);
        assertThat(console.texts()).noneMatch(text -> text.startsWith("to file"));
        assertThat(console.workspace.saved).isEmpty();
    }
}
