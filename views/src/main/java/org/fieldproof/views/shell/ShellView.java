package org.fieldproof.views.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import javafx.stage.Window;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.project.Problem;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.action.ActionRegistry;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.control.Question;
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
import org.fieldproof.views.place.HelpTopic;
import org.fieldproof.views.place.PerspectiveId;
import org.fieldproof.views.support.SupportView;
import org.fieldproof.views.welcome.WelcomeView;
import org.jspecify.annotations.Nullable;

/// The frame: bar, rail, middle, inspector, drawer, status. Only the visible perspective is shown
/// frames. FX thread.
public final class ShellView extends StackPane implements Navigator, Toasts {
    private static final double HELP_WIDTH = 360;

    private final ShellParts parts;
    private final Desk desk;
    private final ActionRegistry actions;
    private final Problems problems = new Problems();
    private final PageFrame main;
    private final Pages pages;
    private final HelpPane help;
    private final ToastLayer toasts;
    private final Drawer drawer;
    private final Rail rail;
    private final TimeTravel travel;
    private final CommandPalette palette;
    private final ShortcutSheet shortcuts;
    private final WelcomeView welcome;
    private final QuitPrompt quit;
    private final SupportView support;
    private final KeysView keysPage;
    private final Button problemsButton;
    private final FirstSteps steps;
    private Workspace.Phase phase = Workspace.Phase.EMPTY;
    private Optional<Path> project = Optional.empty();
    private final Ending ending;
    private final Asked asked;

    public ShellView(ShellParts parts, Map<PerspectiveId, Function<Desk, Perspective>> registry) {
        this.parts = parts;
        toasts = new ToastLayer(parts.texts().get("shell.toast.undo"));
        desk =
                new Desk(
                        parts.consoleId(),
                        parts.workspace(),
                        parts.clock(),
                        parts.pulse(),
                        parts.commands(),
                        parts.texts(),
                        parts.figures(),
                        parts.toasts(),
                        this,
                        parts.looks(),
                        parts.files(),
                        parts.draft(),
                        new HeldFrame(parts.pulse()),
                        parts.keys());
        actions = new ActionRegistry(parts.keys());
        travel = new TimeTravel(desk);
        parts.commands().hinder(travel::hindrance);
        register(registry.keySet());
        rail = new Rail(registry.keySet(), parts.texts(), this::open);
        drawer = new Drawer(desk, () -> showDrawer(null));
        problemsButton = Drawer.opener(desk, "problems", () -> showDrawer(Drawer.Tab.PROBLEMS));
        Button log = Drawer.opener(desk, "log", () -> showDrawer(Drawer.Tab.LOG));
        main = frame(false, problemsButton, log);
        pages =
                new Pages(
                        desk,
                        registry,
                        rail,
                        main,
                        parts.windows(),
                        () -> frame(true),
                        this::cameHome);
        HelpLibrary library =
                new HelpLibrary(
                        parts.texts(),
                        actions::all,
                        parts.workspace().drafts()::types,
                        parts.workspace().drafts()::transforms);
        Objects objects =
                new Objects(
                        desk,
                        () -> pages().acting().map(Perspective::actions).orElse(List.of()),
                        library::pages,
                        this::openHelp);
        actions.setObjects(objects::all);
        palette =
                new CommandPalette(actions, objects, parts.texts(), this::run, this::focusContent);
        shortcuts =
                new ShortcutSheet(
                        parts.keys(), parts.texts(), () -> act("shell.keys"), this::focusContent);
        quit = new QuitPrompt(parts.texts(), this::focusContent);
        ending = new Ending(desk, quit);
        asked = new Asked(quit, pages, main);
        help = new HelpPane(parts.texts(), library, this::act, this::focusContent);
        new VisitActions(desk, pages, help).register(actions);
        welcome = new WelcomeView(desk);
        steps = new FirstSteps(desk, this::shown);
        support = new SupportView(desk, () -> problems.now(desk), this::uncover);
        keysPage = new KeysView(desk, this::uncover);
        desk.draft().onRefused(this::problem);
        build();
    }

    private void register(Set<PerspectiveId> perspectives) {
        new ShellActions(this, desk, perspectives).register(actions);
        new DraftActions(this, desk).register(actions);
        new TimeActions(this, desk, travel).register(actions);
        new Marking(this, desk).register(actions);
        actions.addLocal(desk::text);
        parts.keys().settle();
    }

