package org.fieldproof.app.desktop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TableView;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.fieldproof.api.command.Command.StartDrill;
import org.fieldproof.api.drill.DrillPhase;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.ConsoleWindow;
import org.fieldproof.views.place.PerspectiveId;

/// What a tour shows, step by step: the real console with the real samples. Runs on `fp-tour` and
/// asks the FX thread for each step.
final class TourScript {
    private static final Duration LIVE_LIMIT = Duration.ofSeconds(30);
    private static final Duration DRILL_LIMIT = Duration.ofSeconds(150);
    private static final String DRILL = "upstream-outage";

    private final ConsoleWindow window;
    private final DesktopWorkspace workspace;
    private final TourAlbum album;

    /// Data and projects of this tour.
    private final Path scratch;

    private final TourHand hand;

    TourScript(ConsoleWindow window, DesktopWorkspace workspace, TourAlbum album, Path scratch) {
        this.window = window;
        this.workspace = workspace;
        this.album = album;
        this.scratch = scratch;
        hand = new TourHand(window);
    }

    void play() throws Exception {
        perspectives("empty", List.of(PerspectiveId.PIPELINES));
        workspace.openSample().toCompletableFuture().join();
        await("the sample live", LIVE_LIMIT, TourScript::live);
        recovery();
        TourHand.settle(Duration.ofSeconds(12));
        perspectives("live", List.of(PerspectiveId.values()));
        hand.press("#first-steps-leave");
        charts();
        help();
        support();
        keys();
        ownWindow();
        hand.perform("buffers.quarantine");
        perspectives("quarantine", List.of(PerspectiveId.BUFFERS));
        hand.choose(PerspectiveId.BUFFERS, "lane/upstream");
        editing();
        workspace
                .gateway()
                .orElseThrow()
                .submit(new StartDrill(DRILL, null, null))
                .toCompletableFuture()
                .join();
        await("the outage", DRILL_LIMIT, TourScript::outage);
        TourHand.settle(Duration.ofSeconds(8));
        perspectives("outage", List.of(PerspectiveId.values()));
        pipelinesAsTable();
        await("the verdict", DRILL_LIMIT, TourScript::judged);
        TourHand.settle(Duration.ofSeconds(2));
        perspectives(
                "after",
                List.of(PerspectiveId.BUFFERS, PerspectiveId.DRILLS, PerspectiveId.EVIDENCE));
        lookingBack();
        compared();
        transforms();
        protocols();
        liveDrill();
        flood();
    }

    /// A project is closed in mid-edit, and opened again.
    private void recovery() throws Exception {
        hand.perform("draft.mode");
        hand.choose("destination/local");
        hand.perform("draft.duplicate");
        workspace.close().toCompletableFuture().join();
        TourHand.settle(Duration.ofSeconds(1));
        workspace.openSample().toCompletableFuture().join();
        await("the sample live again", LIVE_LIMIT, TourScript::live);
        TourHand.settle(Duration.ofSeconds(1));
        perspectives("recovery", List.of(PerspectiveId.PIPELINES));
        hand.perform("draft.forget");
    }

    /// Courses of chosen numbers, which stay for what follows, and the other charts of latency.
    private void charts() throws Exception {
        FxSteps.call(
                () -> {
                    window.show(PerspectiveId.LIVE);
                    return true;
                });
        TourHand.settle(Duration.ofSeconds(2));
        Node table = hand.find("#live-table");
        FxSteps.call(
                () -> {
                    TableView<?> rows = (TableView<?>) table;
                    rows.getSelectionModel().selectRange(0, Math.min(4, rows.getItems().size()));
                    rows.fireEvent(TourHand.key(KeyCode.P));
                    return true;
                });
        TourHand.settle(Duration.ofSeconds(15));
        perspectives("trends", List.of(PerspectiveId.LIVE));
        hand.press("#live-tree-button");
        TourHand.settle(Duration.ofSeconds(2));
        Node tree = hand.find("#live-tree");
        FxSteps.call(
                () -> {
                    ((TreeView<?>) tree).getTreeItem(0).setExpanded(true);
                    return true;
                });
        TourHand.settle(Duration.ofSeconds(2));
        perspectives("tree", List.of(PerspectiveId.LIVE));
        hand.press("#live-tree-button");
        hand.choose(PerspectiveId.LATENCY, "");
        hand.press("#latency-mode-heat");
        perspectives("heat", List.of(PerspectiveId.LATENCY));
        hand.press("#latency-mode-way");
        perspectives("way", List.of(PerspectiveId.LATENCY));
        hand.perform("marker.set");
        hand.type("#mark-text", "Filter changed");
        perspectives("marking", List.of(PerspectiveId.LATENCY));
        hand.press("#mark-sure");
        TourHand.settle(Duration.ofSeconds(10));
        hand.press("#latency-mode-compare");
        perspectives("compared", List.of(PerspectiveId.LATENCY));
        hand.press("#latency-mode-heat");
    }

