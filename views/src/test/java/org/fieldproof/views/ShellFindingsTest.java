package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tooltip;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.WindowEvent;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.drill.Verdict;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the frame of the console says and asks, and when. Harm if it breaks: an operator is told
/// what is not so, or loses a drill by closing a window.
final class ShellFindingsTest {
    private static final Command OUTAGE = new Command.StartDrill("upstream-outage", "test", null);

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void aDraftThatCannotBeLoadedIsSaid() {
        console.workspace.drafts.unreadable =
                Optional.of(
                        Problem.error("PROJ-0102", "project", "A file is gone.", "Bring it back."));
        open();
        assertThat(console.texts()).contains("project: A file is gone.");
    }

    /// Harm: DEGRADED, and nothing there that says why.
    @Test
    void theStateOfTheEngineSaysWhyItAsksForAttention() {
        open();
        console.workspace.gateway.submit(OUTAGE);
        console.live(15);
        Button engine = (Button) console.there("#status-engine");
        Problem why = console.workspace.gateway.snapshot().faults().getFirst();
        Tooltip tip = Objects.requireNonNull(engine.getTooltip());
        assertThat(tip.getText()).contains(why.code(), why.message());
        assertThat(engine.getAccessibleText()).contains("DEGRADED", why.message());
        console.live(60);
        assertThat(engine.getTooltip()).as("RUN needs no reason").isNull();
    }

    @Test
    void aDrillOfAnEarlierStartIsNotAnnounced() {
        open();
        console.workspace.gateway.find(
                new DrillSnapshot.Result(
                        "D-1",
                        "upstream-outage",
                        Verdict.FAILED,
                        "Long ago.",
                        Instant.EPOCH,
                        Instant.EPOCH,
                        "/old/D-1.evidence.zip"));
        console.live(2);
        assertThat(console.there("#result-banner").isVisible()).isFalse();
        console.workspace.gateway.submit(OUTAGE);
        console.live(60);
        assertThat(console.there("#result-banner").isVisible()).isTrue();
        console.workspace.close();
        console.live(1);
        console.workspace.create(Path.of("/home/eng/other"), "other");
        console.live(1);
        assertThat(console.there("#result-banner").isVisible()).as("of another project").isFalse();
    }

    @Test
    void stopHasOneTooltipAndSaysWhyItIsOffAsLongAsItIs() {
        open();
        Button stop = (Button) console.there("#stop");
        Tooltip own = Objects.requireNonNull(stop.getTooltip());
        assertThat(stop.getAccessibleHelp()).isEqualTo("No drill is running");
        console.live(2);
        console.workspace.gateway.submit(OUTAGE);
        console.live(2);
        assertThat(stop.getTooltip()).isSameAs(own);
        assertThat(stop.getAccessibleHelp()).isEmpty();
    }

    @Test
    void aWindowThatIsClosedDuringADrillAsksFirst() {
        open();
        console.workspace.gateway.submit(OUTAGE);
        console.live(15);
        askToClose();
        assertThat(showing()).isTrue();
        assertThat(console.there("#quit-prompt").isVisible()).isTrue();
        assertThat(console.texts()).anyMatch(text -> text.contains("upstream-outage"));
        console.press(KeyCode.ENTER);
        assertThat(console.there("#quit-prompt").isVisible()).as("safe by default").isFalse();
        assertThat(console.workspace.gateway.snapshot().drills().running()).isNotNull();
        console.onWindow(window -> window.perform("app.quit"));
        assertThat(showing()).isTrue();
        console.click("#quit-stop");
        assertThat(console.workspace.gateway.snapshot().drills().running()).isNull();
        assertThat(showing()).isFalse();
    }

    @Test
    void aGatewayThatDoesNotAnswerKeepsNobodyHere() {
        open();
        console.workspace.gateway.submit(OUTAGE);
        console.live(15);
        askToClose();
        console.workspace.gateway.hanging = true;
        console.click("#quit-stop");
        console.live(5);
        assertThat(showing()).as("it is given time").isTrue();
        console.live(10);
        assertThat(showing()).isFalse();
    }

    /// STOP was within reach through the palette as well once; a palette over the question could
    /// do anything else behind it, too, and STOP has its button and its key in any case.
    @Test
    void onlyAnswersHelpAndStopActWhileSomebodyIsAsked() {
        open();
        console.workspace.gateway.submit(OUTAGE);
        console.live(15);
        console.press(KeyCode.CONTROL, KeyCode.K);
        askToClose();
        assertThat(seen("#palette-query")).as("it was open").isFalse();
        console.press(KeyCode.CONTROL, KeyCode.K);
        assertThat(seen("#palette-query")).isFalse();
        console.press(KeyCode.CONTROL, KeyCode.SLASH);
        assertThat(seen("#shortcut-sheet")).isFalse();
        console.press(KeyCode.CONTROL, KeyCode.L);
        assertThat(seen("#drawer")).isFalse();
        PerspectiveId before = Console.onFx(() -> console.window.shown());
        console.press(KeyCode.CONTROL, KeyCode.DIGIT3);
        assertThat(Console.onFx(() -> console.window.shown())).isEqualTo(before);
        assertThat(focused()).isEqualTo("quit-stay");
        console.press(KeyCode.F1);
        assertThat(seen("#help-title")).isTrue();
        assertThat(((Labeled) console.there("#help-title")).getText()).isEqualTo("Drills");
        assertThat(focused()).isEqualTo("quit-stay");
        console.press(KeyCode.F1);
        assertThat(seen("#help-title")).isFalse();
        assertThat(console.workspace.gateway.snapshot().drills().running()).isNotNull();
        console.press(KeyCode.CONTROL, KeyCode.PERIOD);
        console.live(1);
        assertThat(console.workspace.gateway.snapshot().drills().running()).isNull();
        assertThat(showing()).isTrue();
    }

