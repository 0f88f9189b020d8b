package org.fieldproof.views.shell;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldproof.views.control.Leaving;
import org.fieldproof.views.control.Question;
import org.jspecify.annotations.Nullable;

/// A small question over whatever is in sight. Whoever leaves it is where he was. FX thread.
class PromptBox extends StackPane {
    private static final double WIDTH = 560;
    private static final double FROM_TOP = 60;

    private final VBox box = new VBox(10);
    private @Nullable Node before;

    PromptBox(String id) {
        getStyleClass().add("fp-scrim");
        setId(id);
        setAlignment(Pos.TOP_CENTER);
        box.getStyleClass().add("fp-palette");
        box.setMaxSize(WIDTH, USE_PREF_SIZE);
        box.setTranslateY(FROM_TOP);
        getChildren().add(box);
        Leaving.byEscape(this, this::close);
        Question.mark(this);
        setVisible(false);
    }

    /// What it asks and is answered by, from top to bottom.
    final void fill(Node... rows) {
        box.getChildren().setAll(rows);
    }

    /// Comes up; what had the focus gets it back.
    final void appear() {
        Scene scene = getScene();
        before = scene == null ? null : scene.getFocusOwner();
        setVisible(true);
    }

    /// Nothing is done.
    final void close() {
        setVisible(false);
        Node back = before;
        before = null;
        if (back != null && back.getScene() != null) {
            back.requestFocus();
        }
    }
}
