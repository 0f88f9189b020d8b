package org.fieldproof.app.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.fieldproof.api.command.Command.StartDrill;
import org.fieldproof.api.drill.DrillPhase;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.ConsoleWindow;
import org.fieldproof.views.place.PerspectiveId;
import org.jspecify.annotations.Nullable;

/// Drives the real console with the real sample through every perspective: empty, live, during
/// the outage, and after it. The script runs on `fp-tour` and asks the FX thread for each step.
public final class TourApplication extends Application {
    private static final Duration LIVE_LIMIT = Duration.ofSeconds(30);
    private static final Duration DRILL_LIMIT = Duration.ofSeconds(150);
    private static final String DRILL = "upstream-outage";

    /// JavaFX makes the application object itself; the plan goes in and the result comes out
    /// here.
    private static final AtomicReference<@Nullable TourPlan> PLAN = new AtomicReference<>();

    private static final AtomicReference<Result> RESULT =
            new AtomicReference<>(new Result(List.of(), "it has not run"));

    private final TourPlan plan = planned();
    private final TourAlbum album = new TourAlbum(plan);

    /// Preferences and data of this tour; made at its start.
    private Path scratch = Path.of("");

    /// Runs a tour and returns when it is over.
    public static Result run(TourPlan plan) {
        PLAN.set(plan);
        launch(TourApplication.class);
        return RESULT.get();
    }

    private static TourPlan planned() {
        TourPlan plan = PLAN.get();
        if (plan == null) {
            throw new IllegalStateException("plan: none (expected: run was called)");
        }
        return plan;
    }

    @Override
    public void start(Stage stage) throws IOException {
        scratch = Files.createTempDirectory("fieldproof-tour-");
        DesktopWorkspace workspace =
                new DesktopWorkspace(
                        new PreferencesFile(scratch.resolve("preferences.properties")),
                        Optional.of(scratch.resolve("data")),
                        scratch.resolve("projects"));
        workspace.setPreference("language", plan.language().toLanguageTag());
        workspace.setPreference("scale", Double.toString(plan.scale()));
        ConsoleWindow window = new ConsoleWindow(stage, workspace);
        window.open();
        Thread.ofPlatform().name("fp-tour").start(() -> script(window, workspace));
    }

    private void script(ConsoleWindow window, DesktopWorkspace workspace) {
        String failure = "";
        try {
            perspectives(window, "empty", List.of(PerspectiveId.PIPELINES));
            workspace.openSample().toCompletableFuture().join();
            await(workspace, "the sample live", LIVE_LIMIT, TourApplication::live);
            recovery(window, workspace);
            settle(Duration.ofSeconds(12));
            perspectives(window, "live", List.of(PerspectiveId.values()));
            charts(window);
            help(window);
            support(window);
            keys(window);
            ownWindow(window);
            perform(window, "buffers.quarantine");
            perspectives(window, "quarantine", List.of(PerspectiveId.BUFFERS));
            choose(window, PerspectiveId.BUFFERS, "lane/upstream");
            editing(window);
            workspace
                    .gateway()
                    .orElseThrow()
                    .submit(new StartDrill(DRILL, null, null))
                    .toCompletableFuture()
                    .join();
            await(workspace, "the outage", DRILL_LIMIT, TourApplication::outage);
            settle(Duration.ofSeconds(8));
            perspectives(window, "outage", List.of(PerspectiveId.values()));
            pipelinesAsTable(window);
            await(workspace, "the verdict", DRILL_LIMIT, TourApplication::judged);
            settle(Duration.ofSeconds(2));
            perspectives(
                    window,
                    "after",
                    List.of(PerspectiveId.BUFFERS, PerspectiveId.DRILLS, PerspectiveId.EVIDENCE));
            lookingBack(window);
            transforms(window, workspace);
            protocols(window, workspace);
            album.writeIndex();
        } catch (Exception e) {
            failure = e.toString();
        } finally {
            workspace.shutDown();
            RESULT.set(new Result(album.frames(), failure));
            Platform.runLater(Platform::exit);
        }
    }

    /// A project is closed in mid-edit, and opened again.
    private void recovery(ConsoleWindow window, DesktopWorkspace workspace) throws Exception {
        perform(window, "draft.mode");
        choose(window, "destination/local");
        perform(window, "draft.duplicate");
        workspace.close().toCompletableFuture().join();
        settle(Duration.ofSeconds(1));
        workspace.openSample().toCompletableFuture().join();
        await(workspace, "the sample live again", LIVE_LIMIT, TourApplication::live);
        settle(Duration.ofSeconds(1));
        perspectives(window, "recovery", List.of(PerspectiveId.PIPELINES));
        perform(window, "draft.forget");
    }

