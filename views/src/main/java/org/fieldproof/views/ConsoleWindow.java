package org.fieldproof.views;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.styles.Palette;
import org.fieldproof.styles.SystemTheme;
import org.fieldproof.styles.Theme;
import org.fieldproof.styles.Themes;
import org.fieldproof.views.action.ActionRegistry;
import org.fieldproof.views.action.KeyMap;
import org.fieldproof.views.action.KeyScope;
import org.fieldproof.views.action.KeyStroke;
import org.fieldproof.views.action.KeyTask;
import org.fieldproof.views.bridge.CommandSender;
import org.fieldproof.views.bridge.GatewayPulse;
import org.fieldproof.views.bridge.UiExecutor;
import org.fieldproof.views.control.Toasts;
import org.fieldproof.views.draft.DraftSession;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.perspective.FilePrompt;
import org.fieldproof.views.perspective.Looks;
import org.fieldproof.views.place.PerspectiveId;
import org.fieldproof.views.settings.UpdateWatch;
import org.fieldproof.views.shell.DesktopFilePrompt;
import org.fieldproof.views.shell.ShellParts;
import org.fieldproof.views.shell.ShellView;

/// The operator console in a window. Whoever starts it gives it a stage and a workspace; it needs
/// nothing else. All calls on the FX thread.
public final class ConsoleWindow {

    /// Not a look, but that of the system; so says the file of whoever has never chosen, too.
    private static final String SYSTEM = "system";

    private static final double WIDTH = 1600;
    private static final double HEIGHT = 900;
    private static final double SCALE_MIN = 0.8;
    private static final double SCALE_MAX = 2.0;

    private final Stage stage;
    private final Workspace workspace;
    private final GatewayClock clock;
    private final FilePrompt files;
    private final String consoleId;
    private final GatewayPulse pulse;
    private final DraftSession draft;
    private final CommandSender commands;
    private final Toasts said = new Said();
    private final Scene scene = new Scene(new StackPane(), WIDTH, HEIGHT);
    private final List<Stage> others = new ArrayList<>();
    private final ReadOnlyObjectWrapper<Palette> palette;
    private final KeyMap keys;
    private final ObservableValue<Theme> systemTheme;
    private final ChangeListener<Theme> systemLook = (property, was, is) -> systemTheme(is);
    private Theme theme;
    private boolean followsSystem;
    private Locale language;
    private double scale;
    private boolean localTime;
    private ShellView shell;

    public ConsoleWindow(Stage stage, Workspace workspace) {
        this(stage, workspace, GatewayClock.system());
    }

    public ConsoleWindow(Stage stage, Workspace workspace, GatewayClock clock) {
        this(stage, workspace, clock, DesktopFilePrompt::new, SystemTheme.current());
    }

    /// @param files asks a person for files
    /// @param systemTheme the look the operating system asks for
    ConsoleWindow(
            Stage stage,
            Workspace workspace,
            GatewayClock clock,
            FilePrompt files,
            ObservableValue<Theme> systemTheme) {
        this(stage, workspace, clock, acting -> files, systemTheme);
    }

    /// @param files makes what asks a person for files, before the window in which he acts
    private ConsoleWindow(
            Stage stage,
            Workspace workspace,
            GatewayClock clock,
            Function<Supplier<Window>, FilePrompt> files,
            ObservableValue<Theme> systemTheme) {
        this.systemTheme = systemTheme;
        this.files = files.apply(this::actingWindow);
        this.stage = stage;
        this.workspace = workspace;
        this.clock = clock;
        consoleId = "console-" + Long.toString(clock.epochNanos(), Character.MAX_RADIX);
        pulse = new GatewayPulse(workspace, clock, consoleId);
        draft = new DraftSession(workspace, UiExecutor.toolkit(), clock);
        commands = new CommandSender(workspace, UiExecutor.toolkit(), said::problem);
        Optional<Theme> chosen = workspace.preference("theme").flatMap(Theme::of);
        followsSystem = chosen.isEmpty();
        theme = chosen.orElseGet(systemTheme::getValue);
        language =
                workspace
                        .preference("language")
                        .map(Locale::forLanguageTag)
                        .orElse(Locale.getDefault());
        scale = workspace.preference("scale").map(ConsoleWindow::parseScale).orElse(1.0);
        localTime = workspace.preference("time").filter("local"::equals).isPresent();
        palette = new ReadOnlyObjectWrapper<>(Palette.of(theme));
        keys =
                new KeyMap(
                        workspace.preference("keys").orElse(""),
                        text -> workspace.setPreference("keys", text));
        shell = build();
        UpdateWatch updates = new UpdateWatch(workspace, commands, clock, this::newer);
        pulse.follow(updates::beat);
        keys.onChanged(this::keysChanged);
    }

