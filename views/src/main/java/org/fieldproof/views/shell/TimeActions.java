package org.fieldproof.views.shell;

import java.util.List;
import java.util.function.Supplier;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.Workspace;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.action.ActionRegistry;
import org.fieldproof.views.action.KeyStroke;
import org.fieldproof.views.perspective.Desk;

/// Registers what can be done with the past.
final class TimeActions {

    private final ShellView shell;
    private final Desk desk;
    private final TimeTravel travel;

    TimeActions(ShellView shell, Desk desk, TimeTravel travel) {
        this.shell = shell;
        this.desk = desk;
        this.travel = travel;
    }

    void register(ActionRegistry actions) {
        List<KeyStroke> open = List.of(KeyStroke.shift(KeyCode.F9));
        add(actions, "time.open", open, this::noProject, shell::toggleTimeBar);
        add(
                actions,
                "time.close",
                List.of(),
                this::noProject,
                () -> {
                    travel.close();
                    shell.beat();
                    shell.focusContent();
                });
        move(actions, "time.back", () -> travel.step(-1));
        move(actions, "time.forward", () -> travel.step(1));
        move(actions, "time.minuteBack", () -> travel.step(-TimeTravel.MINUTE));
        move(actions, "time.minuteForward", () -> travel.step(TimeTravel.MINUTE));
        move(actions, "time.first", travel::first);
        move(actions, "time.previousMark", () -> travel.mark(false));
        move(actions, "time.nextMark", () -> travel.mark(true));
        add(actions, "time.live", List.of(), this::noProject, shell::live);
    }

    private void move(ActionRegistry actions, String id, Runnable act) {
        add(
                actions,
                id,
                List.of(),
                this::noProject,
                () -> {
                    act.run();
                    shell.beat();
                });
    }

    private void add(
            ActionRegistry actions,
            String id,
            List<KeyStroke> keys,
            Supplier<String> hindrance,
            Runnable act) {
        String label = desk.text("time.action." + id.substring("time.".length()));
        actions.add(
                new Action(
                        id,
                        label,
                        desk.text("shell.category.time"),
                        "time travel history zeitreise verlauf",
                        keys,
                        hindrance,
                        act));
    }

    private String noProject() {
        boolean open = desk.workspace().status().phase() == Workspace.Phase.OPEN;
        return open ? "" : desk.text("shell.hindrance.noProject");
    }
}
