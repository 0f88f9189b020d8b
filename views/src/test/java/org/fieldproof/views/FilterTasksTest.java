package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.filter.Sieve;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What people do to find something in a list, in keys. Harm if it breaks: in a plant with ten
/// thousand rows nobody finds the one that matters, or takes a narrowed list for the whole.
final class FilterTasksTest {

    private Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    /// One key and the word: no grammar, no click.
    @Test
    void aPlainWordNarrowsTheDevices() {
        open(PerspectiveId.DEVICES);
        console.press(KeyCode.CONTROL, KeyCode.F);
        console.type("press");
        assertThat(rows("#devices-table")).isEqualTo(1);
        assertThat(said("#devices-filter-said")).isEqualTo("1 of 3 rows");
        assertThat(console.clicks()).isZero();
        console.press(KeyCode.ESCAPE);
        assertThat(rows("#devices-table")).isEqualTo(3);
        assertThat(focused("#devices-filter")).isTrue();
        console.press(KeyCode.ESCAPE);
        assertThat(focused("#devices-table")).as("then Esc leaves").isTrue();
    }

    /// FILTER-2. While something wrong stands there, what was right before holds.
    @Test
    void whatIsNotUnderstoodEmptiesNothing() {
        open(PerspectiveId.DEVICES);
        console.press(KeyCode.CONTROL, KeyCode.F);
        console.type("press colour~3");
        assertThat(rows("#devices-table")).isEqualTo(1);
        assertThat(said("#devices-filter-said"))
                .contains("There is no column “colour”")
                .contains("At 7")
                .endsWith("Until then: 1 of 3 rows.");
        console.live(2);
        assertThat(rows("#devices-table")).isEqualTo(1);
    }

    @Test
    void aListThatAFilterHasEmptiedSaysSo() {
        open(PerspectiveId.DEVICES);
        console.press(KeyCode.CONTROL, KeyCode.F);
        console.type("nothing-of-this");
        assertThat(rows("#devices-table")).isZero();
        console.sees("The filter hides all 3 rows. Esc in its field empties it.");
    }

    /// Down chooses, Enter takes: a column, then a value that is there.
    @Test
    void columnsAndValuesAreOfferedWhileTyping() {
        open(PerspectiveId.DEVICES);
        console.press(KeyCode.CONTROL, KeyCode.F);
        console.type("dev");
        console.press(KeyCode.DOWN);
        console.press(KeyCode.ENTER);
        assertThat(text("#devices-filter")).isEqualTo("device:");
        console.press(KeyCode.DOWN);
        console.press(KeyCode.DOWN);
        console.press(KeyCode.ENTER);
        assertThat(text("#devices-filter")).isEqualTo("device:mixer-03");
        assertThat(rows("#devices-table")).isEqualTo(1);
    }

    /// Whoever only types and presses Enter gets what he typed, not what was offered.
    @Test
    void nothingIsTakenThatNobodyHasChosen() {
        open(PerspectiveId.DEVICES);
        console.press(KeyCode.CONTROL, KeyCode.F);
        console.type("dev");
        console.press(KeyCode.ENTER);
        assertThat(text("#devices-filter")).isEqualTo("dev");
        assertThat(focused("#devices-table")).isTrue();
    }

    @Test
    void aFilterIsRememberedForTheProjectAndInTheOtherLanguage() {
        open(PerspectiveId.DEVICES);
        console.press(KeyCode.CONTROL, KeyCode.F);
        console.type("device=press-01");
        console.press(KeyCode.ENTER);
        Console next = new Console(Theme.DARK, Locale.GERMAN, console.workspace);
        console.close();
        console = next;
        console.live(2);
        console.onWindow(window -> window.show(PerspectiveId.DEVICES));
        console.live(1);
        assertThat(text("#devices-filter")).isEqualTo("device=press-01");
        assertThat(said("#devices-filter-said")).isEqualTo("1 von 3 Zeilen");
        assertThat(rows("#devices-table")).isEqualTo(1);
    }

