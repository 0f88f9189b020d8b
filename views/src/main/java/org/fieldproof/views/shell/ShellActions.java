package org.fieldproof.views.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.action.ActionRegistry;
import org.fieldproof.views.action.KeyStroke;
import org.fieldproof.views.control.FilterBar;
import org.fieldproof.views.draft.EditorAct;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.place.PerspectiveId;
import org.fieldproof.views.writing.ArmedChip;

/// Registers what the shell itself can do.
final class ShellActions {

    private static final double SCALE_STEP = 0.1;

    /// The look that is none of its own.
    private static final String SYSTEM = "system";

    /// The first so many pages are opened by a digit.
    private static final int DIGITS = 9;

    private final ShellView shell;
    private final Desk desk;
    private final Set<PerspectiveId> perspectives;
    private final CopyPrompt copy;

    ShellActions(ShellView shell, Desk desk, Set<PerspectiveId> perspectives) {
        this.shell = shell;
        this.desk = desk;
        this.perspectives = perspectives;
        copy = new CopyPrompt(desk);
    }

    void register(ActionRegistry actions) {
        registerPlaces(actions);
        registerProject(actions);
        registerQuit(actions);
        registerDrill(actions);
        registerWriting(actions);
        registerView(actions);
    }

    private void registerPlaces(ActionRegistry actions) {
        for (PerspectiveId id : PerspectiveId.values()) {
            if (perspectives.contains(id)) {
                actions.add(
                        new Action(
                                "go." + id.key(),
                                desk.text(id.titleKey()),
                                desk.text("shell.category.go"),
                                id.key(),
                                id.place() <= DIGITS
                                        ? shortcut(KeyCode.valueOf("DIGIT" + id.place()))
                                        : List.of(),
                                this::noProject,
                                () -> shell.open(id)));
            }
        }
    }

    private void registerProject(ActionRegistry actions) {
        String category = "shell.category.project";
        add(actions, "project.sample", category, List.of(), this::drillRuns, this::openSample);
        add(
                actions,
                "project.create",
                category,
                shortcut(KeyCode.N),
                this::drillRuns,
                shell::newProject);
        add(
                actions,
                "project.open",
                category,
                shortcut(KeyCode.O),
                this::drillRuns,
                () -> desk.files().folder(desk.text("shell.open.title")).ifPresent(this::open));
        add(
                actions,
                "project.close",
                category,
                shortcut(KeyCode.W),
                () -> noProject().isEmpty() ? drillRuns() : noProject(),
                () -> desk.commands().await(desk.workspace().close(), this::report));
        add(
                actions,
                "project.copy",
                category,
                List.of(KeyStroke.shortcutShift(KeyCode.S)),
                this::noDraft,
                this::copyProject);
        actions.addGroup(this::recent);
    }

    /// What is drafted is copied: as long as nobody has read it there is nothing.
    private String noDraft() {
        boolean read = !noProject().isEmpty() || desk.draft().model().isLoaded();
        return read ? noProject() : desk.text("shell.hindrance.noDraft");
    }

    private void copyProject() {
        shell.pages().frame().takeOver(copy);
        copy.open();
    }

    /// One action for each project that was open lately.
    private List<Action> recent() {
        String category = desk.text("shell.category.recent");
        return desk.workspace().recentProjects().stream()
                .map(
                        each ->
                                new Action(
                                        "project.recent." + each,
                                        each.toString(),
                                        category,
                                        "",
                                        List.of(),
                                        this::drillRuns,
                                        () -> open(each)))
                .toList();
    }