    private void build() {
        main.surround(rail, drawer);
        help.setPrefWidth(HELP_WIDTH);
        help.setMinWidth(HELP_WIDTH);
        main.takeHelp(help);
        main.takeSteps(steps);
        main.takeOver(toasts, quit, palette, shortcuts);
        getChildren().add(main);
        main.topBar.heightProperty().addListener(_ -> leaveUncovered());
        help.visibleProperty().addListener(_ -> leaveUncovered());
        statusChanged(parts.workspace().status());
    }

    /// STOP and the bar it is in stay within reach of who is asked, and the help.
    private void leaveUncovered() {
        quit.leave(main.topBar.getHeight(), help.isVisible() ? HELP_WIDTH : 0);
    }

    /// What stands around a page.
    ///
    /// @param away whether in the window of one page
    private PageFrame frame(boolean away, Node... right) {
        return new PageFrame(
                desk,
                new TopBar(parts, actions, this::run, away),
                new TimeBar(desk, travel, this::beat, this::act),
                new StatusBar(this::open, desk.text("time.status.now"), right),
                new ResultBanner(desk, () -> pages().frames().forEach(each -> each.banner.hide())),
                this::openHelp);
    }

    public ActionRegistry actions() {
        return actions;
    }

    public PerspectiveId shown() {
        return pages.shown();
    }

    /// The workspace went from one phase to another.
    public void statusChanged(Workspace.Status status) {
        boolean other = phase != Workspace.Phase.OPEN || !project.equals(status.project());
        boolean opened = other && status.phase() == Workspace.Phase.OPEN;
        phase = status.phase();
        project = status.project();
        if (phase == Workspace.Phase.OPEN) {
            main.surround(rail, drawer);
            if (opened) {
                forget();
                problems.forgetRefused();
                project.ifPresent(pages::restore);
                focusContent();
            }
        } else {
            forget();
            main.empty();
            main.withoutLeft();
            welcome.show(status);
            main.cover(welcome);
            main.showNothing();
        }
    }

    private void forget() {
        support.forget();
        main.banner.forget();
        pages.clear();
        travel.close();
        desk.held().follow();
    }

    /// What has the focus where somebody acts.
    @Nullable Node focusOwner() {
        return pages.frame().getScene().getFocusOwner();
    }

    /// The window in which somebody acts.
    public @Nullable Window actingWindow() {
        return pages.frame().getScene().getWindow();
    }

    /// A file that was double-clicked while the console is open, or with which it was started.
    public void take(List<Path> files) {
        main.outside.take(files);
    }

    /// Draws a frame: the status everywhere, the rest only where it is seen.
    public void show(Frame shownFrame) {
        ending.beat();
        if (phase != Workspace.Phase.OPEN) {
            return;
        }
        List<Problem> now = problems.of(shownFrame.snapshot());
        problemsButton.setText(desk.text("shell.drawer.problemsCount", now.size()));
        drawer.showProblems(now);
        parts.workspace().gateway().ifPresent(drawer::follow);
        steps.show(shownFrame);
        pages.show(shownFrame);
    }

    /// Draws what is seen once more, between two beats.
    void beat() {
        desk.pulse().frame().ifPresent(this::show);
    }

    /// Opens the bar of time or goes to it; from there, closes it.
    void toggleTimeBar() {
        pages.frame().timeBar.toggle();
        beat();
        pages.frame().timeBar.settle(this::focusContent);
    }

    /// Back to the present; the focus stays where it is of use.
    void live() {
        TimeBar bar = pages.frame().timeBar;
        boolean inside = bar.isFocusWithin();
        travel.live();
        beat();
        bar.keepFocus(inside, this::focusContent);
    }

    /// Where what is wrong is told, and what happened.
    Drawer drawer() {
        return drawer;
    }

    @Override
    public void open(PerspectiveId id) {
        if (phase == Workspace.Phase.OPEN) {
            pages.open(id);
        }
    }

    @Override
    public void open(PerspectiveId id, String object) {
        if (phase == Workspace.Phase.OPEN) {
            pages.open(id, object);
        }
    }

    /// In which windows pages are.
    Pages pages() {
        return pages;
    }

    /// Ends the pages and closes their windows; those open again with the project.
    public void leave() {
        pages.leave();
    }

    /// A window of a page is being closed: what lies over it is not to go with it.
    private void cameHome(boolean closed) {
        if (closed) {
            focusContent();
        } else {
            takeOver(main);
        }
    }

    /// What lies over everything is where somebody acts.
    private void takeOver(PageFrame where) {
        where.takeHelp(help);
        where.takeOver(toasts, palette, shortcuts);
    }

    @Override
    public void show(String message) {
        pages.frame().takeOver(toasts);
        toasts.show(message);
    }

    @Override
    public void undoable(String message, Runnable undo) {
        pages.frame().takeOver(toasts);
        toasts.show(message, undo);
    }

