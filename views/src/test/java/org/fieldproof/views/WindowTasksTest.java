package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.fieldproof.api.command.Command;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.action.KeyStroke;
import org.fieldproof.views.fake.FakeWorkspace;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a page on another screen is lost, is there twice, or has no STOP.
final class WindowTasksTest {

    private static final String PLACES = "windows./opt/fieldproof/sample-projects/field-demo";

    private Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    private void open(PerspectiveId id) {
        console.workspace.openSample();
        console.live(2);
        console.onWindow(window -> window.show(id));
    }

    private List<Stage> windows() {
        return Console.onFx(() -> console.window.windows());
    }

    private Scene away() {
        assertThat(windows()).hasSize(1);
        return windows().getFirst().getScene();
    }

    private Node in(Scene scene, String selector) {
        return Console.onFx(() -> scene.lookup(selector));
    }

    private boolean shows(Scene scene, String selector) {
        Node found = in(scene, selector);
        return found != null && Console.onFx(() -> seen(found));
    }

    private static boolean seen(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private Scene main() {
        return console.window.scene();
    }

    private void detach() {
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.W);
        console.live(1);
    }

    private void startDrill() {
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "test", null));
        console.live(2);
    }

    /// Presses of the mouse would go to the window that lies over it.
    private void fire(String selector) {
        Node button = console.there(selector);
        Console.onFx(
                () -> {
                    ((ButtonBase) button).fire();
                    return true;
                });
    }

    private PerspectiveId shown() {
        return Console.onFx(() -> console.window.shown());
    }

    /// On a platform without windows none of them loses the focus: a press says where somebody is.
    private void actInMain() {
        Console.tell(main().getRoot(), MouseEvent.MOUSE_PRESSED, 1, false);
    }

    private void restart(FakeWorkspace workspace) {
        console.close();
        console = new Console(Theme.LIGHT, Locale.ENGLISH, workspace);
        console.live(1);
    }

    /// The page moves: there is one of it, at any time.
    @Test
    void aPageGoesIntoAWindowAndComesBackByKeys() {
        open(PerspectiveId.LIVE);
        Node table = in(main(), "#live-table");
        detach();
        assertThat(in(away(), "#live-table")).isSameAs(table);
        assertThat(in(main(), "#live-table")).isNull();
        assertThat(shows(main(), "#away")).isTrue();
        assertThat(away().getFocusOwner()).isNotNull();
        assertThat(shown()).isEqualTo(PerspectiveId.LIVE);
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.W);
        assertThat(windows()).isEmpty();
        assertThat(in(main(), "#live-table")).isSameAs(table);
        assertThat(shows(main(), "#away")).isFalse();
    }

    @Test
    void closingTheWindowAndThePlaceholderBringThePageBack() {
        open(PerspectiveId.ALARMS);
        detach();
        Stage stage = windows().getFirst();
        Console.onFx(
                () -> {
                    stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
                    return true;
                });
        assertThat(windows()).isEmpty();
        assertThat(shows(main(), "#away")).isFalse();
        detach();
        fire("#away-back");
        assertThat(windows()).isEmpty();
    }

    @Test
    void stopIsInEveryWindowAndItsKeyActsInEveryWindow() {
        open(PerspectiveId.LIVE);
        detach();
        startDrill();
        assertThat(shows(away(), "#stop")).isTrue();
        assertThat(in(away(), "#stop").isDisabled()).isFalse();
        assertThat(shows(away(), ".fp-armed")).isTrue();
        assertThat(((Labeled) in(away(), "#mode")).getText())
                .isEqualTo(((Labeled) in(main(), "#mode")).getText());
        console.press(KeyCode.CONTROL, KeyCode.PERIOD);
        assertThat(console.workspace.gateway.commands)
                .filteredOn(Command.StopDrills.class::isInstance)
                .hasSize(1);
    }

    @Test
    void theButtonStopsInAWindowOfAPage() {
        open(PerspectiveId.DRILLS);
        detach();
        startDrill();
        Node stop = in(away(), "#stop");
        Console.onFx(
                () -> {
                    ((javafx.scene.control.Button) stop).fire();
                    return true;
                });
        assertThat(console.workspace.gateway.commands)
                .anyMatch(Command.StopDrills.class::isInstance);
    }

    /// Whatever else gives way.
    @Test
    void stopIsWholeInANarrowWindowWithLargeLetters() {
        open(PerspectiveId.LIVE);
        detach();
        startDrill();
        console.press(KeyCode.F9);
        console.onWindow(window -> window.setScale(1.5));
        Console.onFx(
                () -> {
                    windows0().setWidth(760);
                    return true;
                });
        console.live(2);
        Region stop = (Region) in(away(), "#stop");
        Scene scene = away();
        assertThat(
                        Console.onFx(
                                () -> {
                                    scene.getRoot().applyCss();
                                    scene.getRoot().layout();
                                    return stop.localToScene(stop.getLayoutBounds()).getMaxX()
                                                    <= scene.getWidth()
                                            && stop.getWidth() >= stop.prefWidth(-1);
                                }))
                .isTrue();
    }

    /// STOP goes on being within reach while somebody reviews, or is asked before quitting.
    @Test
    void stopActsOverAReviewAndWhileTheConsoleAsksBeforeQuitting() {
        console.editPipeline();
        detach();
        startDrill();
        console.press(KeyCode.CONTROL, KeyCode.ENTER);
        console.live(1);
        assertThat(shows(away(), "#review-text")).isTrue();
        console.press(KeyCode.CONTROL, KeyCode.Q);
        assertThat(shows(main(), "#quit-prompt")).isTrue();
        console.press(KeyCode.CONTROL, KeyCode.PERIOD);
        assertThat(console.workspace.gateway.commands)
                .anyMatch(Command.StopDrills.class::isInstance);
    }

    /// The key says "close" and means what is before one's eyes.
    @Test
    void theKeyThatClosesBringsThePageBackAndLeavesTheProjectOpen() {
        open(PerspectiveId.LIVE);
        detach();
        console.press(KeyCode.CONTROL, KeyCode.W);
        console.live(1);
        assertThat(windows()).isEmpty();
        assertThat(shows(main(), "#live-table")).isTrue();
        console.press(KeyCode.CONTROL, KeyCode.W);
        console.live(1);
        assertThat(shows(main(), "#live-table")).isFalse();
    }

    /// What a person is asked must not be asked in a window that he does not see.
    @Test
    void whatOpensInTheConsolesWindowBringsItBack() {
        open(PerspectiveId.LIVE);
        detach();
        startDrill();
        Console.onFx(
                () -> {
                    console.window.stage().setIconified(true);
                    return true;
                });
        console.press(KeyCode.CONTROL, KeyCode.Q);
        assertThat(shows(main(), "#quit-prompt")).isTrue();
        assertThat(Console.onFx(() -> console.window.stage().isIconified())).isFalse();
    }

    /// In the console's window stands only where the page is: its review is opened there.
    @Test
    void theKeyOfTheReviewLeadsToTheWindowOfThePage() {
        console.editPipeline();
        detach();
        actInMain();
        assertThat(Console.onFx(() -> console.window.perform("draft.copy"))).isNotEmpty();
        console.onWindow(window -> window.perform("draft.review"));
        console.live(1);
        assertThat(shows(away(), "#review-text")).isTrue();
        assertThat(isActing(away())).isTrue();
    }

    /// Under the list of keys nothing on the canvas can be meant.
    @Test
    void theKeyOfTheReviewUncoversThePage() {
        console.editPipeline();
        console.onWindow(window -> window.perform("shell.keys"));
        assertThat(Console.onFx(() -> console.window.perform("draft.copy"))).isNotEmpty();
        console.onWindow(window -> window.perform("draft.review"));
        console.live(1);
        assertThat(shows(main(), "#review-text")).isTrue();
    }

    /// Whoever closes it looks at the console's window.
    @Test
    void closingTheListOfKeysLeavesTheOtherWindowWhereItIs() {
        open(PerspectiveId.LIVE);
        detach();
        actInMain();
        console.onWindow(window -> window.perform("shell.keys"));
        assertThat(shows(main(), "#keys-close")).isTrue();
        fire("#keys-close");
        assertThat(shows(main(), "#away")).isTrue();
        assertThat(isActing(main())).isTrue();
    }

    /// The palette comes to whoever acts.
    private boolean isActing(Scene scene) {
        console.onWindow(window -> window.perform("shell.palette"));
        boolean acting = shows(scene, "#palette-query");
        console.press(KeyCode.ESCAPE);
        return acting;
    }

    @Test
    void quittingAsksInTheConsolesWindowAndClosesAllOfThem() {
        open(PerspectiveId.LIVE);
        detach();
        startDrill();
        console.press(KeyCode.CONTROL, KeyCode.Q);
        assertThat(shows(main(), "#quit-prompt")).isTrue();
        assertThat(windows()).hasSize(1);
        assertThat(Console.onFx(() -> main().getFocusOwner().getId())).isEqualTo("quit-stay");
        fire("#quit-stay");
        assertThat(shows(main(), "#quit-prompt")).isFalse();
        console.press(KeyCode.CONTROL, KeyCode.PERIOD);
        console.live(60);
        console.press(KeyCode.CONTROL, KeyCode.Q);
        console.live(1);
        assertThat(windows()).isEmpty();
        assertThat(Console.onFx(() -> console.window.stage().isShowing())).isFalse();
    }

    @Test
    void whatIsFrozenOrLiesBackIsSaidInEveryWindow() {
        open(PerspectiveId.LIVE);
        detach();
        console.press(KeyCode.F9);
        console.live(1);
        assertThat(shows(away(), "#held")).isTrue();
        assertThat(shows(main(), "#held")).isTrue();
        console.press(KeyCode.F9);
        console.press(KeyCode.SHIFT, KeyCode.F9);
        console.press(KeyCode.LEFT);
        console.live(1);
        assertThat(shows(away(), "#time-bar")).isTrue();
        assertThat(shows(main(), "#time-bar")).isTrue();
        assertThat(shows(away(), "#status-now")).isTrue();
        assertThat(((Labeled) in(away(), "#time-shown")).getText())
                .isEqualTo(((Labeled) in(main(), "#time-shown")).getText());
        console.press(KeyCode.END);
        console.live(1);
        assertThat(shows(away(), "#status-now")).isFalse();
    }

    @Test
    void paletteHelpAndToastsComeToWhoeverActs() {
        open(PerspectiveId.LIVE);
        detach();
        console.press(KeyCode.CONTROL, KeyCode.K);
        assertThat(shows(away(), "#palette-query")).isTrue();
        assertThat(in(main(), "#palette-query")).isNull();
        console.press(KeyCode.ESCAPE);
        console.press(KeyCode.F1);
        assertThat(shows(away(), "#help-title")).isTrue();
        console.press(KeyCode.ESCAPE);
        console.press(KeyCode.F9);
        assertThat(shows(away(), ".fp-toast")).isTrue();
        console.press(KeyCode.F6);
        assertThat(away().getFocusOwner()).isNotNull();
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.W);
        console.press(KeyCode.CONTROL, KeyCode.K);
        assertThat(shows(main(), "#palette-query")).isTrue();
    }

    @Test
    void themeScaleLanguageAndKeysHoldInAllWindows() {
        open(PerspectiveId.LIVE);
        detach();
        console.onWindow(window -> window.setTheme(Theme.CONTRAST));
        Scene away = away();
        assertThat(Console.onFx(() -> List.copyOf(away.getStylesheets())))
                .isEqualTo(Console.onFx(() -> List.copyOf(main().getStylesheets())));
        console.onWindow(window -> window.setScale(1.5));
        assertThat(Console.onFx(() -> away.getRoot().getStyle())).contains("20px");
        console.onWindow(
                window ->
                        window.keys()
                                .give(
                                        window.keys().task("shell.freeze").orElseThrow(),
                                        List.of(KeyStroke.plain(KeyCode.F11))));
        console.press(KeyCode.F11);
        console.live(1);
        assertThat(shows(away(), "#held")).isTrue();
        console.onWindow(window -> window.setLanguage(Locale.GERMAN));
        console.live(1);
        assertThat(windows()).hasSize(1);
        assertThat(((Labeled) in(away(), "#window")).getText()).isEqualTo("Zur\u00fcckholen");
    }

    @Test
    void whereWindowsStoodIsKeptForTheProject() {
        open(PerspectiveId.LIVE);
        detach();
        Console.onFx(
                () -> {
                    Stage stage = windows0();
                    stage.setX(40);
                    stage.setY(60);
                    stage.setWidth(900);
                    stage.setHeight(600);
                    return true;
                });
        console.live(3);
        assertThat(console.workspace.preference(PLACES)).contains("live=open 40 60 900 600");
        restart(console.workspace);
        assertThat(windows()).hasSize(1);
        Stage stage = windows().getFirst();
        assertThat(
                        Console.onFx(
                                () ->
                                        new Rectangle2D(
                                                stage.getX(),
                                                stage.getY(),
                                                stage.getWidth(),
                                                stage.getHeight())))
                .isEqualTo(new Rectangle2D(40, 60, 900, 600));
        assertThat(shows(away(), "#live-table")).isTrue();
    }

    private Stage windows0() {
        return console.window.windows().getFirst();
    }

    @Test
    void aLostScreenAndABrokenLayoutBlockNothing() {
        FakeWorkspace workspace = new FakeWorkspace();
        workspace.setPreference(
                PLACES,
                "live=open 9000 9000 900 600;;buffers=open x;gone=open 1 1 900 600;=;alarms");
        restart(workspace);
        console.workspace.openSample();
        console.live(1);
        Stage stage = windows().getFirst();
        Rectangle2D screen = Console.onFx(() -> Screen.getPrimary().getVisualBounds());
        assertThat(Console.onFx(() -> screen.contains(stage.getX(), stage.getY()))).isTrue();
        assertThat(windows()).hasSize(1);
        assertThat(shows(away(), "#live-table")).isTrue();
    }

    /// Harm if it breaks: somebody's windows are elsewhere, and nobody says why.
    @Test
    void aBrokenLayoutIsToldAndKeptAsItWas() {
        FakeWorkspace workspace = new FakeWorkspace();
        String broken = "live=home 40 60 900 600;buffers=open x;gone=open 1 1 900 600";
        workspace.setPreference(PLACES, broken);
        restart(workspace);
        console.workspace.openSample();
        console.live(1);
        assertThat(windows()).isEmpty();
        assertThat(console.texts())
                .contains(
                        "window layout of field-demo: Where these windows stood cannot be read:"
                                + " buffers=open x; gone=open 1 1 900 600");
        assertThat(workspace.preference("unreadable." + PLACES)).contains(broken);
        assertThat(workspace.preference(PLACES)).contains("live=home 40 60 900 600");
        console.press(KeyCode.F8);
        assertThat(console.texts())
                .contains("APP-0924")
                .anyMatch(text -> text.contains("kept in the preferences as unreadable.windows."));
        restart(workspace);
        assertThat(console.texts()).noneMatch(text -> text.startsWith("window layout"));
    }

    @Test
    void anotherProjectHasNoneOfThemAndTheFirstHasThemAgain() {
        open(PerspectiveId.LIVE);
        detach();
        console.onWindow(window -> window.perform("project.close"));
        console.live(1);
        assertThat(windows()).isEmpty();
        console.workspace.create(java.nio.file.Path.of("/home/eng/other"), "other");
        console.live(1);
        assertThat(windows()).isEmpty();
        console.workspace.openSample();
        console.live(1);
        assertThat(windows()).hasSize(1);
        assertThat(shows(away(), "#live-table")).isTrue();
    }

    @Test
    void resetBringsAllOfThemHome() {
        open(PerspectiveId.LIVE);
        assertThat(Console.onFx(() -> console.window.perform("view.home")))
                .isEqualTo("All pages are at home");
        detach();
        console.onWindow(window -> window.show(PerspectiveId.BUFFERS));
        actInMain();
        console.onWindow(window -> window.perform("view.window"));
        assertThat(windows()).hasSize(2);
        console.onWindow(window -> window.perform("view.home"));
        assertThat(windows()).isEmpty();
        assertThat(console.workspace.preference(PLACES)).contains("");
    }

    /// What leads to a page leads to its window.
    @Test
    void whatLeadsToAPageLeadsToItsWindow() {
        open(PerspectiveId.BUFFERS);
        detach();
        actInMain();
        console.onWindow(window -> window.show(PerspectiveId.LIVE));
        console.onWindow(window -> window.show(PerspectiveId.BUFFERS, "lane/upstream"));
        assertThat(shown()).isEqualTo(PerspectiveId.BUFFERS);
        assertThat(shows(main(), "#away")).isTrue();
        assertThat(isActing(away())).isTrue();
        console.press(KeyCode.CONTROL, KeyCode.DIGIT3);
        assertThat(shows(main(), "#live-table")).isTrue();
    }
}
