package org.fieldproof.views.shell;

import javafx.scene.Parent;
import javafx.stage.Stage;

/// Makes windows that look like the console's, and go on doing so.
public interface Windows {

    /// A window with its scene, not shown yet. Theme, scale and keys are those of the console, for
    /// as long as it is shown.
    Stage make(Parent root, String title);
}
