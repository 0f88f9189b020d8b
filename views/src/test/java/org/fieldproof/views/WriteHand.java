package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javafx.animation.AnimationTimer;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.WindowEvent;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.WriteResult;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.fake.FakeWriting;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;

/// Who writes a tag in the console: what the tests of writing have in common.
abstract class WriteHand {
    /// More than any machine takes for the frames of a test.
    static final int PULSES_MAX = 1_500;

    static final String ADDRESS = "plant/hall-2/press-01/telemetry";

    Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    FakeWriting device() {
        return console.workspace.gateway.writing;
    }

    /// The live values of the sample plant, with the row of a writable tag chosen.
    void open() {
        console.workspace.openSample();
        console.live(2);
        reveal(ADDRESS);
    }

    void commission() {
        open();
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.onWindow(window -> window.show(PerspectiveId.LIVE));
        console.live(1);
        for (int pulse = 0; pulse < PULSES_MAX && isUnread(); pulse++) {
            console.live(1);
        }
    }

    boolean isUnread() {
        String why = String.valueOf(console.there("#live-write").getAccessibleHelp());
        return why.endsWith("not read yet") || why.endsWith("nicht gelesen");
    }

    void reveal(String address) {
        console.onWindow(window -> window.show(PerspectiveId.LIVE, "value/devices " + address));
        console.live(2);
    }

    long confirmations() {
        return Console.onFx(
                () ->
                        console.workspace.gateway.commands.stream()
                                .filter(Command.ConfirmWrite.class::isInstance)
                                .count());
    }

    void arm() {
        console.click("#live-write");
        console.live(1);
        console.click("#write-typed");
        console.type("devices");
        console.click("#write-arm");
        console.live(1);
    }

    void prepare(String value) {
        console.click("#write-value");
        console.type(value);
        console.click("#write-prepare");
        console.live(1);
    }

    boolean sees(String part) {
        return console.texts().stream().anyMatch(text -> text.contains(part));
    }

    String whyOff(String selector) {
        Node node = console.there(selector);
        assertThat(node.isDisabled()).as(selector).isTrue();
        return node.getAccessibleHelp();
    }

    boolean isShown(String selector) {
        Node node = console.node(selector);
        return node != null && Console.onFx(() -> isInSight(node));
    }

    static boolean isInSight(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /// Lets so many frames be drawn, and a tenth of a second pass with each.
    void frames(int count) {
        AtomicInteger drawn = new AtomicInteger();
        AnimationTimer timer =
                new AnimationTimer() {
                    @Override
                    public void handle(long now) {
                        if (drawn.get() < count) {
                            drawn.incrementAndGet();
                            console.workspace.clock.advanceMillis(100);
                        }
                    }
                };
        onFx(timer::start);
        for (int pulse = 0; pulse < PULSES_MAX && drawn.get() < count; pulse++) {
            LockSupport.parkNanos(20_000_000);
        }
        onFx(timer::stop);
        assertThat(drawn.get()).as("frames drawn").isEqualTo(count);
    }

    static void onFx(Runnable task) {
        Console.onFx(
                () -> {
                    task.run();
                    return true;
                });
    }

    /// A LIVE tag, prepared and named: only the button or Enter is left.
    void guarded() {
        device().deviceClass = DeviceClass.LIVE;
        commission();
        arm();
        prepare("8");
        console.click("#write-guard");
        console.type("pressure");
        console.live(1);
    }

    static void key(Node node, EventType<KeyEvent> type) {
        onFx(
                () ->
                        Event.fireEvent(
                                node,
                                new KeyEvent(
                                        type, "", "", KeyCode.ENTER, false, false, false, false)));
    }

    /// A write whose answer is still to come.
    CompletableFuture<Outcome> writing() {
        device().result = WriteResult.CHANGED;
        commission();
        arm();
        prepare("7");
        CompletableFuture<Outcome> late = new CompletableFuture<>();
        console.workspace.gateway.late.put(new Command.ConfirmWrite("token-1"), late);
        console.click("#write-confirm");
        console.live(1);
        return late;
    }

    void answer(CompletableFuture<Outcome> late) {
        onFx(() -> late.complete(device().answer(new Command.ConfirmWrite("token-1"))));
        console.live(1);
    }

    void slowly(Command.WriteCommand command, Runnable way, String then) {
        CompletableFuture<Outcome> late = new CompletableFuture<>();
        console.workspace.gateway.late.put(command, late);
        way.run();
        console.live(2);
        Node panel = console.there("#write-panel");
        assertThat(Console.onFx(panel::isFocusWithin)).as(command.toString()).isTrue();
        onFx(() -> late.complete(device().answer(command)));
        console.live(1);
        assertThat(console.there(then).isFocused()).as(then).isTrue();
    }

    void arm(Node typed) {
        console.click(typed);
        console.press(KeyCode.CONTROL, KeyCode.A);
        console.type("devices");
        console.press(KeyCode.ENTER);
        console.live(1);
    }

    boolean isOff(String selector) {
        return console.there(selector).isDisabled();
    }

    MenuItem menuItem() {
        RowTable<?> table = (RowTable<?>) console.there("#live-table");
        return Console.onFx(
                () -> {
                    var menu = table.getContextMenu();
                    Event.fireEvent(menu, new WindowEvent(menu, WindowEvent.WINDOW_SHOWING));
                    return menu.getItems().stream()
                            .filter(each -> "live-table-write".equals(each.getId()))
                            .findFirst()
                            .orElseThrow();
                });
    }

    void look(Theme theme, String step) {
        if (System.getProperty("looks") != null) {
            console.picture("write-" + theme.id() + "-" + step);
        }
        assertThat(console.audit()).as(step).isEmpty();
    }
}