    /// The page of what is in front, and figures that stand still.
    private void help() throws Exception {
        hand.choose(PerspectiveId.BUFFERS, "lane/upstream");
        hand.perform("shell.help");
        perspectives("help", List.of(PerspectiveId.BUFFERS));
        hand.perform("shell.help");
        hand.perform("shell.freeze");
        TourHand.settle(Duration.ofSeconds(2));
        perspectives("frozen", List.of(PerspectiveId.LATENCY));
        hand.perform("shell.freeze");
    }

    /// A bundle for whoever helps, with the text of a file.
    private void support() throws Exception {
        hand.perform("app.support");
        TourHand.settle(Duration.ofSeconds(3));
        themes(PerspectiveId.SETTINGS, "support");
        hand.press("#support-cancel");
    }

    /// The keys of every action, and what is asked before one is taken from another.
    private void keys() throws Exception {
        hand.perform("shell.keys");
        TourHand.settle(Duration.ofSeconds(1));
        hand.press("#keys-change");
        Node field = hand.find("#keys-press");
        FxSteps.call(
                () -> {
                    field.fireEvent(
                            new KeyEvent(
                                    KeyEvent.KEY_PRESSED,
                                    "",
                                    "",
                                    KeyCode.L,
                                    false,
                                    true,
                                    false,
                                    false));
                    return true;
                });
        themes(PerspectiveId.SETTINGS, "keys");
        hand.press("#keys-leave");
        hand.press("#keys-close");
    }

    /// A page in a window of its own, and what stands in its place.
    private void ownWindow() throws Exception {
        hand.choose(PerspectiveId.LIVE, "");
        hand.perform("view.window");
        TourHand.settle(Duration.ofSeconds(1));
        themes(PerspectiveId.LIVE, "away");
        Scene own = FxSteps.call(() -> window.windows().getFirst().getScene());
        themes(own, PerspectiveId.LIVE, "own-window");
        hand.perform("view.home");
    }

    /// A draft with changes, its review, and one with errors; then everything is taken back.
    private void editing() throws Exception {
        List<PerspectiveId> pipelines = List.of(PerspectiveId.PIPELINES);
        hand.perform("draft.mode");
        hand.choose("connection/devices");
        perspectives("edit", List.of(PerspectiveId.PIPELINES, PerspectiveId.DRILLS));
        hand.choose("destination/local");
        hand.perform("draft.duplicate");
        perspectives("edit-changed", pipelines);
        hand.perform("draft.review");
        perspectives("edit-review", pipelines);
        hand.press("#review-next");
        perspectives("review-graph", pipelines);
        hand.perform("draft.review");
        subPipeline();
        hand.choose("connection/devices");
        hand.perform("draft.delete");
        perspectives("edit-problems", pipelines);
        hand.perform("draft.discard");
        hand.perform("draft.mode");
    }

    /// A destination folded into one card, and its inside.
    private void subPipeline() throws Exception {
        List<PerspectiveId> pipelines = List.of(PerspectiveId.PIPELINES);
        hand.choose("destination/local");
        hand.perform("draft.fold");
        hand.type("#draft-prompt-text", "Archive");
        hand.press("#draft-prompt-text");
        perspectives("edit-sub", pipelines);
        hand.perform("draft.enter");
        perspectives("edit-sub-inside", pipelines);
        hand.perform("draft.leave");
    }

