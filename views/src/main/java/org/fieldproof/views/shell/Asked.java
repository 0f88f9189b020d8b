package org.fieldproof.views.shell;

import javafx.scene.Node;
import org.fieldproof.views.control.Question;
import org.jspecify.annotations.Nullable;

/// Whether somebody is asked something first, and where. FX thread.
final class Asked {

    private final QuitPrompt quit;
    private final Pages pages;
    private final PageFrame main;

    /// @param main where the console asks before it ends
    Asked(QuitPrompt quit, Pages pages, PageFrame main) {
        this.quit = quit;
        this.pages = pages;
        this.main = main;
    }

    /// Before the console ends, in the window in which he acts.
    boolean isHere() {
        return quit.isVisible() && pages.frame().equals(main);
    }

    /// Before the console ends, in whichever window; leads him there.
    boolean leadsThere() {
        if (quit.isVisible()) {
            pages.toFront();
            quit.takeFocus();
        }
        return quit.isVisible();
    }

    /// What has the focus in the question where he acts; null if there is none.
    @Nullable Node answering() {
        if (isHere()) {
            quit.takeFocus();
        }
        Node focused = pages.frame().getScene().getFocusOwner();
        return Question.isAround(focused) ? focused : null;
    }
}
