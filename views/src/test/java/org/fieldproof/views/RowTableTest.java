package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
