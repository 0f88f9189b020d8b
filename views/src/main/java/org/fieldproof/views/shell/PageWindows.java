package org.fieldproof.views.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Rectangle2D;
import javafx.scene.control.ScrollPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.project.Problem;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.perspective.Perspective;
import org.fieldproof.views.place.PerspectiveId;
import org.jspecify.annotations.Nullable;

/// The pages that stand in windows of their own. FX thread.
final class PageWindows {

    private static final double WIDTH_MIN = 760;
    private static final double HEIGHT_MIN = 480;

    private final Map<PerspectiveId, PageWindow> windows = new EnumMap<>(PerspectiveId.class);
    private final WindowPlaces places;
    private final Windows maker;
    private final Texts texts;
    private final Supplier<PageFrame> frames;
    private final Consumer<PerspectiveId> home;
    private @Nullable PerspectiveId acting;

    /// @param frames makes what stands around a page
    /// @param home is given back a page whose window is being closed
    PageWindows(
            Workspace workspace,
            Windows maker,
            Texts texts,
            Supplier<PageFrame> frames,
            Consumer<PerspectiveId> home) {
        places = new WindowPlaces(workspace);
        this.maker = maker;
        this.texts = texts;
        this.frames = frames;
        this.home = home;
    }

    /// A project is open.
    ///
    /// @param tell is told what cannot be read of where windows stood
    /// @return the pages that stood in windows of their own when it was open last
    List<PerspectiveId> open(Path project, Consumer<Problem> tell) {
        List<String> strays = places.open(project);
        if (!strays.isEmpty()) {
            tell.accept(
                    Problem.warning(
                            "APP-0924",
                            texts.get("shell.layout.object", project.getFileName()),
                            texts.get("shell.layout.unreadable", String.join("; ", strays)),
                            texts.get("shell.layout.remedy", places.keptAs())));
        }
        List<PerspectiveId> away = new ArrayList<>();
        for (PerspectiveId id : PerspectiveId.values()) {
            if (places.of(id).open()) {
                away.add(id);
            }
        }
        return away;
    }

    /// Moves a page into a window of its own.
    void detach(Perspective perspective, ScrollPane page) {
        PerspectiveId id = perspective.id();
        PageFrame frame = frames.get();
        frame.onActed(() -> actedIn(id));
        String title = texts.get(id.titleKey()) + " - Fieldproof";
        Stage stage = maker.make(frame, title);
        frame.put(page, perspective.inspector());
        Rectangle2D at = places.of(id).on(screens());
        stage.setMinWidth(WIDTH_MIN);
        stage.setMinHeight(HEIGHT_MIN);
        stage.setX(at.getMinX());
        stage.setY(at.getMinY());
        stage.setWidth(at.getWidth());
        stage.setHeight(at.getHeight());
        stage.setOnCloseRequest(
                event -> {
                    event.consume();
                    home.accept(id);
                });
        windows.put(id, new PageWindow(stage, frame, perspective, page));
        places.put(id, new WindowPlace(true, at));
        places.keep();
        stage.show();
    }

    private static List<Rectangle2D> screens() {
        List<Rectangle2D> screens = new ArrayList<>();
        screens.add(Screen.getPrimary().getVisualBounds());
        for (Screen screen : Screen.getScreens()) {
            if (!screen.equals(Screen.getPrimary())) {
                screens.add(screen.getVisualBounds());
            }
        }
        return screens;
    }

    /// Closes a window; its page is free to be put elsewhere.
    void attach(PerspectiveId id) {
        PageWindow window = windows.remove(id);
        if (window != null) {
            places.put(id, new WindowPlace(false, window.place()));
            places.keep();
            leave(window);
        }
    }

    private static void leave(PageWindow window) {
        window.frame().empty();
        window.stage().hide();
    }

    /// Closes them all, and opens them again the next time.
    void close() {
        remember();
        places.keep();
        List<PageWindow> all = List.copyOf(windows.values());
        windows.clear();
        all.forEach(PageWindows::leave);
    }

    /// Forgets where any of them was.
    void forget() {
        places.clear();
        places.keep();
    }

    private void remember() {
        windows.forEach((id, window) -> places.put(id, new WindowPlace(true, window.place())));
    }

    List<PerspectiveId> away() {
        return List.copyOf(windows.keySet());
    }

    Optional<PageWindow> of(PerspectiveId id) {
        return Optional.ofNullable(windows.get(id));
    }

    /// The one in which somebody acted last; none if that was in the console's.
    Optional<PageWindow> acting() {
        return Optional.ofNullable(acting).map(windows::get);
    }

    void actedIn(@Nullable PerspectiveId id) {
        acting = id;
    }

    /// Brings a window before all others.
    void raise(PerspectiveId id) {
        PageWindow window = windows.get(id);
        if (window != null) {
            acting = id;
            window.raise();
        }
    }

    List<PageFrame> frames() {
        return windows.values().stream().map(PageWindow::frame).toList();
    }

    /// Draws a beat in each of them; a page that nobody can see waits until it is seen.
    void show(Frame beat) {
        for (PageWindow each : List.copyOf(windows.values())) {
            each.frame().show(beat);
            if (!each.stage().isIconified()) {
                each.frame().show(each.perspective(), each.page(), beat);
            }
        }
        remember();
        places.settle();
    }
}
