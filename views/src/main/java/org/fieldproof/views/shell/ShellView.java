package org.fieldproof.views.shell;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.project.Problem;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.action.ActionRegistry;
import org.fieldproof.views.bridge.CommandSender;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.ToastLayer;
import org.fieldproof.views.control.Toasts;
import org.fieldproof.views.draft.EditorAct;
import org.fieldproof.views.draft.RecoveryBar;
import org.fieldproof.views.help.HelpLibrary;
import org.fieldproof.views.help.HelpPane;
import org.fieldproof.views.keys.KeysView;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.perspective.HeldFrame;
import org.fieldproof.views.perspective.Navigator;
import org.fieldproof.views.perspective.Perspective;
import org.fieldproof.views.place.HelpEvent;
import org.fieldproof.views.place.HelpTopic;
import org.fieldproof.views.place.PerspectiveId;
import org.fieldproof.views.support.SupportView;
import org.fieldproof.views.welcome.WelcomeView;
import org.jspecify.annotations.Nullable;

/// The frame: bar, rail, middle, inspector, drawer, status. Only the visible perspective is shown
/// frames. FX thread.
public final class ShellView extends StackPane implements Navigator, Toasts {

    private static final double INSPECTOR_WIDTH = 300;
    private static final double HELP_WIDTH = 360;

    private final Map<PerspectiveId, Function<Desk, Perspective>> registry;
    private final Map<PerspectiveId, Perspective> made = new EnumMap<>(PerspectiveId.class);
    private final ShellParts parts;
    private final Desk desk;
    private final ActionRegistry actions;
    private final Problems problems = new Problems();
    private final StatusLine statusLine;
    private final BorderPane frame = new BorderPane();
    private final BorderPane middle = new BorderPane();
    private final Map<PerspectiveId, ScrollPane> pages = new EnumMap<>(PerspectiveId.class);
    private final ScrollPane inspector = new ScrollPane();
    private final HelpPane help;

    /// Inspector and help, side by side.
    private final HBox side = new HBox();

    private final ToastLayer toasts = new ToastLayer();
    private final Region armedFrame = new Region();
    private final Drawer drawer;
    private final TopBar topBar;
    private final Rail rail;
    private final StatusBar statusBar;
    private final TimeTravel travel;
    private final TimeBar timeBar;
    private final CommandPalette palette;
    private final ShortcutSheet shortcuts;
    private final WelcomeView welcome;
    private final ResultBanner banner;
    private final RecoveryBar recovery;
    private final QuitPrompt quit;
    private final SupportView support;
    private final KeysView keysPage;
    private final Button problemsButton;
    private Workspace.Phase phase = Workspace.Phase.EMPTY;
    private Optional<Path> project = Optional.empty();
    private PerspectiveId shown = PerspectiveId.PIPELINES;
    private final Ending ending;

