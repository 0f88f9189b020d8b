package org.fieldproof.views.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.stage.Stage;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.perspective.Perspective;
import org.fieldproof.views.place.PerspectiveId;
import org.jspecify.annotations.Nullable;

/// The pages of the open project, each made once, and the window in which each of them is: the
/// console's or one of its own. FX thread.
final class Pages {

    private final Desk desk;
    private final Map<PerspectiveId, Function<Desk, Perspective>> registry;
    private final Rail rail;
    private final PageFrame main;
    private final PageWindows windows;
    private final Consumer<Boolean> home;
    private final Map<PerspectiveId, Perspective> made = new EnumMap<>(PerspectiveId.class);
    private final Map<PerspectiveId, ScrollPane> pages = new EnumMap<>(PerspectiveId.class);
    private final Visits visits = new Visits();

    /// What was last revealed on each page: what a person chose there since then stays chosen.
    private final Map<PerspectiveId, String> revealed = new EnumMap<>(PerspectiveId.class);

    private PerspectiveId shown = PerspectiveId.PIPELINES;

    /// @param main what stands around the page in the console's window
    /// @param frames makes what stands around one in another
    /// @param home told before and after a window of a page is closed (false, then true)
    Pages(
            Desk desk,
            Map<PerspectiveId, Function<Desk, Perspective>> registry,
            Rail rail,
            PageFrame main,
            Windows maker,
            Supplier<PageFrame> frames,
            Consumer<Boolean> home) {
        this.desk = desk;
        this.registry = registry;
        this.rail = rail;
        this.main = main;
        this.home = home;
        windows = new PageWindows(desk.workspace(), maker, desk.texts(), frames, this::attach);
        main.onActed(() -> windows.actedIn(null));
    }

    /// The page in front of whoever acts.
    PerspectiveId shown() {
        return windows.acting().map(each -> each.perspective().id()).orElse(shown);
    }

    /// Whether a page itself is in front of whoever acts: neither elsewhere nor covered.
    boolean isInFront(PerspectiveId id) {
        boolean elsewhere = windows.acting().isEmpty() && windows.of(id).isPresent();
        return shown() == id && !elsewhere && !frame().isCovered();
    }

    /// What it is, if it was made.
    Optional<Perspective> acting() {
        return Optional.ofNullable(made.get(shown()));
    }

    Optional<Perspective> find(PerspectiveId id) {
        return Optional.ofNullable(made.get(id));
    }

    /// What stands around the page in front of whoever acts.
    PageFrame frame() {
        return windows.acting().map(PageWindow::frame).orElse(main);
    }

    List<PageFrame> frames() {
        List<PageFrame> all = new ArrayList<>(windows.frames());
        all.addFirst(main);
        return all;
    }

    /// A project was opened: what stood in windows does so again.
    void restore(Path project) {
        windows.open(project, desk.toasts()::problem).stream()
                .filter(registry::containsKey)
                .forEach(this::detach);
        uncover();
        visits.went(new Visits.Stop(shown, ""));
    }

    /// No page is seen again. The windows are closed; they open again with the project.
    void leave() {
        made.values().forEach(Perspective::close);
        home.accept(false);
        windows.close();
    }

    /// The project is closed.
    void clear() {
        leave();
        made.clear();
        pages.clear();
        visits.clear();
        revealed.clear();
    }

    private @Nullable ScrollPane page(PerspectiveId id) {
        Function<Desk, Perspective> factory = registry.get(id);
        if (factory == null) {
            return null;
        }
        Perspective perspective = made.computeIfAbsent(id, _ -> factory.apply(desk));
        return pages.computeIfAbsent(id, _ -> Panes.page(perspective.content()));
    }

    /// Brings a page in front of a person, wherever it is.
    void open(PerspectiveId id) {
        visits.went(new Visits.Stop(id, ""));
        bring(id);
    }

    /// The same, with an object chosen there, see [Perspective#reveal].
    void open(PerspectiveId id, String object) {
        // What only begins something is no place to come back to.
        visits.went(new Visits.Stop(id, object.endsWith("/") ? "" : object));
        bring(id, object);
    }