    /// Shows the window and starts following the gateway.
    public void open() {
        stage.setTitle("Fieldproof");
        stage.setScene(scene);
        stage.setMinWidth(1024);
        stage.setMinHeight(640);
        stage.setOnCloseRequest(
                event -> {
                    if (!shell.mayClose(stage::hide)) {
                        event.consume();
                    }
                });
        stage.setOnHidden(event -> hidden());
        systemTheme.addListener(systemLook);
        stage.show();
        pulse.tick();
        shell.focusContent();
        if (!keys.unused().isEmpty()) {
            shell.show(new Texts(language).get("keys.unused.toast"));
        }
        pulse.start();
    }

    private void newer(Outcome.UpdateSeen seen) {
        Texts texts = new Texts(language);
        said.show(texts.get("settings.updates.newer", seen.offered(), seen.present(), seen.page()));
    }

    private void hidden() {
        systemTheme.removeListener(systemLook);
        shell.leave();
    }

    /// Opens what the console was started with: a project's folder, a file in it, or evidence; two
    /// files of evidence are compared.
    public void take(Path... files) {
        shell.take(List.of(files));
    }

    /// A second start of the program asks for this window, and may name a file.
    public void present(Optional<Path> file) {
        stage.setIconified(false);
        stage.toFront();
        stage.requestFocus();
        file.ifPresent(this::take);
    }

    /// Stops following. The gateway is not touched: it belongs to the workspace.
    public void close() {
        pulse.stop();
        stage.hide();
    }

    public Scene scene() {
        return scene;
    }

    public Stage stage() {
        return stage;
    }

    /// The windows of pages that stand by themselves.
    public List<Stage> windows() {
        return List.copyOf(others);
    }

    /// Opens a perspective; nothing happens before a project is open.
    public void show(PerspectiveId perspective) {
        shell.open(perspective);
    }

    /// Opens a perspective and selects an object there, such as `lane/upstream`.
    public void show(PerspectiveId perspective, String object) {
        shell.open(perspective, object);
    }

    /// The perspective in view.
    public PerspectiveId shown() {
        return shell.shown();
    }

    /// Runs an action of the palette by its id, such as `drills.stop`.
    ///
    /// @return why it could not be done; empty if it was
    public String perform(String actionId) {
        return shell.actions()
                .find(actionId)
                .map(shell.actions()::run)
                .orElse("no such action: " + actionId);
    }

    /// Everything that can be done.
    ActionRegistry actions() {
        return shell.actions();
    }

    /// Which keys do it.
    KeyMap keys() {
        return keys;
    }

    /// The draft of the open project.
    DraftSession draft() {
        return draft;
    }

    public Theme theme() {
        return theme;
    }

    /// From now on this look, whatever the system says.
    public void setTheme(Theme next) {
        followsSystem = false;
        workspace.setPreference("theme", next.id());
        wear(next);
    }

    /// From now on the look of the operating system, whenever it changes.
    public void followSystem() {
        followsSystem = true;
        workspace.setPreference("theme", SYSTEM);
        wear(systemTheme.getValue());
    }

    private void systemTheme(Theme next) {
        if (followsSystem) {
            wear(next);
        }
    }

    private void wear(Theme next) {
        theme = next;
        dress();
    }

    public Locale language() {
        return language;
    }

    /// Changes the language at once; the window is built anew in place.
    public void setLanguage(Locale next) {
        language = next;
        workspace.setPreference("language", next.toLanguageTag());
        rebuild();
    }

    /// Tells times as this machine's clock has them, or in UTC; the window is built anew in place.
    public void setLocalTime(boolean local) {
        localTime = local;
        workspace.setPreference("time", local ? "local" : "utc");
        rebuild();
    }

    private void rebuild() {
        PerspectiveId was = shell.shown();
        shell.leave();
        shell = build();
        pulse.tick();
        shell.open(was);
    }

    public void setScale(double next) {
        scale = Math.clamp(next, SCALE_MIN, SCALE_MAX);
        workspace.setPreference("scale", Double.toString(scale));
        dress();
    }

