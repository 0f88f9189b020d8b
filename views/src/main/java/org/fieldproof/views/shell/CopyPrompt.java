package org.fieldproof.views.shell;

import java.nio.file.Path;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.place.HelpTopic;
import org.fieldproof.views.place.PerspectiveId;
import org.fieldproof.views.welcome.ProjectForm;

/// Asks under which name, and where, the open project is copied as it is drafted. What is open
/// stays open and goes on. FX thread.
final class CopyPrompt extends PromptBox {
    private final Desk desk;
    private final Label title = Parts.prose("", "fp-title");
    private final ProjectForm form;

    /// How often it was opened.
    private int opened;

    CopyPrompt(Desk desk) {
        super("copy-prompt");
        this.desk = desk;
        form = new ProjectForm(desk, "copy-project", desk.text("shell.copy.button"), this::copy);
        Button leave = Parts.button(desk.text("shell.copy.leave"), this::close);
        leave.setId("copy-leave");
        fill(
                title,
                form,
                Parts.prose(desk.text("shell.copy.remark"), "fp-muted"),
                Parts.row(Parts.spring(), leave));
        HelpTopic.mark(this, PerspectiveId.PIPELINES.key());
    }

    void open() {
        if (isVisible()) {
            return;
        }
        opened++;
        boolean dirty = desk.draft().model().dirty();
        title.setText(desk.text(dirty ? "shell.copy.drafted" : "shell.copy.title"));
        appear();
        form.open();
    }

    private void copy(Path folder, String name) {
        int mine = opened;
        ProjectDraft draft = desk.draft().model().draft();
        desk.commands()
                .await(
                        desk.workspace().copy(folder, name, draft),
                        outcome -> {
                            if (outcome instanceof Outcome.Done) {
                                desk.toasts().show(desk.text("shell.copy.done", folder));
                                // It may have been left meanwhile, and opened once more.
                                if (isVisible() && mine == opened) {
                                    close();
                                }
                            }
                        });
    }
}