    /// Courses of chosen numbers, which stay for what follows, and the other charts of latency.
    private void charts(ConsoleWindow window) throws Exception {
        FxSteps.call(
                () -> {
                    window.show(PerspectiveId.LIVE);
                    return true;
                });
        settle(Duration.ofSeconds(2));
        FxSteps.call(
                () -> {
                    window.refresh();
                    Node table = window.scene().lookup("#live-table");
                    if (table instanceof TableView<?> rows) {
                        rows.getSelectionModel()
                                .selectRange(0, Math.min(4, rows.getItems().size()));
                        rows.fireEvent(key(KeyCode.P));
                    }
                    return true;
                });
        settle(Duration.ofSeconds(15));
        perspectives(window, "trends", List.of(PerspectiveId.LIVE));
        press(window, "#live-tree-button");
        settle(Duration.ofSeconds(2));
        FxSteps.call(
                () -> {
                    if (window.scene().lookup("#live-tree") instanceof TreeView<?> tree) {
                        tree.getTreeItem(0).setExpanded(true);
                    }
                    return true;
                });
        settle(Duration.ofSeconds(2));
        perspectives(window, "tree", List.of(PerspectiveId.LIVE));
        press(window, "#live-tree-button");
        choose(window, PerspectiveId.LATENCY, "");
        press(window, "#latency-mode-heat");
        perspectives(window, "heat", List.of(PerspectiveId.LATENCY));
        press(window, "#latency-mode-way");
        perspectives(window, "way", List.of(PerspectiveId.LATENCY));
        press(window, "#latency-mode-heat");
    }

