package org.fieldproof.views.shell;

import java.nio.file.Path;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.project.Problem;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.ProblemCard;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.place.HelpTopic;
import org.fieldproof.views.welcome.ProjectForm;

/// Asks under which name, and where, the open project is copied as it is drafted. What is open
/// stays open and goes on. FX thread.
final class CopyPrompt extends PromptBox {
    private final Desk desk;
    private final Label title = Parts.prose("", "fp-title");
    private final ProjectForm form;

    private final VBox wrong = new VBox();

    /// How often it was opened.
    private int opened;

    /// Whether a copy is being made.
    private boolean sent;

    CopyPrompt(Desk desk) {
        super("copy-prompt");
        this.desk = desk;
        form = new ProjectForm(desk, "copy-project", desk.text("shell.copy.button"), this::copy);
        Button leave = Parts.button(desk.text("shell.copy.leave"), this::close);
        leave.setId("copy-leave");
        fill(
                title,
                form,
                wrong,
                Parts.prose(desk.text("shell.copy.remark"), "fp-muted"),
                Parts.row(Parts.spring(), leave));
        HelpTopic.mark(this, "start");
    }

    void open() {
        if (isVisible()) {
            return;
        }
        opened++;
        sent = false;
        wrong.getChildren().clear();
        boolean dirty = desk.draft().model().dirty();
        title.setText(desk.text(dirty ? "shell.copy.drafted" : "shell.copy.title"));
        appear();
        form.open();
    }

    /// One at a time: a second press while the first is under way asks for nothing.
    private void copy(Path folder, String name) {
        if (sent) {
            return;
        }
        int mine = opened;
        sent = true;
        wrong.getChildren().setAll(Parts.label(desk.text("shell.copy.underWay"), "fp-muted"));
        ProjectDraft draft = desk.draft().model().draft();
        desk.commands()
                .ask(
                        desk.workspace().copy(folder, name, draft),
                        outcome -> done(outcome, folder, mine));
    }

    /// It may have been left meanwhile, and opened once more.
    private void done(Outcome outcome, Path folder, int mine) {
        boolean asked = isVisible() && mine == opened;
        if (asked) {
            sent = false;
            wrong.getChildren().clear();
        }
        switch (outcome) {
            case Outcome.Refused(Problem why) when asked ->
                    wrong.getChildren().setAll(new ProblemCard(why));
            case Outcome.Refused(Problem why) -> desk.toasts().problem(why);
            default -> {
                desk.toasts().show(desk.text("shell.copy.done", folder));
                if (asked) {
                    close();
                }
            }
        }
    }
}
