package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a console that is open all year holds every project it ever had open.
final class ClosedProjectTest {
    private static final int ROUNDS_MAX = 300;
    private static final long ROUND_NANOS = 100_000_000L;

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void theViewsOfAClosedProjectAreCollected() {
        List<WeakReference<Node>> views = views();
        console.workspace.close();
        console.live(2);
        // The focus, the pointer and the last frame drawn hold what they were at last.
        console.click("#open-sample");
        console.live(2);
        for (int i = 0; i < ROUNDS_MAX && left(views) > 0; i++) {
            System.gc();
            console.live(1);
            LockSupport.parkNanos(ROUND_NANOS);
        }
        assertThat(views.stream().map(WeakReference::get)).containsOnlyNulls();
    }

    private static long left(List<WeakReference<Node>> views) {
        return views.stream().filter(view -> view.get() != null).count();
    }

    private List<WeakReference<Node>> views() {
        console.workspace.openSample();
        console.live(2);
        List<WeakReference<Node>> views = new ArrayList<>();
        for (PerspectiveId id : Perspectives.registry().keySet()) {
            console.onWindow(window -> window.show(id));
            console.live(1);
            views.add(new WeakReference<>(console.there("#content .fp-title")));
        }
        console.onWindow(window -> window.show(PerspectiveId.PIPELINES));
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(1);
        views.add(new WeakReference<>(console.there("#draft-canvas")));
        return views;
    }
}
