package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a person does with the tree of addresses. Harm if it breaks: among thousands of addresses
/// the one that matters is not found.
final class AddressTreeTest {

    private final Console console = new Console(Theme.DARK, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    /// The top is there, a level's own come when it is opened, and choosing one narrows the list.
    @Test
    void anAddressIsFoundByItsLevelsWithKeysAlone() {
        openTree();
        assertThat(lines()).containsExactly("plant, addresses: 9");
        console.press(KeyCode.HOME);
        assertThat(filter()).isEqualTo("address:plant/*");
        openLevel();
        openLevel();
        assertThat(lines())
                .containsExactly(
                        "plant, addresses: 9",
                        "hall-2, addresses: 9",
                        "mixer-03, addresses: 3",
                        "press-01, addresses: 3",
                        "pump-02, addresses: 3");
        assertThat(filter()).isEqualTo("address:plant/hall-2/mixer-03/*");
        console.live(1);
        assertThat(console.workspace.gateway.commands)
                .contains(new Command.ReadLatest("plant/hall-2/mixer-03/#", 10_000));
        openLevel();
        assertThat(filter()).isEqualTo("address=plant/hall-2/mixer-03/counter");
        console.press(KeyCode.T);
        assertThat(tree().isVisible()).isFalse();
    }

    /// Harm: after Esc the level that one had is the only one that cannot be had.
    @Test
    void aLevelThatWasLetGoOfIsChosenAgain() {
        openTree();
        console.press(KeyCode.HOME);
        openLevel();
        String level = filter();
        assertThat(level).isEqualTo("address:plant/hall-2/*");
        console.press(KeyCode.CONTROL, KeyCode.F);
        console.press(KeyCode.ESCAPE);
        assertThat(filter()).isEmpty();
        assertThat(tree().getSelectionModel().isEmpty()).as("all are shown").isTrue();
        console.focus("#live-tree");
        console.press(KeyCode.ENTER);
        assertThat(filter()).isEqualTo(level);
        console.press(KeyCode.CONTROL, KeyCode.F);
        console.press(KeyCode.ESCAPE);
        console.live(2);
        click("hall-2");
        assertThat(filter()).isEqualTo(level);
    }

    /// What is open stays open, and what is chosen stays chosen, while figures go on.
    @Test
    void theTreeStandsStillWhileFiguresGoOn() {
        openTree();
        console.press(KeyCode.HOME);
        openLevel();
        openLevel();
        int before = tree().getSelectionModel().getSelectedIndex();
        console.live(10);
        assertThat(tree().getSelectionModel().getSelectedIndex()).isEqualTo(before);
        assertThat(lines()).hasSize(5);
        assertThat(filter()).isEqualTo("address:plant/hall-2/mixer-03/*");
    }

    /// A level that is opened under the pointer is filled at once, and nothing else moves there.
    @Test
    void aLevelOpenedWithTheMouseIsFilled() {
        openTree();
        console.click("#live-tree .tree-disclosure-node");
        beat();
        assertThat(lines()).containsExactly("plant, addresses: 9", "hall-2, addresses: 9");
        console.workspace.gateway.alsoAt = "annex/new/telemetry";
        beat();
        assertThat(lines()).hasSize(2);
        console.live(5);
        assertThat(lines()).hasSize(3);
    }

    /// Row 11: whoever sees the same word twice is told that it is not, and how they differ.
    @Test
    void namesThatLookAlikeAreSpelled() {
        console.workspace.gateway.alsoAt = "pl\u0430nt/hall-2";
        openTree();
        assertThat(lines())
                .containsExactly(
                        "plant (not the same as another one: plant), addresses: 9",
                        "pl\u0430nt (not the same as another one: pl\\u0430nt), addresses: 1");
    }

    /// Whatever comes above it, what is chosen stays chosen, and nobody's filter is rewritten.
    @Test
    void aNewAddressLeavesTheSelectionAlone() {
        openTree();
        console.press(KeyCode.HOME);
        openLevel();
        openLevel();
        assertThat(filter()).isEqualTo("address:plant/hall-2/mixer-03/*");
        console.workspace.gateway.alsoAt = "plant/hall-2/agitator/telemetry";
        console.live(5);
        assertThat(lines()).contains("agitator, addresses: 1");
        assertThat(filter()).isEqualTo("address:plant/hall-2/mixer-03/*");
        assertThat(chosen()).isEqualTo("mixer-03, addresses: 3");
    }

    /// In the past the tree has what had been read by then.
    @Test
    void lookingBackShowsWhatWasKnownThen() {
        openTree();
        console.live(5);
        console.press(KeyCode.F9);
        console.workspace.gateway.alsoAt = "annex/new/telemetry";
        console.live(5);
        assertThat(lines()).containsExactly("plant, addresses: 9");
        console.press(KeyCode.F9);
        console.live(3);
        assertThat(lines()).containsExactly("annex, addresses: 1", "plant, addresses: 9");
    }

    /// Somebody who had it open has it open the next time.
    @Test
    void theTreeIsRemembered() {
        openTree();
        Console next = new Console(Theme.DARK, Locale.ENGLISH, console.workspace);
        next.live(2);
        next.onWindow(window -> window.show(PerspectiveId.LIVE));
        assertThat(next.there("#live-tree").isVisible()).isTrue();
        next.close();
    }

    private void openTree() {
        console.workspace.openSample();
        console.live(2);
        console.onWindow(window -> window.show(PerspectiveId.LIVE));
        console.live(1);
        console.focus("#live-table");
        console.press(KeyCode.T);
        console.live(2);
        assertThat(tree().isFocused()).isTrue();
    }

    private void click(String level) {
        TreeView<?> tree = tree();
        Node cell =
                Console.onFx(
                        () ->
                                tree.lookupAll(".tree-cell").stream()
                                        .filter(each -> names(each, level))
                                        .findFirst()
                                        .orElseThrow());
        console.click(cell);
    }

    private static boolean names(Node cell, String level) {
        return cell.getAccessibleText() != null && cell.getAccessibleText().startsWith(level);
    }

    /// Opens the chosen level and goes to the first below it.
    private void openLevel() {
        console.press(KeyCode.RIGHT);
        console.live(3);
        console.press(KeyCode.DOWN);
    }

    /// The lines that are seen, from above, as a screen reader says them.
    private List<String> lines() {
        TreeView<?> shown = tree();
        return Console.onFx(
                () -> {
                    shown.applyCss();
                    shown.layout();
                    Map<Integer, String> lines = new TreeMap<>();
                    for (Node node : shown.lookupAll(".tree-cell")) {
                        if (node instanceof TreeCell<?> cell && !cell.isEmpty()) {
                            lines.put(cell.getIndex(), cell.getAccessibleText());
                        }
                    }
                    return List.copyOf(lines.values());
                });
    }

    /// Long enough for one level to be asked for, too short for the pointer to be forgotten.
    private void beat() {
        console.workspace.clock.advanceMillis(600);
        console.onWindow(ConsoleWindow::refresh);
    }

    private String chosen() {
        return lines().get(tree().getSelectionModel().getSelectedIndex());
    }

    private TreeView<?> tree() {
        return (TreeView<?>) console.there("#live-tree");
    }

    private String filter() {
        return ((TextField) console.there("#live-filter")).getText();
    }
}
