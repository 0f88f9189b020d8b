package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.action.KeyScope;
import org.fieldproof.views.action.KeyStroke;
import org.fieldproof.views.action.KeyTask;
import org.fieldproof.views.fake.FakeWorkspace;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: somebody's own keys do nothing, the wrong thing, or are gone the next day.
final class KeyTasksTest {

    private Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    private void restart(FakeWorkspace workspace) {
        console.close();
        console = new Console(Theme.LIGHT, Locale.ENGLISH, workspace);
    }

    /// Opens the page, finds an action by its name and waits for keys; without a mouse.
    private void change(String name) {
        console.onWindow(window -> window.perform("shell.keys"));
        console.type(name);
        // From the field over the one that takes keys, to the list.
        console.press(KeyCode.TAB);
        console.press(KeyCode.TAB);
        console.press(KeyCode.ENTER);
    }

    private String said() {
        return ((Labeled) console.there("#keys-said")).getText();
    }

    private boolean visible(String selector) {
        return Console.onFx(() -> console.window.scene().lookup(selector).isVisible());
    }

    private boolean drawerShown() {
        return Console.onFx(() -> console.window.scene().lookup("#drawer").isVisible());
    }

    /// No key means two things where both could be meant.
    @Test
    void noTwoActionsBeginWithTheSameKey() {
        List<KeyTask> tasks = Console.onFx(() -> console.window.keys().tasks());
        assertThat(tasks).hasSizeGreaterThan(70);
        Map<String, String> taken = new HashMap<>();
        for (KeyTask task : tasks) {
            for (KeyStroke each : task.keys()) {
                String before = taken.put(task.scope() + " " + each.stored(), task.id());
                assertThat(before).as(each.stored() + " is " + task.id()).isNull();
                assertThat(
                                task.scope() == KeyScope.CONSOLE
                                        ? null
                                        : taken.get("CONSOLE " + each.stored()))
                        .as(each.stored() + " everywhere and in one place")
                        .isNull();
            }
        }
        assertThat(taken).containsEntry("CONSOLE Shortcut+PERIOD", KeyTask.STOP);
    }

    @Test
    void keysAreChangedByKeysAndHoldAtOnce() {
        console.workspace.openSample();
        console.live(2);
        change("Show log");
        console.press(KeyCode.CONTROL, KeyCode.J);
        assertThat(said()).isEqualTo("Show log: Ctrl+J");
        assertThat(console.texts()).contains("Ctrl+J");
        console.press(KeyCode.ESCAPE);
        assertThat(console.node("#keys")).isNull();
        console.press(KeyCode.CONTROL, KeyCode.L);
        assertThat(drawerShown()).isFalse();
        console.press(KeyCode.CONTROL, KeyCode.J);
        assertThat(drawerShown()).isTrue();
    }

