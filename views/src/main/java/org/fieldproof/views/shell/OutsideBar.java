package org.fieldproof.views.shell;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.place.PerspectiveId;
import org.jspecify.annotations.Nullable;

/// What comes from outside the window: a file that is dropped on it or double-clicked while the
/// console is open. Nothing that runs is stopped by that alone: where another project is open, a
/// line asks. Goes by names only, as to look at a file may take long. FX thread.
final class OutsideBar extends HBox {
    private static final String PROJECT_FILE = "project.yaml";
    private static final String PROJECT_ENDING = ".fieldproof";
    private static final String EVIDENCE_ENDING = ".zip";

    /// How a file ends that is no folder.
    private static final Pattern FILE = Pattern.compile("\\.[a-z]{2,5}$");

    private final Desk desk;
    private final Label text = Parts.prose("");
    private final Button open;
    private @Nullable Path asked;

    OutsideBar(Desk desk) {
        this.desk = desk;
        getStyleClass().add("fp-banner");
        setId("outside-bar");
        open = Parts.button(desk.text("shell.outside.open"), this::openAsked, "fp-primary");
        open.setId("outside-open");
        Button leave = Parts.button(desk.text("shell.outside.leave"), this::leave, "fp-flat");
        leave.setId("outside-leave");
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        getChildren().addAll(text, Parts.telling(open), leave);
        leave();
    }

    /// Takes what is dropped anywhere on a window.
    ///
    /// @param where the window's content
    void takeDropsOn(Region where) {
        where.addEventHandler(
                DragEvent.DRAG_OVER,
                event -> {
                    if (event.getDragboard().hasFiles()) {
                        event.acceptTransferModes(TransferMode.COPY, TransferMode.LINK);
                        event.consume();
                    }
                });
        where.addEventHandler(
                DragEvent.DRAG_DROPPED,
                event -> {
                    if (event.getDragboard().hasFiles()) {
                        take(event.getDragboard().getFiles().stream().map(File::toPath).toList());
                        event.setDropCompleted(true);
                        event.consume();
                    }
                });
    }

    /// Two files of evidence at once are compared; else each is taken by itself.
    void take(List<Path> given) {
        boolean two = given.size() == 2 && given.stream().allMatch(OutsideBar::isEvidence);
        if (two && status().phase() == Workspace.Phase.OPEN) {
            desk.navigator()
                    .open(
                            PerspectiveId.EVIDENCE,
                            "compare/" + normal(given.getFirst()) + "\n" + normal(given.getLast()));
        } else {
            given.forEach(this::take);
        }
    }

    private static Path normal(Path given) {
        return given.toAbsolutePath().normalize();
    }

    private static boolean isEvidence(Path file) {
        return lowerName(file).endsWith(EVIDENCE_ENDING);
    }

    private static String lowerName(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }

    /// Opens evidence where evidence is shown, and a project at once if none is open.
    ///
    /// @param given a project's folder, a file in it, or evidence
    void take(Path given) {
        Path path = normal(given);
        String name = lowerName(path);
        if (isEvidence(path)) {
            takeEvidence(path);
        } else if (name.equals(PROJECT_FILE) || name.endsWith(PROJECT_ENDING)) {
            takeProject(Optional.ofNullable(path.getParent()).orElse(path));
        } else if (FILE.matcher(name).find()) {
            desk.toasts()
                    .problem(
                            Problem.warning(
                                    "APP-0928",
                                    String.valueOf(path.getFileName()),
                                    desk.text("shell.outside.other"),
                                    desk.text("shell.outside.other.remedy")));
        } else {
            takeProject(path);
        }
    }

    private void takeEvidence(Path file) {
        if (status().phase() == Workspace.Phase.OPEN) {
            desk.navigator().open(PerspectiveId.EVIDENCE, "file/" + file);
        } else {
            desk.toasts()
                    .problem(
                            Problem.warning(
                                    "APP-0927",
                                    "evidence " + file.getFileName(),
                                    desk.text("shell.outside.noProject"),
                                    desk.text("shell.outside.noProject.remedy", file)));
        }
    }

    private void takeProject(Path project) {
        Workspace.Status now = status();
        if (now.project().filter(project::equals).isPresent()
                && now.phase() != Workspace.Phase.FAILED) {
            leave();
            desk.toasts().show(desk.text("shell.outside.already", project));
        } else if (now.phase() == Workspace.Phase.OPEN || now.phase() == Workspace.Phase.OPENING) {
            asked = project;
            text.setText(
                    desk.text(
                            "shell.outside.ask",
                            project,
                            now.project().map(Path::getFileName).map(Path::toString).orElse("")));
            // The focus stays where somebody types: the next key is not for this.
            see(true);
        } else {
            open(project);
        }
    }

    private Workspace.Status status() {
        return desk.workspace().status();
    }

    /// Whoever opens another project ends the drill of this one.
    ///
    /// @param hindrance why it cannot be opened now; empty if it can
    void beat(String hindrance) {
        Parts.hinder(open, hindrance);
    }

    private void openAsked() {
        Path project = asked;
        leave();
        if (project != null) {
            open(project);
        }
    }

    private void open(Path project) {
        desk.commands().await(desk.workspace().open(project), OutsideBar::ignore);
    }

    /// The workspace's status tells what became of it.
    private static void ignore(Outcome outcome) {}

    private void leave() {
        asked = null;
        see(false);
    }

    private void see(boolean seen) {
        setVisible(seen);
        setManaged(seen);
    }
}
