package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javafx.scene.Scene;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumnBase;
import javafx.scene.layout.StackPane;
import org.fieldproof.robot.Toolkit;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.fake.FakeWorkspace;
import org.fieldproof.views.filter.Measure;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Rows in the order of a column. Harm if it breaks: somebody looks for the slowest, the fullest or
/// the longest silent, and trusts the one on top.
final class TableLookTest {

    private record Row(String id, String cell) {}

    @BeforeAll
    static void start() {
        Toolkit.start();
    }

    private static RowTable<Row> table(Locale locale, Measure measure) {
        RowTable<Row> table =
                new RowTable<Row>(Row::id, "none")
                        .text("Name", 100, Row::id)
                        .named("name")
                        .right("Cell", 100, Row::cell)
                        .named("cell", measure);
        table.sieve().speak(locale);
        return table;
    }

    private static List<String> ordered(
            Locale locale, Measure measure, boolean down, String... cells) {
        return Console.onFx(
                () -> {
                    RowTable<Row> table = table(locale, measure);
                    List<Row> rows = new ArrayList<>();
                    for (String cell : cells) {
                        rows.add(new Row("row " + rows.size(), cell));
                    }
                    table.update(rows);
                    orderBy(table, 1, down);
                    return table.getItems().stream().map(Row::cell).toList();
                });
    }

    private static void orderBy(RowTable<?> table, int column, boolean down) {
        orderByColumn(table, table.getColumns().get(column), down);
    }

    private static <R> void orderByColumn(
            RowTable<R> table, TableColumnBase<?, ?> column, boolean down) {
        for (TableColumn<R, ?> each : table.getColumns()) {
            if (each.equals(column)) {
                each.setSortType(
                        down ? TableColumn.SortType.DESCENDING : TableColumn.SortType.ASCENDING);
                table.getSortOrder().setAll(List.of(each));
            }
        }
    }

    @Test
    void rowsAreOrderedByWhatACellSaysInEachLanguageAndWhatSaysNothingIsLast() {
        Locale en = Locale.ENGLISH;
        Locale de = Locale.GERMAN;
        assertThat(ordered(en, Measure.NUMBER, false, "–", "11.2k", "9", "48,213", "", "0.5"))
                .containsExactly("0.5", "9", "11.2k", "48,213", "–", "");
        assertThat(ordered(de, Measure.NUMBER, false, "–", "11,2k", "9", "48.213", "0,5"))
                .containsExactly("0,5", "9", "11,2k", "48.213", "–");
        assertThat(ordered(en, Measure.NUMBER, true, "–", "1", "3", "", "2"))
                .containsExactly("3", "2", "1", "–", "");
        assertThat(ordered(de, Measure.BYTES, false, "2,6 MiB", "900 KiB", "1,1 GiB", "12 B"))
                .containsExactly("12 B", "900 KiB", "2,6 MiB", "1,1 GiB");
        assertThat(ordered(en, Measure.LATENCY, false, "1.4 s", "12 ms", "0.3 ms"))
                .containsExactly("0.3 ms", "12 ms", "1.4 s");
        assertThat(ordered(en, Measure.SPAN, false, "> 1 a", "1:02:05", "0:37", "5 h 12 min"))
                .containsExactly("0:37", "1:02:05", "5 h 12 min", "> 1 a");
        assertThat(ordered(en, Measure.READING, false, "on", "21.375", "-4", "off"))
                .containsExactly("-4", "21.375", "off", "on");
        assertThat(ordered(de, Measure.WORDS, false, "pumpe-10", "Öl", "pumpe-9", "Zange", "Netz"))
                .containsExactly("Netz", "Öl", "pumpe-9", "pumpe-10", "Zange");
    }

    /// Yesterday's late evening is before this morning.
    @Test
    void timesOfOtherDaysComeBeforeThoseOfThisDay() {
        assertThat(
                        ordered(
                                Locale.ENGLISH,
                                Measure.CLOCK,
                                false,
                                "10:42:17",
                                "20 Nov 23:59:00",
                                "31 Dec 2025 08:00:00",
                                "09:00:01.250",
                                "3 Nov 08:00:00"))
                .containsExactly(
                        "31 Dec 2025 08:00:00",
                        "3 Nov 08:00:00",
                        "20 Nov 23:59:00",
                        "09:00:01.250",
                        "10:42:17");
        assertThat(
                        ordered(
                                Locale.ENGLISH,
                                Measure.WORDS,
                                false,
                                "20 Nov 2026 10:45:02",
                                "3 Dec 2026 09:00:00",
                                "21 Nov 2025 10:45:02"))
                .as("also where a filter takes them for words")
                .containsExactly(
                        "21 Nov 2025 10:45:02", "20 Nov 2026 10:45:02", "3 Dec 2026 09:00:00");
        assertThat(ordered(Locale.GERMAN, Measure.CLOCK, true, "10:42:17", "3 März 08:00:00"))
                .containsExactly("10:42:17", "3 März 08:00:00");
    }

