package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Latest values are looked for while the console goes on, and come when they come. Harm if it
/// breaks: a list stands under a filter that it does not fit, or under a time that it is not of.
final class LateAnswersTest {

    private static final Command SEARCHED = new Command.ReadLatest("#", 10_000);
    private static final Command SHOWN = new Command.ReadLatest("#", 500);

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);
    private final CompletableFuture<Outcome> first = new CompletableFuture<>();
    private final CompletableFuture<Outcome> second = new CompletableFuture<>();

    @BeforeEach
    void open() {
        console.workspace.openSample();
        console.live(2);
        console.onWindow(window -> window.show(PerspectiveId.LIVE));
        console.live(1);
        assertThat(rows()).isEqualTo(9);
        console.workspace.gateway.late.put(SEARCHED, first);
        console.workspace.gateway.late.put(SHOWN, second);
    }

    @AfterEach
    void close() {
        console.close();
    }

    /// Another choice, made while an answer is due, is asked for at once.
    @Test
    void anOlderAnswerDoesNotTakeTheNewersPlace() {
        filter("plant");
        filter("");
        answer(second, 2);
        assertThat(rows()).isEqualTo(2);
        answer(first, 9);
        staysAt(2);
    }

    @Test
    void nothingMoreIsAskedWhileAnAnswerIsDue() {
        filter("plant");
        long asked = console.workspace.gateway.commands.stream().filter(this::isFirst).count();
        console.live(5);
        assertThat(console.workspace.gateway.commands.stream().filter(this::isFirst).count())
                .isEqualTo(asked)
                .isPositive();
        answer(first, 3);
        becomes(3);
    }

    private boolean isFirst(Object command) {
        return command.equals(SEARCHED);
    }

    /// The answer to what was asked before a look back is not of the present that is shown then.
    @Test
    void anAnswerFromBeforeALookBackIsNotShownAfterIt() {
        filter("plant");
        console.press(KeyCode.F9);
        console.live(1);
        console.workspace.gateway.late.remove(SEARCHED);
        console.press(KeyCode.F9);
        console.live(1);
        becomes(9);
        answer(first, 2);
        staysAt(9);
    }

    private void filter(String text) {
        TextField field = (TextField) console.there("#live-filter");
        console.onWindow(window -> field.setText(text));
        console.live(1);
    }

    private void answer(CompletableFuture<Outcome> due, int values) {
        Outcome.LatestRead all =
                (Outcome.LatestRead)
                        console.workspace
                                .gateway
                                .submit(new Command.ReadLatest("#", 9))
                                .toCompletableFuture()
                                .join();
        List<Outcome.LatestValue> some = all.values().subList(0, values);
        due.complete(new Outcome.LatestRead(some, 9));
        console.onWindow(ConsoleWindow::refresh);
    }

    /// Much is made ready beside the FX thread, and comes a moment later.
    private void becomes(int expected) {
        for (int i = 0; i < 100 && rows() != expected; i++) {
            console.live(1);
        }
        assertThat(rows()).isEqualTo(expected);
    }

    /// Also when what is late has had its time.
    private void staysAt(int expected) {
        for (int i = 0; i < 20; i++) {
            console.live(1);
            assertThat(rows()).isEqualTo(expected);
        }
    }

    private int rows() {
        RowTable<?> table = (RowTable<?>) console.there("#live-table");
        return Console.onFx(() -> table.getItems().size());
    }
}