    public ShellView(ShellParts parts, Map<PerspectiveId, Function<Desk, Perspective>> registry) {
        this.parts = parts;
        this.registry = registry;
        CommandSender commands = new CommandSender(parts.workspace(), parts.ui(), this::problem);
        desk =
                new Desk(
                        parts.consoleId(),
                        parts.workspace(),
                        parts.clock(),
                        parts.pulse(),
                        commands,
                        parts.texts(),
                        parts.figures(),
                        this,
                        this,
                        parts.looks(),
                        parts.files(),
                        parts.draft(),
                        new HeldFrame(parts.pulse()),
                        parts.keys());
        actions = new ActionRegistry(parts.keys());
        travel = new TimeTravel(desk);
        commands.hinder(travel::hindrance);
        new ShellActions(this, desk, registry.keySet()).register(actions);
        new DraftActions(this, desk).register(actions);
        new TimeActions(this, desk, travel).register(actions);
        actions.addLocal(desk::text);
        parts.keys().settle();
        actions.setObjects(
                () -> {
                    Perspective present = made.get(shown);
                    return Objects.of(desk, present == null ? List.of() : present.actions());
                });
        statusLine = new StatusLine(parts.texts(), parts.figures());
        topBar = new TopBar(parts, actions, this::run);
        rail = new Rail(registry.keySet(), parts.texts(), this::open);
        drawer = new Drawer(parts.texts(), parts.figures(), () -> showDrawer(null));
        problemsButton = drawerButton("problems", Drawer.Tab.PROBLEMS);
        statusBar =
                new StatusBar(
                        this::open,
                        desk.text("time.status.now"),
                        problemsButton,
                        drawerButton("log", Drawer.Tab.LOG));
        timeBar = new TimeBar(desk, travel, this::beat, this::act);
        palette = new CommandPalette(actions, parts.texts(), this::run, this::focusContent);
        shortcuts =
                new ShortcutSheet(
                        actions, parts.texts(), () -> act("shell.keys"), this::focusContent);
        quit = new QuitPrompt(parts.texts(), this::focusContent);
        ending = new Ending(desk, quit);
        help =
                new HelpPane(
                        parts.texts(),
                        new HelpLibrary(
                                parts.texts(),
                                actions::all,
                                parts.workspace().drafts()::types,
                                parts.workspace().drafts()::transforms),
                        this::act,
                        this::focusContent);
        welcome = new WelcomeView(desk);
        banner = new ResultBanner(desk);
        recovery = new RecoveryBar(desk);
        support = new SupportView(desk, () -> problems.now(desk), this::uncover);
        keysPage = new KeysView(parts.keys(), parts.texts(), this::uncover);
        desk.draft().onRefused(this::problem);
        build();
    }

    private void build() {
        getStyleClass().add("fp-shell");
        inspector.setFitToWidth(true);
        inspector.setPrefWidth(INSPECTOR_WIDTH);
        inspector.setMinWidth(INSPECTOR_WIDTH);
        inspector.getStyleClass().add("fp-inspector");
        inspector.setId("inspector");
        inspector.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        middle.setTop(new VBox(banner, recovery));
        middle.setBottom(drawer);
        middle.setId("content");
        frame.setTop(new VBox(topBar, timeBar));
        frame.setBottom(statusBar);
        help.setPrefWidth(HELP_WIDTH);
        help.setMinWidth(HELP_WIDTH);
        side.getChildren().addAll(inspector, help);
        frame.setRight(side);
        showInspector(Optional.empty());
        addEventHandler(KeyEvent.KEY_PRESSED, timeBar::leave);
        addEventHandler(HelpEvent.ASKED, event -> openHelp(event.topic()));
        armedFrame.getStyleClass().add("fp-armed");
        armedFrame.setMouseTransparent(true);
        armedFrame.setVisible(false);
        getChildren().addAll(frame, armedFrame, toasts, quit, palette, shortcuts);
        // STOP and the bar it is in stay within reach.
        topBar.heightProperty().addListener((p, was, is) -> quit.leaveAbove(is.doubleValue()));
        statusChanged(parts.workspace().status());
    }

    private Button drawerButton(String name, Drawer.Tab tab) {
        Button button =
                Parts.button(desk.text("shell.drawer." + name), () -> showDrawer(tab), "fp-flat");
        button.setId("drawer-" + name);
        return button;
    }

    public ActionRegistry actions() {
        return actions;
    }

    public PerspectiveId shown() {
        return shown;
    }

    /// The workspace went from one phase to another.
    public void statusChanged(Workspace.Status status) {
        boolean other = phase != Workspace.Phase.OPEN || !project.equals(status.project());
        boolean opened = other && status.phase() == Workspace.Phase.OPEN;
        phase = status.phase();
        project = status.project();
        if (phase == Workspace.Phase.OPEN) {
            frame.setLeft(rail);
            if (opened) {
                forget();
                problems.forgetRefused();
                open(shown);
                focusContent();
            }
        } else {
            forget();
            middle.setCenter(null);
            frame.setLeft(null);
            showInspector(Optional.empty());
            welcome.show(status);
            frame.setCenter(welcome);
            topBar.showNothing();
            statusBar.clear();
            armedFrame.setVisible(false);
        }
    }