    private String focused() {
        return Console.onFx(() -> console.window.scene().getFocusOwner().getId());
    }

    private boolean seen(String selector) {
        return Console.onFx(
                () -> {
                    Node at = console.window.scene().lookup(selector);
                    while (at != null && at.isVisible() && at.getParent() != null) {
                        at = at.getParent();
                    }
                    return at != null && at.isVisible();
                });
    }

    /// Harm: keys act on what the question covers.
    @Test
    void theFocusStaysWithTheQuestion() {
        open();
        console.workspace.gateway.submit(OUTAGE);
        console.live(15);
        askToClose();
        for (KeyCode key : new KeyCode[] {KeyCode.F6, KeyCode.F1}) {
            console.press(key);
            console.live(1);
            assertThat(Console.onFx(() -> console.window.scene().getFocusOwner().getId()))
                    .as("%s", key)
                    .isEqualTo("quit-stay");
        }
    }

    @Test
    void frozenFiguresSayForHowLongAndChartsStandStill() {
        open();
        console.onWindow(window -> window.show(PerspectiveId.BUFFERS));
        console.live(2);
        console.press(KeyCode.F9);
        console.live(42);
        assertThat(((Labeled) console.there("#held")).getText()).contains("0:42");
        int[] before = pixels();
        // Longer than the history reaches.
        console.live(60);
        assertThat(pixels()).isEqualTo(before);
        console.press(KeyCode.F9);
        console.live(1);
        assertThat(pixels()).isNotEqualTo(before);
    }

    /// The first chart, as it is seen.
    private int[] pixels() {
        Node chart = console.there(".fp-panel Canvas");
        return Console.onFx(
                () -> {
                    WritableImage image = chart.snapshot(null, null);
                    int wide = (int) image.getWidth();
                    int high = (int) image.getHeight();
                    int[] pixels = new int[wide * high];
                    image.getPixelReader()
                            .getPixels(
                                    0,
                                    0,
                                    wide,
                                    high,
                                    PixelFormat.getIntArgbInstance(),
                                    pixels,
                                    0,
                                    wide);
                    return pixels;
                });
    }

    @Test
    void aWindowThatIsClosedAtRestCloses() {
        open();
        askToClose();
        assertThat(showing()).isFalse();
    }

    private void askToClose() {
        console.onWindow(
                window ->
                        window.stage()
                                .fireEvent(
                                        new WindowEvent(
                                                window.stage(), WindowEvent.WINDOW_CLOSE_REQUEST)));
    }

    private boolean showing() {
        return Console.onFx(() -> console.window.stage().isShowing());
    }

    @Test
    void freezingHoldsTheFiguresAndNothingElse() {
        open();
        console.press(KeyCode.F9);
        console.click("#node-lane-upstream");
        console.live(1);
        assertThat(console.texts()).as("the inspector follows").contains("Pause delivery");
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(1);
        console.click("#draft-destination-local");
        console.press(KeyCode.DELETE);
        console.live(1);
        assertThat(console.node("#draft-destination-local")).isNull();
        console.press(KeyCode.CONTROL, KeyCode.Z);
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(1);
        assertThat(console.node("#node-lane-upstream")).isNotNull();
    }

    @Test
    void freezingLeavesTheWorkbenchAlone() {
        console.workspace.gateway.quarantine.fill(4);
        open();
        console.onWindow(window -> window.show(PerspectiveId.BUFFERS));
        console.press(KeyCode.F9);
        console.onWindow(window -> window.perform("buffers.quarantine"));
        console.live(1);
        assertThat(console.texts()).anyMatch(text -> text.contains("4 records"));
    }

    @Test
    void aClockThatIsSetBackStopsNeitherValuesNorCharts() {
        open();
        console.onWindow(window -> window.show(PerspectiveId.LIVE));
        console.live(3);
        console.workspace.clock.setBackMillis(3_600_000);
        long before = reads();
        console.live(5);
        assertThat(reads() - before).isGreaterThanOrEqualTo(4);
    }

    private long reads() {
        return console.workspace.gateway.commands.stream()
                .filter(Command.ReadLatest.class::isInstance)
                .count();
    }

    @Test
    void evidenceThatCannotBeReadLeavesNoPageOfAnother() {
        open();
        console.workspace.gateway.submit(OUTAGE);
        console.live(60);
        console.click("#result-read");
        console.live(1);
        assertThat(console.texts()).anyMatch(text -> text.startsWith("Passed: nothing was lost"));
        console.workspace.gateway.unreadable.add("/old/D-1.evidence.zip");
        console.onWindow(
                window -> window.show(PerspectiveId.EVIDENCE, "evidence//old/D-1.evidence.zip"));
        console.live(1);
        assertThat(console.texts())
                .noneMatch(text -> text.startsWith("Passed: nothing was lost"))
                .contains("The file is cut off.");
        console.workspace.gateway.unreadable.clear();
        console.onWindow(
                window -> window.show(PerspectiveId.EVIDENCE, "evidence//old/D-1.evidence.zip"));
        assertThat(console.texts()).anyMatch(text -> text.startsWith("Passed: nothing was lost"));
    }

    private void open() {
        console.workspace.openSample();
        console.live(2);
    }
}
