package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.control.RowTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A table whose rows are exchanged several times a second.
final class RowTableTest {
    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    private record Row(String id, int value) {}

    @AfterEach
    void close() {
        console.close();
    }

    // Harm: the selected row has a new value, its page asks for all to be shown anew in the midst
    // of the exchange, and the console tells of a failure of its own.
    @Test
    void whoHearsOfTheSelectionMayShowEverythingAnew() {
        List<Throwable> failures = new ArrayList<>();
        List<String> selected =
                Console.onFx(
                        () -> {
                            Thread fx = Thread.currentThread();
                            UncaughtExceptionHandler before = fx.getUncaughtExceptionHandler();
                            fx.setUncaughtExceptionHandler((thread, e) -> failures.add(e));
                            try {
                                return exchanged();
                            } finally {
                                fx.setUncaughtExceptionHandler(before);
                            }
                        });
        assertThat(failures).isEmpty();
        assertThat(selected).containsExactly("b 2");
    }

    /// Harm: of several chosen rows another becomes the one that Enter opens and the inspector
    /// tells of, because a row came above them.
    @Test
    void ofSeveralChosenRowsTheOneThatWasChosenLastStaysIt() {
        for (int more : new int[] {1, 600}) {
            RowTable<Row> table = Console.onFx(() -> new RowTable<>(Row::id, "none"));
            List<String> chosen =
                    Console.onFx(
                            () -> {
                                Row a = new Row("a", 1);
                                Row b = new Row("b", 1);
                                table.update(List.of(a, b));
                                table.select("b");
                                table.getSelectionModel().select(0);
                                List<Row> next = new ArrayList<>();
                                for (int i = 0; i < more; i++) {
                                    next.add(new Row("new " + i, 1));
                                }
                                next.addAll(List.of(a, b));
                                table.update(next);
                                return table.selectedIds();
                            });
            assertThat(chosen).containsExactly("a", "b");
            assertThat(Console.onFx(table::selectedId)).as(more + " above").contains("a");
            assertThat(Console.onFx(() -> table.getFocusModel().getFocusedIndex())).isEqualTo(more);
        }
    }

    /// Harm: a list that grows shorter and longer makes a window for each of its cells.
    @Test
    void aCellThatIsBlankForAWhileKeepsItsTooltip() {
        RowTable<Row> table =
                Console.onFx(() -> new RowTable<Row>(Row::id, "none").text("Name", 200, Row::id));
        Console.onFx(
                () -> {
                    StackPane root = new StackPane(table);
                    Scene scene = new Scene(root, 400, 300);
                    root.resize(400, 300);
                    return scene;
                });
        Set<Tooltip> made = Collections.newSetFromMap(new IdentityHashMap<>());
        Row first = new Row("a long name", 1);
        Row second = new Row("another name", 1);
        for (int i = 0; i < 5; i++) {
            shown(table, List.of(first, second), made);
            assertThat(shown(table, List.of(first), made)).isEqualTo(1);
        }
        assertThat(made).hasSize(2);
    }

    /// Shows rows and collects the tooltips of their cells.
    private static int shown(RowTable<Row> table, List<Row> rows, Set<Tooltip> into) {
        return Console.onFx(
                () -> {
                    table.update(rows);
                    table.applyCss();
                    table.getScene().getRoot().layout();
                    List<Tooltip> now = new ArrayList<>();
                    for (Node node : table.lookupAll(".table-cell")) {
                        if (node instanceof TableCell<?, ?> cell && cell.getTooltip() != null) {
                            now.add(cell.getTooltip());
                        }
                    }
                    into.addAll(now);
                    return now.size();
                });
    }

    private static List<String> exchanged() {
        RowTable<Row> table = new RowTable<>(Row::id, "none");
        table.update(List.of(new Row("a", 1), new Row("b", 1)));
        table.select("b");
        List<Row> next = List.of(new Row("a", 2), new Row("b", 2), new Row("c", 2));
        table.getSelectionModel()
                .selectedItemProperty()
                .addListener((property, was, is) -> table.update(next));
        table.update(next);
        return table.getSelectionModel().getSelectedItems().stream()
                .map(row -> row.id() + " " + row.value())
                .toList();
    }
}