    private void forget() {
        support.forget();
        banner.forget();
        made.clear();
        pages.clear();
        travel.close();
        desk.held().follow();
    }

    /// Draws a frame: the status everywhere, the rest only where it is seen.
    public void show(Frame shownFrame) {
        ending.beat();
        if (phase != Workspace.Phase.OPEN) {
            return;
        }
        topBar.show(shownFrame.snapshot(), desk.draft());
        topBar.showFrozen(desk.held().frozenMillis(desk.clock().nanoTime()));
        statusBar.show(statusLine.cells(shownFrame, desk.draft().isCommissioning()));
        List<Problem> now = problems.of(shownFrame.snapshot());
        problemsButton.setText(desk.text("shell.drawer.problemsCount", now.size()));
        drawer.showProblems(now);
        parts.workspace().gateway().ifPresent(drawer::follow);
        banner.show(shownFrame.snapshot().drills());
        recovery.show(shownFrame);
        armedFrame.setVisible(shownFrame.snapshot().drills().running() != null);
        Perspective present = made.get(shown);
        if (present != null) {
            showPage(present, shownFrame);
        }
    }

    /// Draws the page, at the second that is held; of one that was not seen, that it was not.
    private void showPage(Perspective present, Frame beat) {
        desk.held().at(beat);
        boolean back = desk.held().isBack();
        boolean unseen = present.looksBack() && desk.held().isUnseen();
        timeBar.show(beat, present.looksBack());
        statusBar.sayNow(back);
        Node page = unseen ? timeBar.gap() : pages.get(shown);
        if (page != null && !page.equals(middle.getCenter())) {
            middle.setCenter(page);
            boolean covered = !middle.equals(frame.getCenter());
            showInspector(unseen || covered ? Optional.empty() : present.inspector());
        }
        if (!unseen) {
            present.show(beat);
        }
    }

    /// Draws what is seen once more, between two beats.
    void beat() {
        desk.pulse().frame().ifPresent(this::show);
    }

    /// Opens the bar of time or goes to it; from there, closes it.
    void toggleTimeBar() {
        if (quit.isVisible()) {
            return;
        }
        timeBar.toggle();
        beat();
        timeBar.settle(this::focusContent);
    }

    /// Back to the present; the focus stays where it is of use.
    void live() {
        boolean inside = timeBar.isFocusWithin();
        travel.live();
        beat();
        timeBar.keepFocus(inside, this::focusContent);
    }

    @Override
    public void open(PerspectiveId id) {
        Function<Desk, Perspective> factory = registry.get(id);
        if (phase != Workspace.Phase.OPEN || factory == null) {
            return;
        }
        shown = id;
        rail.select(id);
        Perspective perspective = made.computeIfAbsent(id, _ -> factory.apply(desk));
        ScrollPane page = pages.computeIfAbsent(id, _ -> Panes.page(perspective.content()));
        middle.setCenter(page);
        frame.setCenter(middle);
        // Only with its skin does a scroll pane have its content in the scene, where the focus is.
        page.applyCss();
        showInspector(perspective.inspector());
        beat();
    }

    @Override
    public void open(PerspectiveId id, String object) {
        open(id);
        Perspective perspective = made.get(id);
        if (perspective != null) {
            perspective.reveal(object);
            beat();
        }
    }

    @Override
    public void show(String message) {
        toasts.show(message);
    }

    @Override
    public void problem(Problem problem) {
        problems.refused(problem);
        toasts.show(problem.object() + ": " + problem.message());
        if (phase != Workspace.Phase.OPEN) {
            welcome.show(parts.workspace().status());
        }
    }

    void run(Action action) {
        String hindrance = actions.run(action);
        if (!hindrance.isEmpty()) {
            toasts.show(action.label() + ": " + hindrance);
        }
    }

