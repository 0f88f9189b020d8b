package org.fieldproof.views.shell;

import javafx.geometry.Rectangle2D;
import javafx.scene.control.ScrollPane;
import javafx.stage.Stage;
import org.fieldproof.views.perspective.Perspective;

/// A page in a window of its own. It is the same page: it has moved.
///
/// @param frame what stands around it
record PageWindow(Stage stage, PageFrame frame, Perspective perspective, ScrollPane page) {

    Rectangle2D place() {
        return new Rectangle2D(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight());
    }

    void raise() {
        stage.setIconified(false);
        stage.toFront();
        stage.requestFocus();
    }
}
