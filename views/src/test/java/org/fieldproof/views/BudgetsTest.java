package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.TableRow;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What people come to do, each by mouse within its number of clicks, and again without a mouse.
/// The numbers are those of the brief's tasks; how long a person takes is not measured here. Harm
/// if it breaks: the console is still complete, and nobody finds anything in it.
final class BudgetsTest {
    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    /// @param clicks most presses of the mouse
    /// @param begin what is there before
    /// @param done asserts that it is done
    record Task(
            String id,
            int clicks,
            Consumer<Console> begin,
            Consumer<Console> mouse,
            Consumer<Console> keys,
            Consumer<Console> done) {
        @Override
        public String toString() {
            return id;
        }
    }

    @AfterEach
    void close() {
        console.close();
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void theMouseNeedsNoMoreClicksThanThis(Task task) {
        task.begin().accept(console);
        int before = console.clicks();
        task.mouse().accept(console);
        assertThat(console.clicks() - before).isBetween(1, task.clicks());
        task.done().accept(console);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void itIsDoneWithoutAMouseToo(Task task) {
        task.begin().accept(console);
        int before = console.clicks();
        task.keys().accept(console);
        assertThat(console.clicks()).isEqualTo(before);
        task.done().accept(console);
    }

    private static Stream<Task> tasks() {
        return Stream.of(
                sample(),
                firstEvidence(),
                recent(),
                lastMessages(),
                pin(),
                whyRed(),
                doctor(),
                whenFull(),
                beforeAndAfter(),
                startDrill(),
                stop(),
                jump());
    }

    private static Task sample() {
        return new Task(
                "U-01 the sample plant runs",
                1,
                _ -> {},
                console -> console.click("#open-sample"),
                console -> palette(console, "sample"),
                console -> {
                    console.live(1);
                    assertThat(console.window.shown()).isEqualTo(PerspectiveId.PIPELINES);
                    assertThat(console.node("#node-device-devices-press-01")).isNotNull();
                });
    }

    private static Task firstEvidence() {
        return new Task(
                "U-02 the first drill, and its evidence",
                3,
                _ -> {},
                console -> {
                    console.click("#open-sample");
                    console.live(2);
                    console.click("#pipelines-run-drill");
                    console.live(60);
                    console.click("#result-read");
                },
                console -> {
                    palette(console, "sample");
                    console.live(2);
                    press(console, "#pipelines-run-drill");
                    console.live(60);
                    press(console, "#result-read");
                },
                console -> {
                    console.live(1);
                    assertThat(console.window.shown()).isEqualTo(PerspectiveId.EVIDENCE);
                    assertThat(console.texts())
                            .anyMatch(text -> text.startsWith("Passed: nothing was lost"));
                });
    }

    private static Task recent() {
        return new Task(
                "U-03 a recent project",
                1,
                console -> {
                    open(console);
                    console.workspace.close();
                    console.live(1);
                },
                console -> console.click("#recent-0"),
                console -> press(console, "#recent-0"),
                console -> {
                    console.live(1);
                    assertThat(console.node("#node-device-devices-press-01")).isNotNull();
                });
    }

    private static Task lastMessages() {
        return new Task(
                "U-08 the last messages of a wire",
                1,
                BudgetsTest::open,
                console -> {
                    List<Double> middle =
                            console.between(
                                    "#node-device-devices-press-01", "#node-connection-devices");
                    console.clickAt(middle.getFirst(), middle.getLast());
                },
                console -> {
                    console.tabTo("#node-device-devices-press-01");
                    console.press(KeyCode.W);
                },
                console -> {
                    console.live(1);
                    assertThat(console.node("#wire-table")).isNotNull();
                    assertThat(console.workspace.gateway.commands)
                            .anyMatch(
                                    command ->
                                            command
                                                            instanceof
                                                            Command.InspectWire(var wire, int max)
                                                    && wire instanceof Command.Wire.OfDevice
                                                    && max == 20);
                });
    }

    private static Task pin() {
        return new Task(
                "U-09 a value pinned to a trend",
                1,
                console -> {
                    page(console, KeyCode.DIGIT3);
                    console.live(1);
                },
                console -> {
                    console.click(row(console, "#live-table", 0));
                    console.press(KeyCode.P);
                },
                console -> {
                    console.tabTo("#live-table");
                    console.press(KeyCode.DOWN);
                    console.press(KeyCode.P);
                },
                console -> {
                    console.live(2);
                    assertThat(console.node("#trend-plots")).isNotNull();
                });
    }

    private static Task whyRed() {
        return new Task(
                "U-10 why is this device silent",
                2,
                BudgetsTest::open,
                console -> {
                    console.click("#rail-devices");
                    console.live(1);
                    console.click(row(console, "#devices-table", 1));
                },
                console -> {
                    page(console, KeyCode.DIGIT2);
                    console.tabTo("#devices-table");
                    console.press(KeyCode.DOWN);
                },
                console -> {
                    console.live(1);
                    assertThat(chosenDevice(console)).isEqualTo("devices/pump-02");
                    assertThat(console.texts()).contains("Connected and sending as usual.");
                });
    }

    private static Task doctor() {
        return new Task(
                "U-11 the connection doctor",
                1,
                console -> page(console, KeyCode.DIGIT2),
                console -> console.click("#devices-doctor"),
                console -> press(console, "#devices-doctor"),
                console -> {
                    console.live(1);
                    assertThat(console.texts())
                            .contains(
                                    "The broker refused our certificate.",
                                    "Add our authority to its cafile.")
                            .anyMatch(text -> text.contains("1 of 2 peers need attention"));
                });
    }

    private static Task whenFull() {
        return new Task(
                "U-12 when a buffer will be full",
                1,
                console -> {
                    open(console);
                    console.workspace.gateway.submit(
                            new Command.StartDrill("upstream-outage", "test", null));
                    console.live(20);
                },
                console -> console.click("#rail-buffers"),
                console -> console.press(KeyCode.CONTROL, KeyCode.DIGIT4),
                console -> {
                    console.live(1);
                    assertThat(console.texts())
                            .anyMatch(text -> text.contains("full in 5 h 12 min"));
                });
    }

    private static Task beforeAndAfter() {
        return new Task(
                "U-13 latency before and after a marker",
                2,
                console -> {
                    open(console);
                    console.live(30);
                    console.workspace.gateway.submit(
                            new Command.SetMarker(console.workspace.clock.now(), "new filter"));
                    console.live(20);
                },
                console -> {
                    console.click("#rail-latency");
                    console.live(1);
                    console.click("#latency-mode-compare");
                },
                console -> {
                    page(console, KeyCode.DIGIT5);
                    press(console, "#latency-mode-compare");
                },
                console -> {
                    assertThat(console.texts())
                            .as("at once, not with the next beat")
                            .anyMatch(text -> text.matches("\\d+ s before and \\d+ s after, .*"));
                    RowTable<?> table = (RowTable<?>) console.there("#latency-compare");
                    assertThat(Console.onFx(() -> List.copyOf(table.getItems())))
                            .hasSize(3 * 8)
                            .filteredOn(row -> !row.toString().contains("difference"))
                            .hasSize(2 * 8)
                            .allMatch(row -> !row.toString().contains("count=0"));
                });
    }

    private static Task startDrill() {
        return new Task(
                "U-14 a saved drill is started",
                2,
                BudgetsTest::open,
                console -> {
                    console.click("#rail-drills");
                    console.live(1);
                    console.click("#drill-start");
                },
                console -> {
                    page(console, KeyCode.DIGIT6);
                    press(console, "#drill-start");
                },
                console ->
                        assertThat(console.workspace.gateway.commands)
                                .anyMatch(
                                        command ->
                                                command instanceof Command.StartDrill start
                                                        && start.name().equals("upstream-outage")
                                                        && start.console() != null));
    }

    private static Task stop() {
        return new Task(
                "U-16 all drills are stopped",
                1,
                console -> {
                    open(console);
                    console.workspace.gateway.submit(
                            new Command.StartDrill("upstream-outage", "test", null));
                    console.live(15);
                },
                console -> console.click("#stop"),
                console -> console.press(KeyCode.CONTROL, KeyCode.PERIOD),
                console ->
                        assertThat(console.workspace.gateway.snapshot().drills().running())
                                .isNull());
    }

    private static Task jump() {
        return new Task(
                "U-19 to a device by its name",
                2,
                BudgetsTest::open,
                console -> {
                    console.click("#search");
                    console.type("pump-02");
                    console.enter();
                },
                console -> palette(console, "pump-02"),
                console -> {
                    console.live(1);
                    assertThat(console.window.shown()).isEqualTo(PerspectiveId.DEVICES);
                    assertThat(chosenDevice(console)).isEqualTo("devices/pump-02");
                });
    }

    private static void open(Console console) {
        console.workspace.openSample();
        console.live(2);
    }

    private static void page(Console console, KeyCode digit) {
        if (console.workspace.gateway().isEmpty()) {
            open(console);
        }
        console.press(KeyCode.CONTROL, digit);
        console.live(1);
    }

    private static String chosenDevice(Console console) {
        RowTable<?> table = (RowTable<?>) console.there("#devices-table");
        return Console.onFx(() -> table.selectedId().orElse("none"));
    }

    /// Its first cell: the middle of a row may be out of sight. What is found first by its style
    /// may be a row that a table keeps in reserve, and is where it belongs only once it is laid
    /// out.
    private static Node row(Console console, String table, int index) {
        Node shown = console.there(table);
        return Console.onFx(
                () -> {
                    Parent root = console.window.scene().getRoot();
                    root.applyCss();
                    root.layout();
                    return shown.lookupAll(".table-row-cell").stream()
                            .map(TableRow.class::cast)
                            .filter(row -> row.isVisible() && row.getIndex() == index)
                            .findFirst()
                            .orElseThrow()
                            .lookup(".table-cell");
                });
    }

    private static void palette(Console console, String words) {
        console.press(KeyCode.CONTROL, KeyCode.K);
        console.type(words);
        console.press(KeyCode.ENTER);
    }

    private static void press(Console console, String button) {
        console.tabTo(button);
        console.press(KeyCode.SPACE);
    }
}