    /// The palette leads to a device that a filter hides.
    @Test
    void whoIsLedToARowSeesIt() {
        open(PerspectiveId.DEVICES);
        console.press(KeyCode.CONTROL, KeyCode.F);
        console.type("press");
        console.onWindow(window -> window.show(PerspectiveId.DEVICES, "device/devices/mixer-03"));
        assertThat(text("#devices-filter")).isEmpty();
        assertThat(rows("#devices-table")).isEqualTo(3);
    }

    @Test
    void theSameFilterHoldsInThePast() {
        open(PerspectiveId.LIVE);
        console.live(5);
        console.press(KeyCode.CONTROL, KeyCode.F);
        console.type("address:*press-01* quality=good");
        rowsBecome("#live-table", 3);
        console.press(KeyCode.ENTER);
        console.press(KeyCode.F9);
        console.live(1);
        assertThat(rows("#live-table")).isEqualTo(3);
        console.press(KeyCode.CONTROL, KeyCode.F);
        console.type("mixer");
        assertThat(rows("#live-table")).as("frozen, another filter").isEqualTo(3);
        assertThat(addresses()).as("of the other device").allMatch(each -> each.contains("mixer"));
        assertThat(said("#live-filter-said")).isEqualTo("3 of 9 rows");
    }

    /// Two lists on one page: the key leads to the one that somebody is in.
    @Test
    void theKeyLeadsToTheListAtHand() {
        open(PerspectiveId.ALARMS);
        console.focus("#audit-table");
        console.press(KeyCode.CONTROL, KeyCode.F);
        assertThat(focused("#audit-filter")).isTrue();
        console.focus("#alarms-table");
        console.press(KeyCode.CONTROL, KeyCode.F);
        assertThat(focused("#alarms-filter")).isTrue();
    }

    /// Harm: who cannot see the page does not know which of two lists he narrows.
    @Test
    void eachFieldHasTheNameOfItsList() {
        open(PerspectiveId.ALARMS);
        assertThat(spoken("#alarms-filter")).isEqualTo("Filter: alarms");
        assertThat(spoken("#audit-filter")).isEqualTo("Filter: audit trail");
    }

    /// Harm: what is offered and what is wrong is there for the eye only.
    @Test
    void whatIsOfferedAndWhatIsWrongIsSpoken() {
        open(PerspectiveId.DEVICES);
        console.press(KeyCode.CONTROL, KeyCode.F);
        console.type("dev");
        assertThat(spoken("#devices-filter"))
                .isEqualTo("Filter: devices. 1 suggestion, Down chooses");
        console.press(KeyCode.DOWN);
        assertThat(spoken("#devices-filter")).isEqualTo("Filter: devices. device: device");
        console.press(KeyCode.ESCAPE);
        console.press(KeyCode.ESCAPE);
        console.type("colour~3");
        assertThat(spoken("#devices-filter"))
                .startsWith("Filter: devices. At 1: There is no column “colour”");
        console.press(KeyCode.ESCAPE);
        assertThat(spoken("#devices-filter")).isEqualTo("Filter: devices");
    }

    /// Harm: Ctrl+F, and the question whether records are destroyed stays open, unseen by keys.
    @Test
    void aQuestionOverThePageIsAnsweredFirst() {
        console.workspace.gateway.quarantine.fill(3);
        open(PerspectiveId.BUFFERS);
        console.click("#buffers-quarantine");
        console.live(1);
        console.click("#quarantine-commission");
        console.live(1);
        console.focus("#quarantine-table");
        console.press(KeyCode.DELETE);
        assertThat(focused("#discard-keep")).isTrue();
        console.press(KeyCode.CONTROL, KeyCode.F);
        assertThat(focused("#discard-keep")).as("still").isTrue();
        console.press(KeyCode.ESCAPE);
        console.press(KeyCode.CONTROL, KeyCode.F);
        assertThat(console.there("#discard-prompt").isVisible()).isFalse();
        assertThat(focused("#quarantine-filter")).isTrue();
    }