    /// One of the console itself.
    public void ownProblem(Problem problem) {
        problems.own(problem);
        problem(problem);
    }

    @Override
    public void problem(Problem problem) {
        problems.refused(problem);
        show(problem.object() + ": " + problem.message());
        if (phase != Workspace.Phase.OPEN) {
            welcome.show(parts.workspace().status());
        }
    }

    void run(Action action) {
        if (Question.holds(action) && asked.answering() != null) {
            return;
        }
        String hindrance = actions.run(action);
        if (!hindrance.isEmpty()) {
            show(action.label() + ": " + hindrance);
        }
    }

    /// Whether the console may end now; if not, a person is asked first.
    ///
    /// @param end ends it
    public boolean mayClose(Runnable end) {
        if (ending.waits()) {
            return false;
        }
        boolean may = ending.may(end);
        if (!may) {
            palette.close();
            shortcuts.close();
            pages.toFront();
            quit.takeFocus();
        }
        return may;
    }

    @Override
    public void act(String actionId) {
        actions.find(actionId).ifPresent(this::run);
    }

    /// Keys have changed: everything that says which ones they are says it anew.
    public void keysChanged() {
        pages.frames().forEach(each -> each.topBar.keysChanged());
        help.refresh();
        keysPage.refresh();
        steps.write();
        beat();
    }

    void openKeys() {
        cover(keysPage, keysPage::open);
    }

    private void cover(Node page, Runnable open) {
        if (!asked.leadsThere()) {
            main.cover(page);
            open.run();
            pages.raiseMain();
        }
    }

    void openPalette() {
        pages.frame().takeOver(palette);
        palette.open();
    }

    void openShortcuts() {
        pages.frame().takeOver(shortcuts);
        shortcuts.open();
    }

    /// Explains what has the focus; once more closes the explanation.
    void openHelp() {
        Node answering = asked.answering();
        Node focused = focusOwner();
        if (help.isVisible() && (answering != null || Panes.contains(help, focused))) {
            help.close();
        } else {
            boolean open = phase == Workspace.Phase.OPEN;
            openHelp(HelpContext.of(focused, open ? pages.shown().key() : HelpLibrary.START));
        }
        if (answering != null) {
            answering.requestFocus();
        }
    }

    private void openHelp(HelpTopic topic) {
        pages.frame().takeHelp(help);
        help.open(topic.page(), topic.anchor());
    }

    void showDrawer(Drawer.@Nullable Tab tab) {
        if (tab == null) {
            drawer.show(null);
        } else {
            drawer.toggle(tab);
            pages.raiseMain();
        }
        beat();
    }

    /// Walks the draft's problems while it is edited and seen; else shows what is wrong with what
    /// runs.
    void nextProblem() {
        boolean editable = desk.draft().isCommissioning() && !desk.held().isBack();
        if (editable && !desk.draft().model().problems().isEmpty()) {
            if (!pages.isInFront(PerspectiveId.PIPELINES)) {
                open(PerspectiveId.PIPELINES);
            }
            desk.draft().editor().run(EditorAct.NEXT_PROBLEM);
        } else {
            showDrawer(Drawer.Tab.PROBLEMS);
        }
    }

    /// Offers the draft that an earlier console has left.
    RecoveryBar recovery() {
        return main.recovery;
    }

    /// Asks for the name of a new project, where the welcome page is; what is open goes on until
    /// the new one is made, and the rail leads back to it.
    void newProject() {
        if (asked.leadsThere()) {
            return;
        }
        if (phase == Workspace.Phase.OPEN) {
            welcome.show(parts.workspace().status());
            main.cover(welcome);
        }
        pages.raiseMain();
        welcome.askForName();
    }

    /// Collects what helps whoever helps, in the middle, whether a project is open or not.
    void openSupport() {
        cover(support, support::open);
    }

    private void uncover() {
        if (phase == Workspace.Phase.OPEN) {
            pages.uncover();
        } else {
            main.cover(welcome);
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
        show(desk.text(following ? "shell.freeze.on" : "shell.freeze.off"));
        beat();
    }

    /// Moves the focus to the next pane, in reading order; to none that is covered.
    void cyclePane(boolean forward) {
        PageFrame where = pages.frame();
        Panes.cycle(
                where.getScene(), where.equals(main) ? main.panes(drawer) : where.panes(), forward);
    }

    /// Gives the focus to what fills the middle.
    public void focusContent() {
        if (asked.isHere()) {
            quit.takeFocus();
        } else {
            Panes.focusFirst(pages.frame().center());
        }
    }
}