    private static KeyEvent key(KeyCode code) {
        return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false);
    }

    /// The page of what is in front, and figures that stand still.
    private void help(ConsoleWindow window) throws Exception {
        choose(window, PerspectiveId.BUFFERS, "lane/upstream");
        perform(window, "shell.help");
        perspectives(window, "help", List.of(PerspectiveId.BUFFERS));
        perform(window, "shell.help");
        perform(window, "shell.freeze");
        settle(Duration.ofSeconds(2));
        perspectives(window, "frozen", List.of(PerspectiveId.LATENCY));
        perform(window, "shell.freeze");
    }

    /// A bundle for whoever helps, with the text of a file.
    private void support(ConsoleWindow window) throws Exception {
        perform(window, "app.support");
        settle(Duration.ofSeconds(3));
        themes(window, PerspectiveId.SETTINGS, "support");
        press(window, "#support-cancel");
    }

    /// The keys of every action, and what is asked before one is taken from another.
    private void keys(ConsoleWindow window) throws Exception {
        perform(window, "shell.keys");
        settle(Duration.ofSeconds(1));
        press(window, "#keys-change");
        FxSteps.call(
                () -> {
                    Node field = window.scene().lookup("#keys-press");
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
        themes(window, PerspectiveId.SETTINGS, "keys");
        press(window, "#keys-leave");
        press(window, "#keys-close");
    }

    /// A page in a window of its own, and what stands in its place.
    private void ownWindow(ConsoleWindow window) throws Exception {
        choose(window, PerspectiveId.LIVE, "");
        perform(window, "view.window");
        settle(Duration.ofSeconds(1));
        themes(window, PerspectiveId.LIVE, "away");
        Scene own = FxSteps.call(() -> window.windows().getFirst().getScene());
        themes(window, own, PerspectiveId.LIVE, "own-window");
        perform(window, "view.home");
    }

    /// A draft with changes, its review, and one with errors; then everything is taken back.
    private void editing(ConsoleWindow window) throws Exception {
        List<PerspectiveId> pipelines = List.of(PerspectiveId.PIPELINES);
        perform(window, "draft.mode");
        choose(window, "connection/devices");
        perspectives(window, "edit", List.of(PerspectiveId.PIPELINES, PerspectiveId.DRILLS));
        choose(window, "destination/local");
        perform(window, "draft.duplicate");
        perspectives(window, "edit-changed", pipelines);
        perform(window, "draft.review");
        perspectives(window, "edit-review", pipelines);
        perform(window, "draft.review");
        subPipeline(window);
        choose(window, "connection/devices");
        perform(window, "draft.delete");
        perspectives(window, "edit-problems", pipelines);
        perform(window, "draft.discard");
        perform(window, "draft.mode");
    }

    /// A destination folded into one card, and its inside.
    private void subPipeline(ConsoleWindow window) throws Exception {
        List<PerspectiveId> pipelines = List.of(PerspectiveId.PIPELINES);
        choose(window, "destination/local");
        perform(window, "draft.fold");
        FxSteps.call(
                () -> {
                    if (window.scene().lookup("#draft-prompt-text") instanceof TextField title) {
                        title.setText("Archive");
                        title.fireEvent(key(KeyCode.ENTER));
                    }
                    return true;
                });
        perspectives(window, "edit-sub", pipelines);
        perform(window, "draft.enter");
        perspectives(window, "edit-sub-inside", pipelines);
        perform(window, "draft.leave");
    }

    private void pipelinesAsTable(ConsoleWindow window) throws Exception {
        choose(window, "lane/upstream");
        press(window, "#pipelines-table-button");
        perspectives(window, "table", List.of(PerspectiveId.PIPELINES));
        press(window, "#pipelines-table-button");
    }

    /// The outage once more, from the present.
    private void lookingBack(ConsoleWindow window) throws Exception {
        perform(window, "time.open");
        perform(window, "time.first");
        for (int i = 0; i < 2; i++) {
            perform(window, "time.nextMark");
        }
        for (int i = 0; i < 10; i++) {
            perform(window, "time.forward");
        }
        perspectives(
                window,
                "back",
                List.of(PerspectiveId.PIPELINES, PerspectiveId.BUFFERS, PerspectiveId.ALARMS));
        perform(window, "time.close");
    }

    /// A pipeline with transforms, opened, tried on the last records, and tested.
    private void transforms(ConsoleWindow window, DesktopWorkspace workspace) throws Exception {
        List<PerspectiveId> pipelines = List.of(PerspectiveId.PIPELINES);
        open(workspace, "transforms-demo");
        await(workspace, "the transforms live", LIVE_LIMIT, TourApplication::live);
        perform(window, "draft.mode");
        choose(window, "pipeline/archive");
        perspectives(window, "chain", pipelines);
        press(window, "#transform-2");
        perform(window, "draft.trial");
        perspectives(window, "trial-preview", pipelines);
        press(window, "#trial-tab-tests");
        perspectives(window, "trial-tests", pipelines);
        perform(window, "draft.trial");
        perform(window, "draft.mode");
    }

    /// Four kinds of device with the stores that a bare machine has, and what a server offers.
    private void protocols(ConsoleWindow window, DesktopWorkspace workspace) throws Exception {
        open(workspace, "four-protocols");
        await(workspace, "records of four protocols", LIVE_LIMIT, TourApplication::accepting);
        settle(Duration.ofSeconds(8));
        perspectives(
                window,
                "protocols",
                List.of(
                        PerspectiveId.PIPELINES,
                        PerspectiveId.DEVICES,
                        PerspectiveId.LIVE,
                        PerspectiveId.BUFFERS,
                        PerspectiveId.ALARMS));
        perform(window, "draft.mode");
        choose(window, "connection/turbine");
        perform(window, "draft.tags");
        settle(Duration.ofSeconds(5));
        perspectives(window, "tags", List.of(PerspectiveId.PIPELINES));
        perform(window, "draft.mode");
    }

    /// Each sample with data of its own: what another one left is none of its business.
    private void open(DesktopWorkspace workspace, String name) {
        workspace.close().toCompletableFuture().join();
        workspace.keepDataIn(scratch.resolve("data-" + name));
        workspace.open(ProductFiles.sample(name).orElseThrow()).toCompletableFuture().join();
    }

    /// Enter on a button or a row.
    private static void press(ConsoleWindow window, String selector) throws Exception {
        FxSteps.call(
                () -> {
                    window.refresh();
                    Node node = window.scene().lookup(selector);
                    if (node instanceof ButtonBase button) {
                        button.fire();
                    } else if (node != null) {
                        node.fireEvent(key(KeyCode.ENTER));
                    }
                    return node != null;
                });
    }

    private static void choose(ConsoleWindow window, String object) throws Exception {
        choose(window, PerspectiveId.PIPELINES, object);
    }

    private static void choose(ConsoleWindow window, PerspectiveId where, String object)
            throws Exception {
        FxSteps.call(
                () -> {
                    window.show(where, object);
                    return true;
                });
    }

    private static void perform(ConsoleWindow window, String action) throws Exception {
        String hindrance = FxSteps.call(() -> window.perform(action));
        if (!hindrance.isEmpty()) {
            throw new IllegalStateException(action + ": " + hindrance);
        }
    }

    private void perspectives(ConsoleWindow window, String state, List<PerspectiveId> which)
            throws Exception {
        for (PerspectiveId perspective : which) {
            FxSteps.call(
                    () -> {
                        window.show(perspective);
                        window.refresh();
                        return true;
                    });
            // Asked-for pages (last messages, audit) arrive with a later beat.
            settle(Duration.ofMillis(900));
            themes(window, perspective, state);
        }
    }

    /// What is on the screen, in each theme.
    private void themes(ConsoleWindow window, PerspectiveId perspective, String state)
            throws Exception {
        themes(window, window.scene(), perspective, state);
    }

    private void themes(ConsoleWindow window, Scene scene, PerspectiveId perspective, String state)
            throws Exception {
        for (Theme theme : Theme.values()) {
            FxSteps.call(
                    () -> {
                        window.setTheme(theme);
                        return true;
                    });
            settle(Duration.ofMillis(250));
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

    private static void await(
            DesktopWorkspace workspace,
            String what,
            Duration limit,
            Predicate<GatewaySnapshot> condition) {
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

    private static void settle(Duration time) {
        long startedNanos = System.nanoTime();
        while (System.nanoTime() - startedNanos < time.toNanos()) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /// What a tour has made.
    ///
    /// @param failure why it broke off; empty if it did not
    public record Result(List<TourAlbum.Frame> frames, String failure) {}
}