    private void registerQuit(ActionRegistry actions) {
        add(
                actions,
                "app.support",
                "shell.category.project",
                List.of(KeyStroke.shortcutShift(KeyCode.B)),
                () -> "",
                shell::openSupport);
        add(
                actions,
                "app.quit",
                "shell.category.project",
                shortcut(KeyCode.Q),
                () -> "",
                () -> {
                    Window window = shell.getScene().getWindow();
                    window.fireEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSE_REQUEST));
                });
    }

    private void registerDrill(ActionRegistry actions) {
        add(
                actions,
                "buffers.quarantine",
                "shell.category.go",
                List.of(),
                this::noProject,
                () -> shell.open(PerspectiveId.BUFFERS, "quarantine/"));
        add(
                actions,
                "devices.doctor",
                "shell.category.go",
                List.of(),
                this::notNow,
                () -> shell.open(PerspectiveId.DEVICES, "doctor/"));
        add(
                actions,
                "evidence.verify",
                "shell.category.go",
                List.of(),
                this::noProject,
                () -> shell.open(PerspectiveId.EVIDENCE, "verify/"));
        add(
                actions,
                "drills.lock",
                "shell.category.drills",
                List.of(),
                () -> lockReason().isEmpty() ? notNow() : desk.text("shell.hindrance.locked"),
                () -> shell.open(PerspectiveId.DRILLS, "lock/"));
        add(
                actions,
                "drills.release",
                "shell.category.drills",
                List.of(),
                () -> lockReason().isEmpty() ? desk.text("shell.hindrance.notLocked") : notNow(),
                () -> desk.commands().send(new Command.LockDrills(""), this::report));
        add(
                actions,
                "drills.stop",
                "shell.category.drills",
                shortcut(KeyCode.PERIOD),
                this::noDrill,
                () -> desk.commands().send(new Command.StopDrills(desk.consoleId()), this::report));
    }

    private void registerWriting(ActionRegistry actions) {
        add(
                actions,
                "writing.write",
                "shell.category.writing",
                List.of(),
                this::notNow,
                () -> shell.open(PerspectiveId.LIVE, "write/"));
        add(
                actions,
                "writing.disarm",
                "shell.category.writing",
                List.of(KeyStroke.shortcutShift(KeyCode.D)),
                () -> isArmed() ? "" : desk.text("writing.hindrance.disarmed"),
                () -> ArmedChip.disarm(desk));
    }

    private boolean isArmed() {
        return desk.pulse().frame().filter(f -> f.snapshot().writing().isArmed()).isPresent();
    }

    private void registerView(ActionRegistry actions) {
        String category = "shell.category.view";
        registerSearch(actions, category);
        add(
                actions,
                "shell.freeze",
                category,
                List.of(KeyStroke.plain(KeyCode.F9)),
                this::noProject,
                shell::toggleFrozen);
        add(
                actions,
                "shell.nextPane",
                category,
                List.of(KeyStroke.plain(KeyCode.F6)),
                () -> "",
                () -> shell.cyclePane(true));
        add(
                actions,
                "shell.previousPane",
                category,
                List.of(KeyStroke.shift(KeyCode.F6)),
                () -> "",
                () -> shell.cyclePane(false));
        add(
                actions,
                "shell.problems",
                category,
                List.of(KeyStroke.plain(KeyCode.F8)),
                this::noProject,
                shell::nextProblem);
        add(
                actions,
                "shell.log",
                category,
                shortcut(KeyCode.L),
                this::noProject,
                () -> shell.showDrawer(Drawer.Tab.LOG));
        add(
                actions,
                "shell.theme",
                category,
                shortcut(KeyCode.T),
                () -> "",
                () -> desk.looks().setTheme(desk.looks().theme().next()));
        registerWindows(actions, category);
        registerScale(actions, category);
        add(
                actions,
                "shell.help",
                category,
                List.of(KeyStroke.plain(KeyCode.F1)),
                () -> "",
                shell::openHelp);
        add(
                actions,
                "shell.shortcuts",
                category,
                shortcut(KeyCode.SLASH),
                () -> "",
                shell::openShortcuts);
        add(actions, "shell.keys", category, List.of(), () -> "", shell::openKeys);
    }

    private void registerSearch(ActionRegistry actions, String category) {
        add(
                actions,
                "shell.palette",
                category,
                List.of(KeyStroke.shortcut(KeyCode.K), KeyStroke.shortcutShift(KeyCode.P)),
                () -> "",
                shell::openPalette);
        add(
                actions,
                "shell.menu",
                category,
                List.of(KeyStroke.plain(KeyCode.F10)),
                () -> "",
                () -> shell.pages().frame().topBar.openMenu());
        add(actions, "shell.find", category, shortcut(KeyCode.F), this::noList, this::find);
    }

    /// Goes to where a person says what he looks for: the filter of the list in front, or the
    /// draft's parts, unless a list beside them has the focus.
    private void find() {
        Node focused = shell.focusOwner();
        boolean below = Panes.contains(shell.drawer(), focused);
        Node within = below ? shell.drawer() : shell.pages().frame().center();
        boolean drawn =
                !below
                        && desk.draft().isCommissioning()
                        && shell.pages().isInFront(PerspectiveId.PIPELINES);
        Optional<FilterBar> bar =
                drawn ? FilterBar.of(focused, within) : FilterBar.near(focused, within);
        Optional<Node> asking = Panes.asking(within);
        if (asking.isPresent()) {
            if (!Panes.contains(asking.get(), focused)) {
                Panes.focusFirst(asking.get());
            }
        } else if (bar.isPresent()) {
            bar.get().focusField();
        } else if (drawn) {
            desk.draft().editor().run(EditorAct.FIND);
        } else {
            desk.toasts().show(desk.text("filter.count.none"));
        }
    }

    private void registerWindows(ActionRegistry actions, String category) {
        add(
                actions,
                "view.window",
                category,
                List.of(KeyStroke.shortcutShift(KeyCode.W)),
                this::noProject,
                () -> shell.pages().toggleWindow());
        add(
                actions,
                "view.home",
                category,
                List.of(),
                () -> shell.pages().isAllHome() ? desk.text("shell.hindrance.allHome") : "",
                () -> shell.pages().bringHome());
    }

    private void registerScale(ActionRegistry actions, String category) {
        add(
                actions,
                "shell.larger",
                category,
                shortcut(KeyCode.PLUS, KeyCode.EQUALS, KeyCode.ADD),
                () -> "",
                () -> scale(1));
        add(
                actions,
                "shell.smaller",
                category,
                shortcut(KeyCode.MINUS, KeyCode.SUBTRACT),
                () -> "",
                () -> scale(-1));
        actions.add(
                new Action(
                        "shell.theme." + SYSTEM,
                        desk.text("settings.theme.system"),
                        desk.text("shell.category.theme"),
                        "theme look farben",
                        List.of(),
                        () -> "",
                        desk.looks()::followSystem));
        for (Theme theme : Theme.values()) {
            actions.add(
                    new Action(
                            "shell.theme." + theme.id(),
                            desk.text("settings.theme." + theme.name()),
                            desk.text("shell.category.theme"),
                            "theme look farben contrast kontrast",
                            List.of(),
                            () -> "",
                            () -> desk.looks().setTheme(theme)));
        }
        for (var language : Texts.LANGUAGES) {
            actions.add(
                    new Action(
                            "shell.language." + language.getLanguage(),
                            language.getDisplayLanguage(language),
                            desk.text("shell.category.language"),
                            "language sprache",
                            List.of(),
                            () -> "",
                            () -> desk.looks().setLanguage(language)));
        }
    }

    private void scale(int steps) {
        desk.looks().setScale(desk.looks().scale() + steps * SCALE_STEP);
    }

    private void add(
            ActionRegistry actions,
            String id,
            String category,
            List<KeyStroke> keys,
            Supplier<String> hindrance,
            Runnable act) {
        String label = desk.text("shell.action." + id);
        actions.add(new Action(id, label, desk.text(category), "", keys, hindrance, act));
    }

    private static List<KeyStroke> shortcut(KeyCode... codes) {
        return Stream.of(codes).map(KeyStroke::shortcut).toList();
    }

    private String noProject() {
        boolean open = desk.workspace().status().phase() == Workspace.Phase.OPEN;
        return open ? "" : desk.text("shell.hindrance.noProject");
    }

    /// Some lists are there without a project, such as that of the keys.
    private String noList() {
        Node center = shell.pages().frame().center();
        return FilterBar.near(null, center).isPresent() ? "" : noProject();
    }

    /// Why what runs cannot be acted on.
    private String notNow() {
        return noProject().isEmpty() ? desk.lookingBack() : noProject();
    }

    private String noDrill() {
        boolean underWay =
                desk.pulse().frame().map(f -> f.snapshot().drills().isUnderWay()).orElse(false);
        return underWay ? "" : desk.text("shell.hindrance.noDrill");
    }

    private String lockReason() {
        return desk.pulse().frame().map(f -> f.snapshot().drills().lockReason()).orElse("");
    }

    /// Whoever closes what runs ends its drill without a verdict.
    private String drillRuns() {
        return isDrillRunning() ? desk.text("shell.hindrance.drillRuns") : "";
    }

    private boolean isDrillRunning() {
        return desk.pulse().frame().map(f -> f.snapshot().drills().running() != null).orElse(false);
    }

    private void openSample() {
        desk.commands().await(desk.workspace().openSample(), this::report);
    }

    private void open(Path project) {
        desk.commands().await(desk.workspace().open(project), this::report);
    }

    private void report(Outcome outcome) {
        if (outcome instanceof Outcome.Done(String message)) {
            desk.toasts().show(message);
        }
    }
}