    /// The same drill once more, beside the one before.
    private void compared() throws Exception {
        GatewaySnapshot before = workspace.gateway().orElseThrow().snapshot();
        int had = before.drills().results().size();
        workspace
                .gateway()
                .orElseThrow()
                .submit(new StartDrill(DRILL, null, null))
                .toCompletableFuture()
                .join();
        await("the second verdict", DRILL_LIMIT, now -> now.drills().results().size() > had);
        TourHand.settle(Duration.ofSeconds(1));
        DrillSnapshot.Result last =
                workspace.gateway().orElseThrow().snapshot().drills().results().getFirst();
        hand.choose(PerspectiveId.EVIDENCE, "evidence/" + last.evidence());
        hand.press("#evidence-compareBefore");
        hand.find("#evidence-comparison");
        perspectives("compared", List.of(PerspectiveId.EVIDENCE));
    }

    private void pipelinesAsTable() throws Exception {
        hand.choose("lane/upstream");
        hand.press("#pipelines-table-button");
        perspectives("table", List.of(PerspectiveId.PIPELINES));
        hand.press("#pipelines-table-button");
    }

    /// The outage once more, from the present.
    private void lookingBack() throws Exception {
        hand.perform("time.open");
        hand.perform("time.first");
        for (int i = 0; i < 2; i++) {
            hand.perform("time.nextMark");
        }
        for (int i = 0; i < 10; i++) {
            hand.perform("time.forward");
        }
        perspectives(
                "back",
                List.of(PerspectiveId.PIPELINES, PerspectiveId.BUFFERS, PerspectiveId.ALARMS));
        hand.perform("time.close");
    }

    /// A pipeline with transforms, opened, tried on the last records, and tested.
    private void transforms() throws Exception {
        List<PerspectiveId> pipelines = List.of(PerspectiveId.PIPELINES);
        openSample("transforms-demo");
        await("the transforms live", LIVE_LIMIT, TourScript::live);
        hand.perform("draft.mode");
        hand.choose("pipeline/archive");
        perspectives("chain", pipelines);
        hand.press("#transform-2");
        hand.perform("draft.trial");
        perspectives("trial-preview", pipelines);
        hand.press("#trial-tab-tests");
        perspectives("trial-tests", pipelines);
        hand.perform("draft.trial");
        hand.perform("draft.mode");
    }

    /// Four kinds of device with the stores that a bare machine has, and what a server offers.
    private void protocols() throws Exception {
        openSample("four-protocols");
        await("records of four protocols", LIVE_LIMIT, TourScript::accepting);
        TourHand.settle(Duration.ofSeconds(8));
        perspectives(
                "protocols",
                List.of(
                        PerspectiveId.PIPELINES,
                        PerspectiveId.DEVICES,
                        PerspectiveId.LIVE,
                        PerspectiveId.BUFFERS,
                        PerspectiveId.ALARMS));
        hand.choose(PerspectiveId.DEVICES, "area/site-7/hall-2");
        perspectives("plant", List.of(PerspectiveId.DEVICES));
        hand.choose(PerspectiveId.DEVICES, "device/devices/pump-02");
        hand.perform("draft.mode");
        hand.choose("connection/turbine");
        hand.perform("draft.tags");
        TourHand.settle(Duration.ofSeconds(5));
        perspectives("tags", List.of(PerspectiveId.PIPELINES));
        writing();
        hand.perform("draft.mode");
    }

    /// A writable tag, its connection armed, and what a value would do.
    private void writing() throws Exception {
        hand.choose(PerspectiveId.LIVE, "value/boiler plant/boiler/feed/setpoint");
        hand.press("#live-write");
        perspectives("writing", List.of(PerspectiveId.LIVE));
        hand.type("#write-typed", "boiler");
        hand.press("#write-arm");
        hand.type("#write-value", "42");
        hand.press("#write-prepare");
        hand.find("#write-confirm");
        perspectives("writing-armed", List.of(PerspectiveId.LIVE));
        hand.press("#write-close");
        hand.perform("writing.disarm");
    }

