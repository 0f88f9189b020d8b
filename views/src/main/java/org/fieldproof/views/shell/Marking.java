package org.fieldproof.views.shell;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.Workspace;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.action.ActionRegistry;
import org.fieldproof.views.action.KeyStroke;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.perspective.Desk;

/// Marks a moment: by key the one that is shown, by a double press in a chart the one that is
/// pressed at. Asks as well what is to be said of a marked one. FX thread.
final class Marking {

    private final ShellView shell;
    private final Desk desk;
    private final MarkPrompt prompt;

    Marking(ShellView shell, Desk desk) {
        this.shell = shell;
        this.desk = desk;
        prompt = new MarkPrompt(desk);
        desk.crosshair().onChosen(at -> ask(Instant.ofEpochMilli(at)));
        desk.crosshair().onReworded(this::askAnew);
    }

    void register(ActionRegistry actions) {
        actions.add(
                new Action(
                        "marker.set",
                        desk.text("marker.action.set"),
                        desk.text("shell.category.time"),
                        "marker note shift annotation marke notiz schicht",
                        List.of(KeyStroke.shortcutShift(KeyCode.M)),
                        this::noProject,
                        () -> shown().ifPresent(this::ask)));
    }

    /// The moment that is shown: the second that is looked at, also one that was not seen, or when
    /// the view was frozen, or the present.
    private Optional<Instant> shown() {
        return desk.held()
                .moment()
                .or(() -> desk.pulse().frame().map(desk.held()::at).map(Frame::now));
    }

    private String noProject() {
        boolean open = desk.workspace().status().phase() == Workspace.Phase.OPEN;
        return open ? "" : desk.text("shell.hindrance.noProject");
    }

    private void ask(Instant at) {
        desk.pulse()
                .frame()
                .ifPresent(
                        now -> {
                            shell.pages().frame().takeOver(prompt);
                            prompt.openNew(at, now.snapshot().markers().last() + 1);
                        });
    }

    private void askAnew(long id) {
        desk.markers().stream()
                .filter(each -> each.id() == id)
                .findFirst()
                .ifPresent(
                        marker -> {
                            shell.pages().frame().takeOver(prompt);
                            prompt.openRename(marker);
                        });
    }
}
