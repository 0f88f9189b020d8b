package org.fieldproof.views.shell;

import java.util.List;
import javafx.scene.input.KeyCode;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.action.ActionRegistry;
import org.fieldproof.views.action.KeyStroke;
import org.fieldproof.views.help.HelpPane;
import org.fieldproof.views.perspective.Desk;

/// Registers the way back and forth: in the help between its pages, elsewhere between places.
final class VisitActions {
    private final Desk desk;
    private final Pages pages;

    /// Where somebody may be reading, who goes along its pages then.
    private final HelpPane help;

    VisitActions(Desk desk, Pages pages, HelpPane help) {
        this.desk = desk;
        this.pages = pages;
        this.help = help;
    }

    void register(ActionRegistry actions) {
        add(actions, "shell.back", KeyCode.LEFT, () -> go(-1));
        add(actions, "shell.forward", KeyCode.RIGHT, () -> go(1));
    }

    private void go(int by) {
        boolean reading = by < 0 ? help.backWhereRead() : help.forthWhereRead();
        if (!reading && !pages.goAlong(by)) {
            desk.toasts()
                    .show(desk.text(by < 0 ? "shell.visits.noBack" : "shell.visits.noForward"));
        }
    }

    private void add(ActionRegistry actions, String id, KeyCode key, Runnable run) {
        actions.add(
                new Action(
                        id,
                        desk.text("shell.action." + id),
                        desk.text("shell.category.go"),
                        "",
                        List.of(KeyStroke.alt(key)),
                        () -> "",
                        run));
    }
}