    /// A drill of a LIVE line, armed under a permit, with its line named.
    private void liveDrill() throws Exception {
        Path project = scratch.resolve("live-plant");
        TourLive.write(project);
        open("live-plant", project);
        await("the boiler live", LIVE_LIMIT, TourScript::live);
        hand.choose(PerspectiveId.DRILLS, "drill/" + TourLive.DRILL);
        perspectives("drill-live", List.of(PerspectiveId.DRILLS));
        hand.type("#drill-permit", "WP-2026/0815");
        hand.type("#drill-affected", "Boiler house; the shift lead knows");
        hand.type("#drill-typed", TourLive.DRILL);
        hand.press("#drill-arm");
        hand.type("#drill-guard", TourLive.LINE);
        hand.find("#drill-hold");
        perspectives("drill-armed-live", List.of(PerspectiveId.DRILLS));
        hand.press("#drill-disarm");
    }

    /// All destinations away at once.
    private void flood() throws Exception {
        Path project = scratch.resolve("flood");
        TourFlood.write(project);
        open("flood", project);
        await("the flood", LIVE_LIMIT, TourScript::flooded);
        TourHand.settle(Duration.ofSeconds(5));
        perspectives("flood", List.of(PerspectiveId.PIPELINES, PerspectiveId.ALARMS));
    }

    private static boolean flooded(GatewaySnapshot picture) {
        return picture.lanes().size() == TourFlood.DESTINATIONS
                && picture.lanes().stream().allMatch(lane -> lane.state() == LaneState.DOWN);
    }

    /// Each sample with data of its own: what another one left is none of its business.
    private void openSample(String name) {
        open(name, ProductFiles.sample(name).orElseThrow());
    }

    private void open(String name, Path project) {
        workspace.close().toCompletableFuture().join();
        workspace.keepDataIn(scratch.resolve("data-" + name));
        workspace.open(project).toCompletableFuture().join();
    }

    private void perspectives(String state, List<PerspectiveId> which) throws Exception {
        for (PerspectiveId perspective : which) {
            FxSteps.call(
                    () -> {
                        window.show(perspective);
                        window.refresh();
                        return true;
                    });
            // Asked-for pages (last messages, audit) arrive with a later beat.
            TourHand.settle(Duration.ofMillis(900));
            themes(perspective, state);
        }
    }

    /// What is on the screen, in each theme.
    private void themes(PerspectiveId perspective, String state) throws Exception {
        themes(window.scene(), perspective, state);
    }

    private void themes(Scene scene, PerspectiveId perspective, String state) throws Exception {
        for (Theme theme : Theme.values()) {
            FxSteps.call(
                    () -> {
                        window.setTheme(theme);
                        return true;
                    });
            TourHand.settle(Duration.ofMillis(250));
            album.take(scene, theme, perspective, state);
        }
    }

    private static boolean accepting(GatewaySnapshot picture) {
        return picture.log().acceptedTotal() > 300;
    }

    private static boolean live(GatewaySnapshot picture) {
        return accepting(picture)
                && picture.lanes().stream().allMatch(lane -> lane.state() == LaneState.IN_STEP);
    }

    private static boolean outage(GatewaySnapshot picture) {
        DrillSnapshot.Run run = picture.drills().running();
        return run != null && run.phase() == DrillPhase.HOLD;
    }

    private static boolean judged(GatewaySnapshot picture) {
        return !picture.drills().results().isEmpty();
    }

    private void await(String what, Duration limit, Predicate<GatewaySnapshot> condition) {
        long startedNanos = System.nanoTime();
        while (System.nanoTime() - startedNanos < limit.toNanos()) {
            if (workspace
                    .gateway()
                    .map(gateway -> condition.test(gateway.snapshot()))
                    .orElse(false)) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw new IllegalStateException("not within " + limit + ": " + what);
    }
}