    @Test
    void theNewKeyIsSaidWhereverAKeyIsSaid() {
        console.workspace.openSample();
        console.live(2);
        console.onWindow(window -> window.show(PerspectiveId.LIVE));
        console.press(KeyCode.F1);
        assertThat(helpText()).contains("F9").doesNotContain("F11");
        give("shell.freeze", KeyStroke.plain(KeyCode.F11));
        give("live.pin", KeyStroke.plain(KeyCode.H));
        give("project.open", KeyStroke.shortcut(KeyCode.J));
        give("shell.palette", KeyStroke.shortcutShift(KeyCode.K));
        give("draft.undo", KeyStroke.shortcut(KeyCode.U));
        assertThat(helpText()).contains("F11").doesNotContain("F9");
        console.live(1);
        assertThat(console.texts())
                .anyMatch(text -> text.startsWith("Choose one or more rows and press H:"))
                .anyMatch(text -> text.endsWith("Ctrl+Shift+K"));
        assertThat(menuKeys()).contains("Ctrl+J").doesNotContain("Ctrl+O");
        console.press(KeyCode.F11);
        assertThat(console.texts())
                .contains("View frozen; the gateway goes on. F11 follows again.")
                .anyMatch(text -> text.startsWith("Figures frozen") && text.endsWith("(F11)"));
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.K);
        console.type("open project");
        assertThat(console.texts()).contains("Ctrl+J");
        console.press(KeyCode.ESCAPE);
        console.press(KeyCode.CONTROL, KeyCode.SLASH);
        assertThat(console.texts()).contains("Ctrl+J", "F11");
    }

    /// Harm if it breaks: a German keyboard has no key on which what is said is printed.
    @Test
    void germansReadTheNamesOfTheirKeys() {
        console.close();
        console = new Console(Theme.LIGHT, Locale.GERMAN);
        console.workspace.openSample();
        console.live(2);
        assertThat(menuKeys()).contains("Strg+O");
        assertThat(console.texts()).anyMatch(text -> text.endsWith("Strg+K"));
        console.onWindow(window -> window.show(PerspectiveId.PIPELINES));
        console.press(KeyCode.F1);
        assertThat(helpText()).contains("Eingabe").contains("Strg+C").doesNotContain("Ctrl");
        console.press(KeyCode.CONTROL, KeyCode.SLASH);
        assertThat(console.texts())
                .contains("Strg+Umschalt+G", "Bild auf", "Pos1", "Entf, Rück")
                .noneMatch(text -> text.contains("Ctrl+"));
        console.press(KeyCode.ESCAPE);
        console.press(KeyCode.CONTROL, KeyCode.K);
        console.type("rückgängig");
        assertThat(console.texts()).contains("Strg+Z");
        console.press(KeyCode.ESCAPE);
        console.onWindow(window -> window.perform("shell.keys"));
        console.type("bild auf");
        assertThat(console.texts()).contains("Bild auf").doesNotContain("Strg+Z");
    }

    private List<String> menuKeys() {
        return Console.onFx(
                () ->
                        ((MenuButton) console.window.scene().lookup("#project-menu"))
                                .getItems().stream()
                                        .map(MenuItem::getText)
                                        .filter(text -> text != null && text.contains("   "))
                                        .map(text -> text.substring(text.indexOf("   ") + 3))
                                        .toList());
    }

    private String helpText() {
        StringBuilder text = new StringBuilder();
        Console.onFx(
                () -> {
                    console.window.scene().getRoot().lookupAll(".fp-help-code").stream()
                            .map(node -> ((javafx.scene.text.Text) node).getText())
                            .forEach(each -> text.append(each).append('\n'));
                    return true;
                });
        return text.toString();
    }

    private void give(String id, KeyStroke stroke) {
        console.onWindow(
                window ->
                        window.keys().give(window.keys().task(id).orElseThrow(), List.of(stroke)));
    }

    @Test
    void keysOfAnotherAreLeftOrTakenOver() {
        change("Show log");
        console.press(KeyCode.CONTROL, KeyCode.E);
        assertThat(((Labeled) console.there("#keys-asked")).getText())
                .isEqualTo("Ctrl+E is: Switch between Observe and Commission (Edit)");
        // The safe answer has the focus.
        console.press(KeyCode.SPACE);
        assertThat(keys("shell.log")).isEqualTo("Ctrl+L");
        assertThat(keys("draft.mode")).isEqualTo("Ctrl+E");
        console.press(KeyCode.ENTER);
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.press(KeyCode.TAB);
        console.press(KeyCode.SPACE);
        assertThat(keys("shell.log")).isEqualTo("Ctrl+E");
        assertThat(keys("draft.mode")).isEmpty();
        console.click("#keys-undo");
        assertThat(keys("shell.log")).isEqualTo("Ctrl+L");
        assertThat(keys("draft.mode")).isEqualTo("Ctrl+E");
    }

    private String keys(String id) {
        return Console.onFx(
                () ->
                        console.window
                                .actions()
                                .find(id)
                                .orElseThrow()
                                .keysText(new Texts(console.window.language())));
    }

    @Test
    void whatCannotBeGivenIsRefusedWithTheReasonAndAskedAgain() {
        change("Show log");
        console.press(KeyCode.Q);
        assertThat(said()).startsWith("Q by itself writes into texts");
        console.press(KeyCode.CONTROL, KeyCode.V);
        assertThat(said()).startsWith("Ctrl+V is needed wherever somebody writes");
        console.press(KeyCode.F5);
        assertThat(said()).isEqualTo("Show log: F5");
    }

    @Test
    void aLetterOfTheCanvasIsChangedToo() {
        console.editPipeline();
        give("draft.add", KeyStroke.plain(KeyCode.Q));
        console.press(KeyCode.A);
        assertThat(visible("#quick-add")).isFalse();
        console.press(KeyCode.Q);
        assertThat(visible("#quick-add")).isTrue();
    }

    @Test
    void stopStopsWhileKeysAreWaitedForAndKeepsItsKey() {
        console.workspace.openSample();
        console.live(2);
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "test", null));
        console.live(2);
        change("STOP all");
        assertThat(Console.onFx(() -> console.window.scene().lookup("#keys-change").isVisible()))
                .isFalse();
        console.press(KeyCode.CONTROL, KeyCode.PERIOD);
        assertThat(console.workspace.gateway.commands)
                .anyMatch(Command.StopDrills.class::isInstance);
        console.press(KeyCode.F12);
        assertThat(keys(KeyTask.STOP)).isEqualTo("Ctrl+., F12");
    }

    @Test
    void keysAreFoundByPressingThem() {
        console.onWindow(window -> window.perform("shell.keys"));
        console.press(KeyCode.TAB);
        console.press(KeyCode.CONTROL, KeyCode.L);
        assertThat(console.texts()).contains("Show log").doesNotContain("Freeze or follow view");
    }

    @Test
    void theNextConsoleHasThemAndResetGivesThemBack() {
        change("Show log");
        console.press(KeyCode.CONTROL, KeyCode.J);
        restart(console.workspace);
        assertThat(keys("shell.log")).isEqualTo("Ctrl+J");
        console.onWindow(window -> window.setLanguage(Locale.GERMAN));
        assertThat(keys("shell.log")).isEqualTo("Strg+J");
        console.onWindow(window -> window.perform("shell.keys"));
        console.type("Strg+J");
        console.click("#keys-reset");
        assertThat(keys("shell.log")).isEqualTo("Strg+L");
        console.press(KeyCode.CONTROL, KeyCode.L);
        restart(console.workspace);
        assertThat(keys("shell.log")).isEqualTo("Ctrl+L");
    }

    @Test
    void aBrokenFileIsToldAndBlocksNothing() {
        FakeWorkspace workspace = new FakeWorkspace();
        workspace.setPreference("keys", "shell.log=Hyper+J;no such;;gone.away=F5;draft.mode=F6");
        restart(workspace);
        assertThat(console.texts()).contains(new Texts(Locale.ENGLISH).get("keys.unused.toast"));
        assertThat(keys("shell.log")).isEqualTo("Ctrl+L");
        assertThat(keys("draft.mode")).isEqualTo("F6");
        assertThat(keys("shell.nextPane")).isEmpty();
        console.onWindow(window -> window.perform("shell.keys"));
        assertThat(console.texts())
                .anyMatch(text -> text.contains("shell.log=Hyper+J; no such; gone.away=F5"));
        console.click("#keys-forget");
        assertThat(workspace.preference("keys")).contains("draft.mode=F6;shell.nextPane=");
        assertThat(visible("#keys-unused")).isFalse();
    }

    @Test
    void thePageIsReachedFromSettingsHelpAndTheSheet() {
        console.workspace.openSample();
        console.live(2);
        console.onWindow(window -> window.show(PerspectiveId.SETTINGS));
        console.click("#settings-keys");
        assertThat(console.node("#keys")).isNotNull();
        console.press(KeyCode.F1);
        assertThat(((Labeled) console.there("#help-title")).getText()).isEqualTo("Keys");
        console.press(KeyCode.ESCAPE);
        console.press(KeyCode.ESCAPE);
        assertThat(console.node("#keys")).isNull();
        console.press(KeyCode.CONTROL, KeyCode.SLASH);
        console.press(KeyCode.TAB);
        console.press(KeyCode.SPACE);
        assertThat(console.node("#keys")).isNotNull();
    }
}