    /// Says what went wrong with the console itself, for a moment on the screen and in the list of
    /// problems, whichever project is open. Any thread.
    public void problem(Problem why) {
        UiExecutor.toolkit().run(() -> shell.ownProblem(why));
    }

    /// One beat at once, for whoever looks at the window between two.
    public void refresh() {
        pulse.tick();
    }

    /// Milliseconds of work on the FX thread in the latest beat.
    public double lastBeatMillis() {
        return pulse.workMillis().last();
    }

    /// The window as a picture.
    public WritableImage snapshot() {
        return scene.snapshot(null);
    }

    private Window actingWindow() {
        Window acting = shell.actingWindow();
        return acting == null ? stage : acting;
    }

    private ShellView build() {
        ZoneId zone = localTime ? ZoneId.systemDefault() : ZoneOffset.UTC;
        Texts texts = new Texts(language, keys::hint, zone);
        ShellView next =
                new ShellView(
                        new ShellParts(
                                consoleId,
                                workspace,
                                clock,
                                pulse,
                                commands,
                                said,
                                texts,
                                new Figures(language, zone),
                                new WindowLooks(),
                                files,
                                draft,
                                keys,
                                this::another),
                        Perspectives.registry());
        pulse.onStatus(
                status -> {
                    draft.status(status);
                    next.statusChanged(status);
                });
        pulse.onFrame(next::show);
        pulse.onProblem(next::problem);
        scene.setRoot(next);
        accelerate();
        dress();
        return next;
    }

    /// What is done everywhere is done by the keys of now; what is done in one place asks for them
    /// there.
    private void accelerate() {
        accelerate(scene);
        others.forEach(each -> accelerate(each.getScene()));
    }

    private void accelerate(Scene where) {
        where.getAccelerators().clear();
        for (KeyTask task : keys.tasks()) {
            if (task.scope() == KeyScope.CONSOLE) {
                // In the window of a page it is the page that is closed, not the project.
                boolean leaves = !where.equals(scene) && task.id().equals("project.close");
                String id = leaves ? "view.window" : task.id();
                for (KeyStroke each : keys.keys(task.id())) {
                    where.getAccelerators().put(each.combination(), () -> shell.act(id));
                }
            }
        }
    }

    private void keysChanged() {
        shell.keysChanged();
        accelerate();
    }

    /// A window for a page; it is one of this console for as long as it is shown.
    private Stage another(Parent root, String title) {
        Stage other = new Stage();
        Scene its = new Scene(root);
        other.setScene(its);
        other.setTitle(title);
        other.setOnHidden(event -> others.remove(other));
        others.add(other);
        Themes.apply(its, theme, scale);
        accelerate(its);
        return other;
    }

    private void dress() {
        Themes.apply(scene, theme, scale);
        others.forEach(each -> Themes.apply(each.getScene(), theme, scale));
        palette.set(Palette.of(theme));
    }

    private static double parseScale(String text) {
        try {
            return Math.clamp(Double.parseDouble(text), SCALE_MIN, SCALE_MAX);
        } catch (NumberFormatException unreadable) {
            return 1.0;
        }
    }

    /// Says it in the shell of now: what was begun in one that is gone is not lost.
    private final class Said implements Toasts {
        @Override
        public void show(String message) {
            shell.show(message);
        }

        @Override
        public void undoable(String message, Runnable undo) {
            shell.undoable(message, undo);
        }

        @Override
        public void problem(Problem problem) {
            shell.problem(problem);
        }
    }

    /// What perspectives see of this window.
    private final class WindowLooks implements Looks {
        @Override
        public ReadOnlyObjectProperty<Palette> palette() {
            return palette.getReadOnlyProperty();
        }

        @Override
        public Theme theme() {
            return theme;
        }

        @Override
        public boolean followsSystem() {
            return followsSystem;
        }

        @Override
        public void followSystem() {
            ConsoleWindow.this.followSystem();
        }

        @Override
        public double scale() {
            return scale;
        }

        @Override
        public void setTheme(Theme next) {
            ConsoleWindow.this.setTheme(next);
        }

        @Override
        public void setLanguage(Locale next) {
            ConsoleWindow.this.setLanguage(next);
        }

        @Override
        public boolean localTime() {
            return localTime;
        }

        @Override
        public void setLocalTime(boolean local) {
            ConsoleWindow.this.setLocalTime(local);
        }

        @Override
        public void setScale(double next) {
            ConsoleWindow.this.setScale(next);
        }
    }
}