    /// The keys can be looked at without a project, and be narrowed.
    @Test
    void aListThatNeedsNoProjectIsNarrowedWithoutOne() {
        console.onWindow(window -> window.perform("shell.keys"));
        console.focus("#keys-table");
        console.press(KeyCode.CONTROL, KeyCode.F);
        assertThat(focused("#keys-filter")).isTrue();
    }

    @Test
    void everyListHasTheField() {
        open(PerspectiveId.DEVICES);
        for (PerspectiveId id :
                List.of(
                        PerspectiveId.DEVICES,
                        PerspectiveId.LIVE,
                        PerspectiveId.BUFFERS,
                        PerspectiveId.ALARMS,
                        PerspectiveId.DRILLS,
                        PerspectiveId.EVIDENCE,
                        PerspectiveId.LATENCY)) {
            console.onWindow(window -> window.show(id));
            console.live(1);
            console.press(KeyCode.CONTROL, KeyCode.F);
            assertThat(focused("#" + id.key() + "-filter")).as(id.key()).isTrue();
            assertThat(spoken("#" + id.key() + "-filter")).doesNotContain("filter.list");
        }
    }

    /// F1 in the field explains the language.
    @Test
    void helpExplainsTheLanguage() {
        open(PerspectiveId.DEVICES);
        console.press(KeyCode.CONTROL, KeyCode.F);
        console.press(KeyCode.F1);
        assertThat(console.texts()).contains("Filter");
    }

    private record Row(String id, String device, String state, String rate, String age) {}

    /// Whoever follows the rows is told of thousands at once, and not of each: each is work of the
    /// toolkit. What was chosen stays so.
    @Test
    void tenThousandRowsAreExchangedAtOnce() {
        RowTable<Row> table = Console.onFx(() -> new RowTable<>(Row::id, "none"));
        table.text("device", 100, Row::device)
                .text("state", 100, Row::state)
                .right("rate", 100, Row::rate)
                .right("age", 100, Row::age);
        Sieve<Row> sieve = table.sieve();
        List<Row> rows =
                java.util.stream.IntStream.range(0, 10_000)
                        .mapToObj(i -> new Row("" + i, "device-" + i, "running", "1," + i, "0:37"))
                        .toList();
        assertThat(sieve.filter("vice-99 -stopped (state:run or rate>5k)")).isEmpty();
        assertThat(sieve.keep(rows)).hasSize(111);
        assertThat(sieve.filter("-stopped")).isEmpty();
        AtomicInteger told = new AtomicInteger();
        Console.onFx(
                () -> {
                    table.update(rows);
                    table.select("7777");
                    table.getItems()
                            .addListener((ListChangeListener<Row>) _ -> told.incrementAndGet());
                    table.update(
                            rows.stream()
                                    .map(row -> new Row(row.id, row.device, row.state, "2", "0:38"))
                                    .toList());
                    return told;
                });
        assertThat(told).hasValue(1);
        assertThat(Console.onFx(table::selectedIds)).containsExactly("7777");
        assertThat(Console.onFx(() -> table.getItems().size())).isEqualTo(10_000);
    }

    private void open(PerspectiveId id) {
        console.workspace.openSample();
        console.live(2);
        console.onWindow(window -> window.show(id));
        console.live(1);
    }

    private int rows(String table) {
        return Console.onFx(() -> ((TableView<?>) console.window.scene().lookup(table)).getItems())
                .size();
    }

    /// What comes from afar comes a moment later.
    private void rowsBecome(String table, int expected) {
        for (int i = 0; i < 100 && rows(table) != expected; i++) {
            console.live(1);
        }
        assertThat(rows(table)).isEqualTo(expected);
    }

    private String text(String selector) {
        return ((TextField) console.there(selector)).getText();
    }

    private List<String> addresses() {
        return console.rows("#live-table");
    }

    /// What a reader of screens says of a field.
    private String spoken(String selector) {
        return console.there(selector).getAccessibleText();
    }

    private String said(String selector) {
        return ((Label) console.there(selector)).getText();
    }

    private boolean focused(String selector) {
        return console.there(selector).isFocused();
    }
}
