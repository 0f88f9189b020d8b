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
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.skin.TableColumnHeader;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.stage.Window;
import org.fieldproof.robot.Hand;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.control.TableText;
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

    /// What is copied is what is seen, also where a cell is a bar.
    @Test
    void aBarIsCopiedAsWhatStandsInIt() {
        RowTable<?> table = open(PerspectiveId.BUFFERS, "#buffers-table");
        fire(table, "buffers-table-copy-csv");
        List<String> titles = Console.onFx(table::titles);
        assertThat(pasted().lines().findFirst().orElseThrow().split(",")).hasSameSizeAs(titles);
        TableText whole = Console.onFx(table::whole);
        int bar = titles.indexOf("of quota");
        assertThat(whole.rows()).isNotEmpty().allMatch(row -> !row.get(bar).isBlank());
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

    /// Harm: whoever is about to click on a row clicks on another that took its place.
    @Test
    void clicksOnAHeadOrderRowsWhichThenStandStillUnderThePointer() {
        RowTable<?> table = open(PerspectiveId.DEVICES, "#devices-table");
        Node head = head(table, "device");
        select(table, 1);
        clickHead(head);
        assertThat(devices()).containsExactly("mixer-03", "press-01", "pump-02");
        clickHead(head);
        assertThat(devices()).containsExactly("pump-02", "press-01", "mixer-03");
        assertThat(Console.onFx(table::selectedIds).toString()).contains("pump-02");
        assertThat(comesBack(table)).as("under the pointer").isEqualTo(2);
        assertThat(devices()).containsExactly("press-01", "mixer-03", "pump-02");
        console.click("#devices-filter");
        assertThat(devices())
                .as("once it is gone")
                .containsExactly("pump-02", "press-01", "mixer-03");
        clickHead(head);
        assertThat(devices()).as("as they come").containsExactly("press-01", "pump-02", "mixer-03");
    }

    /// The headless platform takes each release for one that asks for a menu, which a head leaves
    /// alone: it is told of another.
    private void clickHead(Node head) {
        console.click(head);
        Hand.tell(head, MouseEvent.MOUSE_RELEASED, 1, false);
    }

    /// The first row is away for a moment.
    ///
    /// @return where it then stands
    private static <R> int comesBack(RowTable<R> table) {
        return Console.onFx(
                () -> {
                    List<R> all = List.copyOf(table.sieve().all());
                    R first = table.getItems().getFirst();
                    table.update(all.stream().filter(row -> !row.equals(first)).toList());
                    table.update(all);
                    return table.getItems().indexOf(first);
                });
    }

    private List<String> devices() {
        RowTable<?> table = (RowTable<?>) console.there("#devices-table");
        return Console.onFx(
                () ->
                        table.whole().rows().stream()
                                .flatMap(List::stream)
                                .filter(cell -> cell.matches("[a-z]+-\\d\\d"))
                                .toList());
    }

    private Node head(RowTable<?> table, String title) {
        return Console.onFx(
                () ->
                        table.lookupAll(".column-header").stream()
                                .filter(TableColumnHeader.class::isInstance)
                                .map(TableColumnHeader.class::cast)
                                .filter(each -> each.getTableColumn() != null)
                                .filter(each -> each.getTableColumn().getText().equals(title))
                                .findFirst()
                                .orElseThrow());
    }

    /// By keyboard only; what is copied is what is seen. Another look at the project finds it so.
    @Test
    void columnsAreChosenAndKeptForTheProject() {
        RowTable<?> table = open(PerspectiveId.DEVICES, "#devices-table");
        fire(table, "devices-table-column-state");
        fire(table, "devices-table-first-rate");
        fire(table, "devices-table-order-device");
        fire(table, "devices-table-all");
        fire(table, "devices-table-copy-csv");
        assertThat(pasted()).startsWith("per s,device,class,").contains("mixer-03");
        assertThat(pasted().indexOf("mixer-03")).isLessThan(pasted().indexOf("press-01"));
        assertThat(pasted().lines().findFirst().orElseThrow()).doesNotContain("state");
        Console next = new Console(Theme.DARK, Locale.GERMAN, console.workspace);
        try {
            next.live(1);
            next.onWindow(window -> window.show(PerspectiveId.DEVICES));
            next.live(1);
            RowTable<?> other = (RowTable<?>) next.there("#devices-table");
            TableText seen = Console.onFx(other::whole);
            assertThat(seen.titles()).startsWith("je s", "Gerät", "Klasse");
            assertThat(seen.rows().getFirst()).contains("mixer-03");
            fire(other, "devices-table-asAtFirst");
            TableText first = Console.onFx(other::whole);
            assertThat(first.titles()).startsWith("Gerät", "Zustand", "Klasse");
            assertThat(first.rows().getFirst()).contains("press-01");
        } finally {
            next.close();
        }
    }

    /// No head would say what rows are ordered by.
    @Test
    void rowsAreNotOrderedByAColumnThatIsHidden() {
        RowTable<?> table = open(PerspectiveId.DEVICES, "#devices-table");
        fire(table, "devices-table-order-device");
        assertThat(devices()).startsWith("mixer-03");
        fire(table, "devices-table-column-device");
        fire(table, "devices-table-column-device");
        assertThat(devices()).startsWith("press-01");
    }

    @Test
    void theMenuOfAHeadOrdersAndHidesAndLeavesTheLastColumn() {
        RowTable<?> table = open(PerspectiveId.DEVICES, "#devices-table");
        Node head = head(table, "class");
        List<MenuItem> items = headMenu(head);
        assertThat(items.stream().map(MenuItem::getText))
                .startsWith("Order upwards", "Order downwards", "Rows as they come")
                .contains("device", "class", "last record")
                .endsWith("As at first");
        for (MenuItem item : items) {
            if (item instanceof CheckMenuItem check) {
                console.onWindow(window -> check.fire());
            }
        }
        assertThat(Console.onFx(table::whole).titles()).as("one stays").hasSize(1);
    }

    private List<MenuItem> headMenu(Node head) {
        return Console.onFx(
                () -> {
                    head.fireEvent(
                            new ContextMenuEvent(
                                    ContextMenuEvent.CONTEXT_MENU_REQUESTED,
                                    1,
                                    1,
                                    100,
                                    100,
                                    false,
                                    new PickResult(head, 1, 1)));
                    ContextMenu menu =
                            Window.getWindows().stream()
                                    .filter(ContextMenu.class::isInstance)
                                    .map(ContextMenu.class::cast)
                                    .findFirst()
                                    .orElseThrow();
                    menu.hide();
                    return List.copyOf(menu.getItems());
                });
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
