package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.MouseEvent;
import javafx.stage.WindowEvent;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.robot.Hand;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a reason is typed twice, or a click that meant nothing leaves the page.
final class AlarmMenuTest {
    private static final String NEW = "LANE-0204/upstream";

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @BeforeEach
    void open() {
        console.workspace.gateway.alarms.flood = 12;
        console.workspace.openSample();
        console.live(2);
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "test", null));
        console.live(20);
        console.onWindow(window -> window.show(PerspectiveId.ALARMS, "alarm/" + NEW));
        console.live(1);
    }

    @AfterEach
    void close() {
        console.close();
    }

    private RowTable<?> table() {
        return (RowTable<?>) console.there("#alarms-table");
    }

    private String reason() {
        return ((TextField) console.there("#alarm-reason")).getText();
    }

    private void write(String why) {
        console.click("#alarm-reason");
        console.type(why);
    }

    private static Stream<MenuItem> all(MenuItem item) {
        return item instanceof Menu menu ? menu.getItems().stream() : Stream.of(item);
    }

    private MenuItem quarter() {
        return table().getContextMenu().getItems().stream()
                .flatMap(AlarmMenuTest::all)
                .filter(each -> "alarm-shelve-15".equals(each.getId()))
                .findFirst()
                .orElseThrow();
    }

    private void fireQuarter() {
        MenuItem item = quarter();
        console.onWindow(window -> item.fire());
    }

    private void refuse(Command command) {
        Problem why = Problem.error("APP-0202", "alarm", "It is gone.", "Look at the list.");
        console.workspace.gateway.late.put(
                command, CompletableFuture.completedFuture(new Outcome.Refused(why)));
    }

    @Test
    void theMenuShelvesNothingWhereTheButtonWouldNot() {
        write("pump is mended");
        RowTable<?> table = table();
        console.onWindow(window -> table.getSelectionModel().clearSelection());
        fireQuarter();
        assertThat(reason()).isEqualTo("pump is mended");
    }

    @Test
    void theMenuShowsWhatCanBeDoneWhenItOpens() {
        assertThat(offInMenu()).isEqualTo(2);
        RowTable<?> table = table();
        console.onWindow(window -> table.getSelectionModel().clearSelection());
        assertThat(offInMenu()).isEqualTo(6);
    }

    private long offInMenu() {
        RowTable<?> table = table();
        return Console.onFx(
                () -> {
                    var menu = table.getContextMenu();
                    Event.fireEvent(menu, new WindowEvent(menu, WindowEvent.WINDOW_SHOWING));
                    return menu.getItems().stream().filter(MenuItem::isDisable).count();
                });
    }

    @Test
    void aReasonStaysUntilTheAlarmIsShelved() {
        long quarter = Duration.ofMinutes(15).toMillis();
        Command asked = new Command.ShelveAlarm(NEW, quarter, "pump is mended");
        refuse(asked);
        write("pump is mended");
        fireQuarter();
        assertThat(reason()).isEqualTo("pump is mended");
        console.workspace.gateway.late.remove(asked);
        fireQuarter();
        assertThat(reason()).isEmpty();
    }

    @Test
    void onlyADoubleClickOnAnAlarmLeadsToWhatItIsAbout() {
        RowTable<?> table = table();
        Node head = Console.onFx(() -> table.lookup(".column-header"));
        Hand.tell(head, MouseEvent.MOUSE_CLICKED, 2, false);
        console.live(1);
        assertThat(console.window.shown()).isEqualTo(PerspectiveId.ALARMS);
        Node row =
                Console.onFx(
                        () ->
                                table.lookupAll(".table-row-cell").stream()
                                        .filter(
                                                each ->
                                                        each.getPseudoClassStates()
                                                                .toString()
                                                                .contains("selected"))
                                        .findFirst()
                                        .orElseThrow());
        Hand.tell(row, MouseEvent.MOUSE_CLICKED, 2, false);
        console.live(1);
        assertThat(console.window.shown()).isEqualTo(PerspectiveId.BUFFERS);
    }
}
