package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is taken out of a table. Harm if it breaks: figures are typed off the screen by hand, or a
/// sheet takes a device's name for a formula.
final class TableMenuTest {
    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    private RowTable<?> open(PerspectiveId page, String table) {
        console.workspace.openSample();
        console.live(2);
        console.onWindow(window -> window.show(page));
        console.live(1);
        return (RowTable<?>) console.there(table);
    }

    private void fire(RowTable<?> table, String id) {
        MenuItem item =
                table.getContextMenu().getItems().stream()
                        .flatMap(TableMenuTest::items)
                        .filter(each -> id.equals(each.getId()))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no entry " + id));
        console.onWindow(window -> item.fire());
    }

    private static Stream<MenuItem> items(MenuItem item) {
        return item instanceof Menu menu ? menu.getItems().stream() : Stream.of(item);
    }

    private static String pasted() {
        return Console.onFx(() -> Clipboard.getSystemClipboard().getString());
    }

    private void select(RowTable<?> table, int... rows) {
        console.onWindow(
                window -> {
                    table.getSelectionModel().clearSelection();
                    for (int row : rows) {
                        table.getSelectionModel().select(row);
                    }
                });
    }

    @Test
    void theSelectedRowsAreCopiedInEveryFormatAndAllIfNoneIsSelected() {
        RowTable<?> table = open(PerspectiveId.DEVICES, "#devices-table");
        select(table, 0, 2);
        fire(table, "devices-table-copy-csv");
        assertThat(pasted().lines()).hasSize(3);
        assertThat(pasted()).contains("press-01,", "mixer-03,").doesNotContain("pump-02");
        fire(table, "devices-table-copy-tsv");
        assertThat(pasted()).startsWith("device\tstate\t").contains("press-01\t");
        fire(table, "devices-table-copy-json");
        assertThat(pasted()).startsWith("[\n  {\"device\": \"press-01\", ").endsWith("}\n]\n");
        fire(table, "devices-table-copy-md");
        assertThat(pasted()).startsWith("| device | state |").contains("\n|---|---|");
        select(table);
        fire(table, "devices-table-copy-csv");
        assertThat(pasted().lines()).hasSize(4);
    }

    @Test
    void rowsGoToAFileThatAPersonChooses() {
        RowTable<?> table = open(PerspectiveId.DEVICES, "#devices-table");
        console.prompt.next = Optional.of(Path.of("/tmp/devices.json"));
        fire(table, "devices-table-export-json");
        byte[] written = console.workspace.saved.get(Path.of("/tmp/devices.json"));
        assertThat(new String(written, StandardCharsets.UTF_8)).contains("\"press-01\"");
        assertThat(console.texts()).contains("Written: /tmp/devices.json");
    }

    @Test
    void keysSelectAllAndCopyAsATableWithTabs() {
        RowTable<?> table = open(PerspectiveId.DEVICES, "#devices-table");
        console.focus("#devices-table");
        select(table, 1);
        console.press(KeyCode.CONTROL, KeyCode.C);
        assertThat(pasted().lines()).hasSize(2);
        assertThat(pasted()).contains("pump-02\t");
        console.press(KeyCode.CONTROL, KeyCode.A);
        console.press(KeyCode.CONTROL, KeyCode.C);
        assertThat(pasted().lines()).hasSize(4);
    }

    @Test
    void everyTableOfAPageHasTheMenuAsThePageOpens() {
        console.workspace.openSample();
        console.live(2);
        List<String> without = new ArrayList<>();
        for (PerspectiveId id : PerspectiveId.values()) {
            console.onWindow(window -> window.show(id));
            console.live(1);
            without.addAll(
                    Console.onFx(
                            () ->
                                    console
                                            .window
                                            .scene()
                                            .getRoot()
                                            .lookupAll(".table-view")
                                            .stream()
                                            .filter(
                                                    node ->
                                                            node instanceof RowTable<?> table
                                                                    && table.getContextMenu()
                                                                            == null)
                                            .map(Node::getId)
                                            .toList()));
        }
        assertThat(without).isEmpty();
    }
}
