package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import org.fieldproof.api.command.Command;
import org.fieldproof.robot.Hand;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: thirty rows hide the one that says why, or a hand acknowledges what it did
/// not see.
final class AlarmFloodTasksTest {
    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @BeforeEach
    void open() {
        console.workspace.gateway.alarms.away = true;
        console.workspace.openSample();
        console.live(2);
        console.onWindow(window -> window.show(PerspectiveId.ALARMS));
        flood(12);
    }

    @AfterEach
    void close() {
        console.close();
    }

    private void flood(int alarms) {
        console.workspace.gateway.alarms.flood = alarms;
        console.live(1);
    }

    private RowTable<?> table() {
        return (RowTable<?>) console.there("#alarms-table");
    }

    private int rows() {
        RowTable<?> table = table();
        return Console.onFx(() -> table.getItems().size());
    }

    private List<String> ids() {
        RowTable<?> table = table();
        return Console.onFx(table::selectedIds);
    }

    /// What the column of objects says, from top to bottom.
    private List<String> shown() {
        RowTable<?> table = table();
        return Console.onFx(
                () -> table.whole().rows().stream().map(cells -> cells.get(2)).toList());
    }

    private List<Command> sent() {
        return console.workspace.gateway.commands.stream()
                .filter(Command.AcknowledgeAlarm.class::isInstance)
                .toList();
    }

    private Node cell(String text) {
        RowTable<?> table = table();
        return Console.onFx(
                () ->
                        table.lookupAll(".table-cell").stream()
                                .filter(
                                        each ->
                                                each instanceof TableCell<?, ?> cell
                                                        && text.equals(cell.getText()))
                                .findFirst()
                                .orElseThrow());
    }

    @Test
    void oneRowStandsForTheFloodAndIsAcknowledgedAsAll() {
        console.sees("12 alarms, 1 likely cause: connection devices");
        assertThat(rows()).isEqualTo(1);
        console.focus("#alarms-table");
        int before = console.clicks();
        console.click("#alarm-acknowledge");
        console.live(1);
        assertThat(console.clicks() - before).isEqualTo(1);
        assertThat(sent()).hasSize(12).doesNotHaveDuplicates();
        console.sees("12 alarms, 0 new");
        assertThat(console.there("#alarm-acknowledge").isDisabled()).isTrue();
    }

    @Test
    void aGroupOpensAndClosesByTheKeyboardAndTheChoiceStays() {
        console.focus("#alarms-table");
        console.press(KeyCode.RIGHT);
        assertThat(rows()).isEqualTo(13);
        assertThat(ids()).containsExactly("group/connection devices");
        console.press(KeyCode.DOWN);
        console.press(KeyCode.DOWN);
        console.live(1);
        assertThat(ids()).containsExactly("LINK-0102/devices/d1");
        console.press(KeyCode.A);
        assertThat(sent()).containsExactly(new Command.AcknowledgeAlarm("LINK-0102/devices/d1"));
        console.press(KeyCode.LEFT);
        assertThat(rows()).isEqualTo(1);
        assertThat(ids()).containsExactly("group/connection devices");
    }

    @Test
    void aGroupOpensAndClosesByTheMouse() {
        Hand.tell(cell("▸ connection devices"), MouseEvent.MOUSE_CLICKED, 1, false);
        console.live(1);
        assertThat(rows()).isEqualTo(13);
        Hand.tell(cell("▾ connection devices"), MouseEvent.MOUSE_CLICKED, 1, false);
        console.live(1);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void whoeverWasLedToAnAlarmSeesItInItsGroup() {
        console.onWindow(window -> window.show(PerspectiveId.ALARMS, "alarm/LINK-0102/devices/d7"));
        console.live(1);
        assertThat(ids()).containsExactly("LINK-0102/devices/d7");
        assertThat(rows()).isEqualTo(13);
    }

    @Test
    void aGroupCountsAndAcknowledgesWhatTheFilterKeeps() {
        RowTable<?> table = table();
        console.onWindow(window -> table.sieve().filter("object:d1"));
        console.live(1);
        console.sees("3 alarms, 3 new");
        console.click("#alarm-acknowledge");
        assertThat(sent())
                .containsExactly(
                        new Command.AcknowledgeAlarm("LINK-0102/devices/d1"),
                        new Command.AcknowledgeAlarm("LINK-0102/devices/d10"),
                        new Command.AcknowledgeAlarm("LINK-0102/devices/d11"));
    }

    @Test
    void theChosenAlarmStaysInSightWhenAFloodBegins() {
        flood(9);
        flood(0);
        flood(9);
        assertThat(rows()).isEqualTo(9);
        RowTable<?> table = table();
        console.onWindow(window -> table.select("LINK-0102/devices/d3"));
        flood(12);
        assertThat(ids()).containsExactly("LINK-0102/devices/d3");
        assertThat(rows()).isEqualTo(13);
    }

    @Test
    void theListIsFlatAgainByItselfWhenTheFloodEnds() {
        flood(4);
        assertThat(rows()).isEqualTo(4);
        console.sees("4 active");
    }

    @Test
    void nothingMovesUnderThePointerWhenAFloodBegins() {
        flood(0);
        flood(9);
        List<String> before = shown();
        console.click(cell("device devices/d5"));
        flood(12);
        assertThat(shown()).hasSize(12).startsWith(before.toArray(String[]::new));
        console.live(3);
        assertThat(shown()).as("the pointer rests").startsWith("▾ connection devices");
        assertThat(ids()).containsExactly("LINK-0102/devices/d5");
    }

    @Test
    void anAlarmThatComesIntoAnOpenGroupUnderThePointerWaits() {
        console.focus("#alarms-table");
        console.press(KeyCode.RIGHT);
        List<String> before = shown();
        console.click(cell("     device devices/d5"));
        flood(14);
        assertThat(shown()).isEqualTo(before);
        console.sees("14 alarms, 14 new");
        console.live(3);
        assertThat(shown()).hasSize(15);
    }

    @Test
    void whoeverLooksBackFindsTheGroupOpenWhenHeReturns() {
        console.focus("#alarms-table");
        console.press(KeyCode.RIGHT);
        assertThat(rows()).isEqualTo(13);
        console.press(KeyCode.SHIFT, KeyCode.F9);
        for (int i = 0; i < 2; i++) {
            console.press(KeyCode.LEFT);
        }
        console.live(1);
        assertThat(rows()).as("before the flood").isLessThan(10);
        console.press(KeyCode.END);
        console.live(1);
        assertThat(rows()).isEqualTo(13);
    }

    /// Harm: an arrow does nothing at all in a list that has no groups.
    @Test
    void aKeyThatCanDoNothingIsLeftToOthers() {
        flood(0);
        console.focus("#alarms-table");
        RowTable<?> table = table();
        List<KeyCode> heard = new ArrayList<>();
        console.onWindow(
                window ->
                        table.getParent()
                                .addEventHandler(
                                        KeyEvent.KEY_PRESSED,
                                        event -> {
                                            if (!event.isConsumed()) {
                                                heard.add(event.getCode());
                                            }
                                        }));
        console.press(KeyCode.U);
        assertThat(heard).containsExactly(KeyCode.U);
    }
}