    /// Harm: a plant with many tags makes the console stutter once somebody orders them.
    @Test
    void ofFiveThousandRowsThatChangeOnlyThoseInSightAreMade() {
        AtomicInteger asked = new AtomicInteger();
        RowTable<Row> table =
                Console.onFx(
                        () -> {
                            RowTable<Row> made =
                                    new RowTable<Row>(Row::id, "none")
                                            .right(
                                                    "Cell",
                                                    100,
                                                    row -> {
                                                        asked.incrementAndGet();
                                                        return row.cell();
                                                    })
                                            .named("cell", Measure.NUMBER);
                            StackPane root = new StackPane(made);
                            new Scene(root, 400, 300);
                            root.resize(400, 300);
                            return made;
                        });
        int updates = 33;
        Console.onFx(
                () -> {
                    table.update(many(0));
                    orderBy(table, 0, true);
                    return true;
                });
        asked.set(0);
        long began = System.nanoTime();
        for (int i = 1; i <= updates; i++) {
            int turn = i;
            int cells =
                    Console.onFx(
                            () -> {
                                table.update(many(turn));
                                table.applyCss();
                                table.getScene().getRoot().layout();
                                return table.lookupAll(".table-cell").size();
                            });
            assertThat(cells).isBetween(5, 60);
        }
        // All are asked once in two seconds, to be ordered.
        int seconds = (int) ((System.nanoTime() - began) / 1_000_000_000L);
        assertThat(asked.get()).isLessThan((1 + seconds / 2) * 5_000 + updates * 120);
        String most = many(updates).stream().map(Row::cell).max(BY_NUMBER).orElseThrow();
        await(() -> table.getItems().getFirst().cell().equals(most));
    }

    private static final Comparator<String> BY_NUMBER = Comparator.comparingInt(Integer::parseInt);

    private static void await(Supplier<Boolean> holds) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!Console.onFx(holds::get) && System.nanoTime() < end) {
            LockSupport.parkNanos(50_000_000);
        }
        assertThat(Console.onFx(holds::get)).isTrue();
    }

    /// Harm: a log that fills by and by, or an order that was kept, says by its arrow what is not
    /// so.
    @Test
    void manyRowsThatComeAreInOrderAtOnceAlsoTheFirst() {
        RowTable<Row> table = Console.onFx(() -> table(Locale.ENGLISH, Measure.NUMBER));
        List<String> tops =
                Console.onFx(
                        () -> {
                            List<String> seen = new ArrayList<>();
                            orderBy(table, 1, true);
                            for (int i = 0; i < 3; i++) {
                                List<Row> rows = new ArrayList<>(many(0));
                                rows.add(new Row("later " + i, Integer.toString(200_000 + i)));
                                table.update(rows);
                                seen.add(table.getItems().getFirst().id());
                            }
                            return seen;
                        });
        assertThat(tops).containsExactly("later 0", "later 1", "later 2");
    }

    /// Harm: whoever goes by keyboard begins at the top again with each update.
    @Test
    void theFocusStaysAtItsRowHoweverManyChange() {
        RowTable<Row> table = Console.onFx(() -> table(Locale.ENGLISH, Measure.NUMBER));
        String focused =
                Console.onFx(
                        () -> {
                            table.update(many(0));
                            table.getFocusModel().focus(70);
                            List<Row> next = new ArrayList<>(many(1));
                            next.addFirst(new Row("new", "1"));
                            table.update(next);
                            return table.getFocusModel().getFocusedItem().id();
                        });
        assertThat(focused).isEqualTo("row 70");
    }

    /// Pages such as that of the keys are made before a project is open.
    @Test
    void aTableThatWasMadeBeforeAProjectKeepsItsLookForIt() {
        FakeWorkspace workspace = new FakeWorkspace();
        RowTable<Row> table = Console.onFx(() -> table(Locale.ENGLISH, Measure.NUMBER));
        List<Integer> orders =
                Console.onFx(
                        () -> {
                            table.keepLook(workspace, "rows");
                            var _ = workspace.create(Path.of("/home/eng/one"), "one");
                            orderBy(table, 1, true);
                            List<Integer> seen = new ArrayList<>();
                            for (String name : List.of("two", "one")) {
                                var _ = workspace.create(Path.of("/home/eng", name), name);
                                table.recallLook();
                                seen.add(table.getSortOrder().size());
                            }
                            return seen;
                        });
        assertThat(orders).as("of another project, and of this one").containsExactly(0, 1);
    }

    private static List<Row> many(int turn) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            rows.add(new Row("row " + i, Integer.toString((i * 7919 + turn * 104_729) % 100_003)));
        }
        return rows;
    }
}