    /// Goes along the places where a person was.
    ///
    /// @param by one back (-1) or forth (1)
    /// @return false where there is none
    boolean goAlong(int by) {
        Optional<Visits.Stop> stop = visits.go(by);
        stop.ifPresent(
                each -> {
                    String last = revealed.getOrDefault(each.page(), "");
                    if (each.object().isEmpty() || each.object().equals(last)) {
                        bring(each.page());
                    } else {
                        bring(each.page(), each.object());
                    }
                });
        return stop.isPresent();
    }

    private void bring(PerspectiveId id, String object) {
        bring(id);
        find(id).ifPresent(
                        perspective -> {
                            revealed.put(id, object);
                            perspective.reveal(object);
                            beat();
                        });
    }

    private void bring(PerspectiveId id) {
        ScrollPane page = page(id);
        Optional<PageWindow> window = windows.of(id);
        if (page == null) {
            return;
        }
        if (window.isPresent() && window.equals(windows.acting())) {
            beat();
            return;
        }
        put(id, page);
        if (window.isPresent()) {
            windows.raise(id);
        } else {
            raiseMain();
        }
    }

    /// Shows a page in the console's window, or where else it is.
    private void put(PerspectiveId id, ScrollPane page) {
        shown = id;
        rail.select(id);
        boolean away = windows.of(id).isPresent();
        Node there = away ? new AwayPage(id, desk.texts(), this::open, this::attach) : page;
        main.put(there, away ? Optional.empty() : find(id).flatMap(Perspective::inspector));
        beat();
    }

    /// Takes away what covers the page in the console's window.
    void uncover() {
        ScrollPane page = page(shown);
        if (page != null) {
            put(shown, page);
        }
    }

    /// Where somebody acts in another window, and what he asks for is in the console's.
    void raiseMain() {
        if (windows.acting().isPresent()) {
            toFront();
        }
    }

    /// Brings the console's window before all others.
    void toFront() {
        windows.actedIn(null);
        if (main.getScene() != null && main.getScene().getWindow() instanceof Stage stage) {
            stage.setIconified(false);
            stage.toFront();
            stage.requestFocus();
        }
    }

    /// Moves the page in front into a window of its own; from there, back.
    void toggleWindow() {
        PerspectiveId id = shown();
        if (windows.of(id).isPresent()) {
            attach(id);
        } else {
            detach(id);
            open(id);
            windows.of(id).ifPresent(each -> Panes.focusFirst(each.frame().center()));
        }
    }

    private void detach(PerspectiveId id) {
        ScrollPane page = page(id);
        Perspective perspective = made.get(id);
        if (page != null && perspective != null) {
            drawn(page);
            windows.detach(perspective, page);
            beat();
        }
    }

    /// A page that leaves a window before that was drawn has colours that nobody has told it.
    private static void drawn(Node page) {
        if (page.getScene() != null) {
            page.getScene().getRoot().applyCss();
            page.getScene().getRoot().layout();
        }
    }

    /// Brings a page back, and shows it.
    private void attach(PerspectiveId id) {
        home.accept(false);
        ScrollPane page = page(id);
        if (page != null) {
            drawn(page);
        }
        windows.attach(id);
        if (page != null) {
            put(id, page);
        }
        toFront();
        home.accept(true);
    }

    boolean isAllHome() {
        return windows.away().isEmpty();
    }

    /// Brings all of them back, and forgets where they were.
    void bringHome() {
        PerspectiveId before = shown;
        windows.away().forEach(this::attach);
        windows.forget();
        open(before);
    }

    private void beat() {
        desk.pulse().frame().ifPresent(this::show);
    }

    /// Draws a beat, wherever there is a page in sight.
    void show(Frame beat) {
        main.show(beat);
        Perspective present = made.get(shown);
        ScrollPane page = pages.get(shown);
        if (present != null && page != null && windows.of(shown).isEmpty()) {
            main.show(present, page, beat);
        } else if (present != null) {
            main.timeBar.show(beat, present.looksBack());
        }
        windows.show(beat);
    }
}
