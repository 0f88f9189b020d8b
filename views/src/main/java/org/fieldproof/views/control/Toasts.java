package org.fieldproof.views.control;

import org.fieldproof.api.project.Problem;

/// Short messages that go away by themselves. Never for alarms.
public interface Toasts {

    void show(String message);

    /// The same with a button that takes it back.
    void undoable(String message, Runnable undo);

    /// Shows a problem's first line and keeps the whole of it in the drawer.
    void problem(Problem problem);
}
