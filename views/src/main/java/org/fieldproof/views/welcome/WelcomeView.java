package org.fieldproof.views.welcome;

import java.nio.file.Path;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.ProblemCard;
import org.fieldproof.views.perspective.Desk;

/// The first page: one click to a plant that runs. No login, no wizard, no network.
public final class WelcomeView extends StackPane {

    private final Desk desk;
    private final VBox card = new VBox();
    private final VBox problems = new VBox(8);
    private final VBox recent = new VBox(2);
    private final Button sample;
    private final Button open;
    private final Button create;
    private final ProjectForm form;
    private final Label progress;

    public WelcomeView(Desk desk) {
        this.desk = desk;
        getStyleClass().add("fp-welcome");
        sample = Parts.button(desk.text("welcome.sample.button"), this::openSample, "fp-primary");
        sample.setId("open-sample");
        sample.setDefaultButton(true);
        open = Parts.button(desk.text("welcome.open.button"), this::choose);
        open.setId("open-project");
        create = Parts.button(desk.text("welcome.create.button"), this::askForName);
        create.setId("new-project");
        form = new ProjectForm(desk, "new-project", desk.text("welcome.make.button"), this::create);
        progress = Parts.label(desk.text("welcome.opening.text"), "fp-muted");
        progress.managedProperty().bind(progress.visibleProperty());
        progress.setVisible(false);
        card.getStyleClass().addAll("fp-paper", "fp-welcome-card");
        card.setMaxHeight(USE_PREF_SIZE);
        card.getChildren()
                .addAll(
                        Parts.label("Fieldproof", "fp-headline"),
                        Parts.prose(desk.text("welcome.claim.text"), "fp-muted"),
                        Parts.row(
                                Parts.telling(sample),
                                Parts.telling(create),
                                Parts.telling(open),
                                progress),
                        form,
                        Parts.prose(desk.text("welcome.sample.text"), "fp-muted", "fp-small"),
                        problems,
                        recent);
        for (VBox list : List.of(problems, recent)) {
            list.managedProperty().bind(Bindings.isNotEmpty(list.getChildren()));
        }
        getChildren().add(card);
    }

    public void show(Workspace.Status status) {
        boolean opening = status.phase() == Workspace.Phase.OPENING;
        progress.setVisible(opening);
        String why = opening ? desk.text("welcome.opening.text") : "";
        List.of(sample, open, create).forEach(each -> Parts.hinder(each, why));
        problems.getChildren().clear();
        status.problems().forEach(p -> problems.getChildren().add(new ProblemCard(p)));
        recent.getChildren().clear();
        if (!desk.workspace().recentProjects().isEmpty()) {
            recent.getChildren().add(Parts.label(desk.text("welcome.recent.title"), "fp-section"));
        }
        for (Path project : desk.workspace().recentProjects()) {
            Button button = Parts.button(project.toString(), () -> open(project), "fp-flat");
            button.setMnemonicParsing(false);
            button.setId("recent-" + (recent.getChildren().size() - 1));
            Parts.hinder(button, why);
            recent.getChildren().add(Parts.telling(button));
        }
    }

    /// Opens the line in which a new project is named.
    public void askForName() {
        form.open();
    }

    private void create(Path folder, String name) {
        desk.commands()
                .await(
                        desk.workspace().create(folder, name),
                        outcome -> {
                            if (outcome instanceof Outcome.Refused(var why)) {
                                problems.getChildren().setAll(new ProblemCard(why));
                            } else {
                                form.close();
                            }
                        });
    }

    private void openSample() {
        desk.commands().await(desk.workspace().openSample(), WelcomeView::ignore);
    }

    private void choose() {
        desk.files().folder(desk.text("shell.open.title")).ifPresent(this::open);
    }

    private void open(Path project) {
        desk.commands().await(desk.workspace().open(project), WelcomeView::ignore);
    }

    /// The workspace's status tells what became of it.
    private static void ignore(Outcome outcome) {}
}
