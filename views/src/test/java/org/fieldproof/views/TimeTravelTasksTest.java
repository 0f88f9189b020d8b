package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftValue;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.draft.SubEdits;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a person does who wants to know what was in flight when it broke. Harm if it breaks: he
/// takes figures of then for those of now, and acts on them.
final class TimeTravelTasksTest {

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    /// A minute in order, then a broker that is cut and has been back for a while.
    private void outage() {
        console.workspace.openSample();
        console.live(60);
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "test", null));
        console.live(90);
    }

    private void open() {
        console.press(KeyCode.SHIFT, KeyCode.F9);
    }

    private String text(String selector) {
        Labeled label = (Labeled) console.there(selector);
        return Console.onFx(label::getText);
    }

    private boolean isShown(String selector) {
        Node node = console.node(selector);
        return node != null && node.isVisible();
    }

    private String records() {
        console.onWindow(window -> window.show(PerspectiveId.BUFFERS, "lane/upstream"));
        return rows("#buffers-table").getLast().toString();
    }

    private static String firstNumber(String age) {
        return age.replaceAll(" ago$", "");
    }

    @Test
    void aClickForEachMarkLeadsToWhatWasInFlightWhenItBroke() {
        outage();
        open();
        console.onWindow(window -> window.show(PerspectiveId.BUFFERS));
        int before = console.clicks();
        // Its end, the line's healing, the cut.
        for (int i = 0; i < 3; i++) {
            console.click("#time-previousMark");
        }
        assertThat(console.clicks() - before).isEqualTo(3);
        assertThat(text("#time-ago")).matches("\\d+ min \\d+ s ago");
        assertThat(records()).contains("words=down");
        console.click("#time-live");
        console.press(KeyCode.LEFT);
        assertThat(text("#time-ago")).as("the keys go on").isEqualTo("1 s ago");
        console.press(KeyCode.END);
        console.live(1);
        assertThat(records()).contains("words=in step");
    }

    /// Harm if it breaks: a key of the bar acts where somebody thinks it means something else.
    @Test
    void theKeysOfTheBarAreHeardOnTheBarOnly() {
        outage();
        open();
        console.press(KeyCode.LEFT);
        assertThat(text("#time-ago")).isEqualTo("1 s ago");
        console.focus("#drawer-problems");
        console.press(KeyCode.END);
        assertThat(text("#time-ago")).as("elsewhere").isEqualTo("1 s ago");
        console.press(KeyCode.ESCAPE);
        assertThat(text("#time-shown")).isEqualTo("Live");
    }

    @Test
    void everythingIsReachedWithKeys() {
        outage();
        open();
        assertThat(text("#time-shown")).isEqualTo("Live");
        console.press(KeyCode.LEFT);
        assertThat(text("#time-ago")).isEqualTo("1 s ago");
        console.press(KeyCode.LEFT);
        console.press(KeyCode.LEFT);
        assertThat(text("#time-ago")).isEqualTo("3 s ago");
        console.press(KeyCode.RIGHT);
        assertThat(text("#time-ago")).isEqualTo("2 s ago");
        console.press(KeyCode.PAGE_UP);
        assertThat(text("#time-ago")).isEqualTo("1 min 2 s ago");
        console.press(KeyCode.PAGE_DOWN);
        assertThat(text("#time-ago")).isEqualTo("2 s ago");
        console.press(KeyCode.HOME);
        String first = text("#time-shown");
        console.press(KeyCode.LEFT);
        assertThat(text("#time-shown")).isEqualTo(first).matches("\\d\\d:\\d\\d:\\d\\d");
        for (int i = 0; !text("#time-remark").contains("drill upstream-outage began"); i++) {
            console.press(KeyCode.M);
            assertThat(i).isLessThan(6);
        }
        String began = text("#time-shown");
        console.press(KeyCode.M);
        assertThat(text("#time-shown")).isGreaterThan(began);
        console.press(KeyCode.SHIFT, KeyCode.M);
        assertThat(text("#time-shown")).isEqualTo(began);
        console.press(KeyCode.END);
        assertThat(text("#time-shown")).isEqualTo("Live");
        assertThat(isShown("#time-bar")).isTrue();
        console.press(KeyCode.ESCAPE);
        assertThat(isShown("#time-bar")).isFalse();
        assertThat(console.clicks()).isZero();
    }

    /// The chosen second is an absolute one: it does not run away from under the eyes.
    @Test
    void whatIsLookedAtStandsWhileTheGatewayGoesOn() {
        outage();
        open();
        console.press(KeyCode.PAGE_UP);
        String shown = text("#time-shown");
        String then = records();
        console.live(5);
        assertThat(text("#time-shown")).isEqualTo(shown);
        assertThat(records()).isEqualTo(then);
        assertThat(text("#time-ago")).isEqualTo("1 min 5 s ago");
        assertThat(isShown("#status-now")).isTrue();
        console.press(KeyCode.F9);
        console.live(1);
        assertThat(isShown("#status-now")).isFalse();
        assertThat(records()).isNotEqualTo(then);
    }

    @Test
    void everyPageThatHasFiguresShowsTheSecond() {
        outage();
        console.onWindow(window -> window.show(PerspectiveId.LIVE));
        console.live(1);
        List<?> now = rows("#live-table");
        open();
        // To the middle of the outage.
        console.press(KeyCode.PAGE_UP);
        console.live(1);
        assertThat(rows("#live-table")).hasSameSizeAs(now).isNotEqualTo(now);
        assertThat(console.texts()).anyMatch(t -> t.contains("9 of 9 addresses, as read at"));
        console.onWindow(window -> window.show(PerspectiveId.ALARMS));
        assertThat(rows("#alarms-table").toString()).contains("upstream");
        console.onWindow(window -> window.show(PerspectiveId.PIPELINES));
        assertThat(console.texts()).contains("◆");
        console.onWindow(window -> window.show(PerspectiveId.DEVICES));
        console.onWindow(window -> window.show(PerspectiveId.LATENCY));
        assertThat(text("#time-remark")).contains("As it was then");
        console.onWindow(window -> window.show(PerspectiveId.DRILLS));
        assertThat(text("#time-remark")).startsWith("This page shows what is now");
        console.press(KeyCode.ESCAPE);
        console.onWindow(window -> window.show(PerspectiveId.ALARMS));
        console.live(1);
        assertThat(rows("#alarms-table").toString()).doesNotContain("DOWN");
    }

    private List<?> rows(String table) {
        TableView<?> found = (TableView<?>) console.there(table);
        return Console.onFx(() -> List.copyOf(found.getItems()));
    }

    @Test
    void nothingIsCommandedOnFiguresOfThenExceptStop() {
        outage();
        open();
        console.press(KeyCode.PAGE_UP);
        console.onWindow(window -> window.show(PerspectiveId.BUFFERS, "lane/upstream"));
        reasoned("#buffers-pause");
        console.onWindow(window -> window.show(PerspectiveId.DEVICES));
        reasoned("#devices-doctor");
        console.onWindow(window -> window.show(PerspectiveId.ALARMS));
        reasoned("#alarm-acknowledge");
        reasoned("#alarm-shelve");
        console.onWindow(window -> window.show(PerspectiveId.DRILLS));
        reasoned("#drill-mode");
        console.onWindow(window -> window.show(PerspectiveId.PIPELINES, "lane/upstream"));
        reasoned("#draft-mode");
        assertThat(isShown("#pipelines-run-drill")).isFalse();
        for (String action : List.of("draft.mode", "draft.review", "draft.undo")) {
            String why = Console.onFx(() -> console.window.perform(action));
            assertThat(why).as(action).startsWith("You are looking at");
        }
        int before = console.workspace.gateway.commands.size();
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "test", null));
        console.live(1);
        console.press(KeyCode.CONTROL, KeyCode.PERIOD);
        assertThat(
                        console.workspace.gateway.commands.subList(
                                before, console.workspace.gateway.commands.size()))
                .anyMatch(Command.StopDrills.class::isInstance);
    }

    /// Harm: messages of now stand beside figures of then.
    @Test
    void messagesOfAWireAreThoseOfNowAndAreNotShownBesideFiguresOfThen() {
        outage();
        console.onWindow(window -> window.show(PerspectiveId.PIPELINES));
        console.click("#node-connection-devices");
        console.press(KeyCode.W);
        console.live(1);
        assertThat(rows("#wire-table")).hasSize(20);
        open();
        console.press(KeyCode.PAGE_UP);
        assertThat(rows("#wire-table")).isEmpty();
        assertThat(console.texts()).anyMatch(t -> t.startsWith("Messages are not kept"));
        console.press(KeyCode.END);
        console.live(1);
        assertThat(rows("#wire-table")).hasSize(20);
    }

    private void reasoned(String button) {
        Node found = console.there(button);
        assertThat(found.isDisabled()).as(button).isTrue();
        assertThat(found.getAccessibleHelp()).as(button).startsWith("You are looking at");
    }

    @Test
    void aSecondThatWasNotSeenIsSaidToBe() {
        console.workspace.openSample();
        console.live(20);
        console.workspace.clock.advanceMillis(120_000);
        console.live(20);
        open();
        console.press(KeyCode.PAGE_UP);
        assertThat(isShown("#time-gap")).isTrue();
        assertThat(console.texts()).contains("Not seen").anyMatch(t -> t.startsWith("From "));
        assertThat(isShown("#inspector")).isFalse();
        console.click("#time-gap-after");
        assertThat(console.node("#time-gap")).isNull();
        assertThat(text("#time-ago")).isEqualTo("19 s ago");
        console.press(KeyCode.LEFT);
        assertThat(isShown("#time-gap")).isTrue();
        console.press(KeyCode.ESCAPE);
        console.live(1);
        assertThat(console.node("#time-gap")).isNull();
        assertThat(isShown("#inspector")).isTrue();
    }

    @Test
    void theHandleIsDraggedAndEachStepIsDrawn() {
        outage();
        open();
        console.onWindow(window -> window.show(PerspectiveId.PIPELINES));
        Node rail = console.there("#time-rail");
        double width = Console.onFx(() -> rail.getLayoutBounds().getWidth());
        console.drag("#time-rail", "#time-rail", -width / 4, 0);
        String shown = text("#time-shown");
        assertThat(shown).matches("\\d\\d:\\d\\d:\\d\\d");
        console.drag("#time-rail", "#time-rail", width, 0);
        assertThat(text("#time-shown")).isEqualTo("Live");
        assertThat(console.clicks()).isEqualTo(2);
    }

    @Test
    void anotherProjectIsNotShownThePastOfTheOneBefore() {
        outage();
        open();
        console.press(KeyCode.PAGE_UP);
        console.workspace.close();
        console.live(1);
        console.workspace.openSample();
        console.live(2);
        assertThat(isShown("#time-bar")).isFalse();
        assertThat(isShown("#status-now")).isFalse();
        open();
        console.press(KeyCode.HOME);
        assertThat(firstNumber(text("#time-ago"))).matches("[0-3] s|follows");
    }

    @Test
    void whoHadFrozenTheViewGoesOnFromThere() {
        outage();
        console.press(KeyCode.F9);
        console.live(20);
        open();
        assertThat(text("#time-ago")).isEqualTo("20 s ago");
        console.press(KeyCode.END);
        assertThat(text("#time-shown")).isEqualTo("Live");
        assertThat(isShown("#held")).isFalse();
    }

    /// Harm: old values are taken for those of the moment at which the view was frozen.
    @Test
    void frozenLiveShowsTheMomentWhateverWasLookedAtThen() {
        outage();
        console.onWindow(window -> window.show(PerspectiveId.LIVE));
        console.live(1);
        List<?> early = rows("#live-table");
        console.onWindow(window -> window.show(PerspectiveId.ALARMS));
        console.live(30);
        String frozenAt = now();
        console.press(KeyCode.F9);
        console.live(3);
        console.onWindow(window -> window.show(PerspectiveId.LIVE));
        List<?> frozen = rows("#live-table");
        assertThat(frozen).hasSameSizeAs(early).isNotEqualTo(early);
        assertThat(console.texts())
                .anyMatch(t -> t.matches("frozen 0:03 .*as read at " + frozenAt));
        console.live(2);
        assertThat(rows("#live-table")).isEqualTo(frozen);
        console.press(KeyCode.F9);
        console.live(1);
        assertThat(rows("#live-table")).hasSameSizeAs(early).isNotEqualTo(frozen);
    }

    @Test
    void liveThatIsFirstOpenedFrozenAndAfterALookBackIsNotOfAnotherSecond() {
        outage();
        console.press(KeyCode.F9);
        console.onWindow(window -> window.show(PerspectiveId.LIVE));
        List<?> present = rows("#live-table");
        assertThat(present).hasSize(9);
        open();
        console.press(KeyCode.PAGE_UP);
        assertThat(rows("#live-table")).hasSize(9).isNotEqualTo(present);
        console.press(KeyCode.END);
        console.press(KeyCode.F9);
        assertThat(rows("#live-table")).isEqualTo(present);
    }

    /// Harm: the bar says that the view follows, and it does not.
    @Test
    void aViewThatIsFrozenUnderTheBarIsSaidToBeAndLetGoOf() {
        outage();
        open();
        console.press(KeyCode.F9);
        console.live(4);
        assertThat(text("#time-ago")).isEqualTo("4 s ago");
        assertThat(text("#time-remark")).startsWith("The view is frozen");
        assertThat(console.there("#time-live").isDisabled()).isFalse();
        console.press(KeyCode.END);
        console.live(1);
        assertThat(text("#time-shown")).isEqualTo("Live");
        assertThat(isShown("#held")).isFalse();
    }

    /// Harm: one Esc too many things undone: the wire's panel is closed, and the second is lost.
    @Test
    void escClosesTheWirePanelFirstAndF8StaysWithWhatIsShown() {
        outage();
        console.onWindow(window -> window.show(PerspectiveId.PIPELINES));
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.edit(
                "break",
                draft ->
                        DraftEdits.set(
                                draft,
                                new PartRef(Section.DESTINATIONS, "upstream"),
                                FieldPath.of("port"),
                                DraftValue.Text.plain("oops")));
        console.live(2);
        open();
        console.press(KeyCode.PAGE_UP);
        String then = text("#time-shown");
        console.click("#node-connection-devices");
        console.press(KeyCode.W);
        console.live(1);
        assertThat(isShown("#wire-table")).isTrue();
        console.focus("#node-connection-devices");
        console.press(KeyCode.ESCAPE);
        assertThat(isShown("#wire-table")).isFalse();
        assertThat(text("#time-shown")).isEqualTo(then);
        assertThat(isShown("#drawer")).isFalse();
        console.press(KeyCode.F8);
        assertThat(isShown("#drawer")).isTrue();
        assertThat(text("#time-shown")).isEqualTo(then);
        console.focus("#node-connection-devices");
        console.press(KeyCode.ESCAPE);
        assertThat(text("#time-shown")).isEqualTo("Live");
    }

    /// Harm: Esc leads out and, with the same press, back to the present; or a look back throws one
    /// out of what is being edited.
    @Test
    void onePressLeavesOneLevelWhileOneLooksBack() {
        console.workspace.openSample();
        foldStores();
        console.click("#review");
        console.live(1);
        console.click("#review-apply");
        console.live(1);
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(5);
        open();
        console.press(KeyCode.LEFT);
        String then = text("#time-shown");
        for (KeyCode key : new KeyCode[] {KeyCode.ESCAPE, KeyCode.UP}) {
            console.focus("#node-sub-item-1");
            console.press(KeyCode.ENTER);
            console.live(1);
            assertThat(console.node("#node-lane-local")).as(key.getName()).isNotNull();
            if (key == KeyCode.UP) {
                console.press(KeyCode.ALT, key);
            } else {
                console.press(key);
            }
            console.live(1);
            assertThat(console.node("#node-lane-local")).as(key.getName()).isNull();
            assertThat(text("#time-shown")).isEqualTo(then);
        }
        console.press(KeyCode.ESCAPE);
        assertThat(text("#time-shown")).isEqualTo("Live");
    }

    @Test
    void aLookBackDoesNotLeaveASubPipelineThatOnlyTheDraftHas() {
        console.workspace.openSample();
        console.live(3);
        foldStores();
        console.click("#draft-sub-item-1");
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(console.node("#draft-pipeline-main")).isNull();
        open();
        console.press(KeyCode.LEFT);
        assertThat(console.node("#node-lane-local")).as("what ran then").isNotNull();
        assertThat(console.node("#node-connection-devices")).isNotNull();
        console.press(KeyCode.END);
        console.live(1);
        assertThat(console.node("#draft-destination-local")).as("still inside").isNotNull();
        assertThat(console.node("#draft-pipeline-main")).isNull();
    }

    private void foldStores() {
        console.live(2);
        console.press(KeyCode.CONTROL, KeyCode.E);
        PartGroup stores =
                new PartGroup(
                        "item-1",
                        "Stores",
                        Set.of(
                                new PartRef(Section.DESTINATIONS, "local"),
                                new PartRef(Section.DESTINATIONS, "upstream")),
                        new Point(620, 160));
        console.edit("fold", draft -> SubEdits.fold(draft, stores, Set.of()));
        console.live(1);
        console.press(KeyCode.CONTROL, KeyCode.DIGIT0);
        console.live(1);
    }

    private String now() {
        return Console.onFx(
                () ->
                        DateTimeFormatter.ofPattern("HH:mm:ss")
                                .withZone(ZoneOffset.UTC)
                                .format(console.workspace.clock.now()));
    }

    @Test
    void helpIsAboutIt() {
        outage();
        open();
        console.press(KeyCode.F1);
        assertThat(console.texts()).contains("Time travel");
    }
}