    /// Whether the console may end now; if not, a person is asked first.
    ///
    /// @param end ends it
    public boolean mayClose(Runnable end) {
        return ending.may(end);
    }

    @Override
    public void act(String actionId) {
        actions.find(actionId).ifPresent(this::run);
    }

    /// Keys have changed: everything that says which ones they are says it anew.
    public void keysChanged() {
        topBar.keysChanged();
        help.refresh();
        keysPage.refresh();
        beat();
    }

    void openKeys() {
        cover(keysPage);
        keysPage.open();
    }

    void openPalette() {
        palette.open();
    }

    void openShortcuts() {
        shortcuts.open();
    }

    private void showInspector(Optional<Node> content) {
        inspector.setContent(content.orElse(null));
        inspector.setVisible(content.isPresent());
        inspector.setManaged(content.isPresent());
    }

    /// Explains what has the focus; once more closes the explanation.
    void openHelp() {
        if (quit.isVisible()) {
            return;
        }
        Node focused = getScene().getFocusOwner();
        if (help.isVisible() && Panes.contains(help, focused)) {
            help.close();
        } else {
            openHelp(
                    HelpContext.of(
                            focused,
                            phase == Workspace.Phase.OPEN ? shown.key() : HelpLibrary.START));
        }
    }

    private void openHelp(HelpTopic topic) {
        help.open(topic.page(), topic.anchor());
    }

    void showDrawer(Drawer.@Nullable Tab tab) {
        if (tab == null) {
            drawer.show(null);
        } else {
            drawer.toggle(tab);
        }
        beat();
    }

    /// Walks the draft's problems while it is edited and seen; else shows what is wrong with what
    // runs.
    void nextProblem() {
        boolean editable = desk.draft().isCommissioning() && !desk.held().isBack();
        if (editable && !desk.draft().model().problems().isEmpty()) {
            if (shown != PerspectiveId.PIPELINES) {
                open(PerspectiveId.PIPELINES);
            }
            desk.draft().editor().run(EditorAct.NEXT_PROBLEM);
        } else {
            showDrawer(Drawer.Tab.PROBLEMS);
        }
    }

    /// Offers the draft that an earlier console has left.
    RecoveryBar recovery() {
        return recovery;
    }

    /// Asks for the name of a new project, where the welcome page is; what is open goes on until
    /// the new one is made, and the rail leads back to it.
    void newProject() {
        if (phase == Workspace.Phase.OPEN) {
            welcome.show(parts.workspace().status());
            cover(welcome);
        }
        welcome.askForName();
    }

    /// Collects what helps whoever helps, in the middle, whether a project is open or not.
    void openSupport() {
        cover(support);
        support.open();
    }

    private void cover(Node page) {
        frame.setCenter(page);
        showInspector(Optional.empty());
        // Only with its skin does a table know what the arrows mean.
        page.applyCss();
    }

    private void uncover() {
        if (phase == Workspace.Phase.OPEN) {
            open(shown);
        } else {
            frame.setCenter(welcome);
        }
        focusContent();
    }

    void toggleFrozen() {
        boolean following = !desk.held().isFrozen() && !desk.held().isBack();
        if (following) {
            desk.held().freeze(desk.clock().nanoTime());
        } else {
            desk.held().follow();
        }
        toasts.show(desk.text(following ? "shell.freeze.on" : "shell.freeze.off"));
        beat();
    }

    /// Moves the focus to the next pane, in reading order; to none that is covered.
    void cyclePane(boolean forward) {
        if (quit.isVisible()) {
            return;
        }
        List<Node> panes =
                List.of(
                        topBar, timeBar, rail, support, keysPage, middle, inspector, help, drawer,
                        statusBar);
        Panes.cycle(getScene(), panes, forward);
    }

    /// Gives the focus to what fills the middle.
    public void focusContent() {
        if (quit.isVisible()) {
            quit.takeFocus();
        } else {
            Panes.focusFirst(frame.getCenter());
        }
    }
}
