package org.fieldproof.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.ProjectDraft;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A copy of a project that runs. Harm if it breaks: two projects write into one data directory,
/// or what somebody took for a copy lacks a table.
class ProjectCopyTest {
    @TempDir Path root;

    private Path project = Path.of("");
    private DesktopWorkspace workspace =
            new DesktopWorkspace(
                    new PreferencesFile(Path.of("unused")), Optional.empty(), Path.of("unused"));
    private ProjectDraft draft = ProjectDraft.EMPTY;

    @BeforeEach
    void open() throws Exception {
        workspace.shutDown();
        project = root.resolve("press-line");
        workspace =
                new DesktopWorkspace(
                        new PreferencesFile(root.resolve("preferences.properties")),
                        Optional.of(project.resolve("data")),
                        root);
        assertThat(done(workspace.create(project, "press-line"))).isInstanceOf(Outcome.Done.class);
        Files.createDirectories(project.resolve("tags"));
        Files.writeString(project.resolve("tags/boiler.csv"), "name,address\n");
        Files.createDirectories(project.resolve(".git"));
        Files.writeString(project.resolve(".git/HEAD"), "main");
        if (done(workspace.drafts().load()) instanceof Outcome.DraftLoaded loaded) {
            draft = loaded.draft();
        }
    }

    @AfterEach
    void close() {
        workspace.shutDown();
    }

    private static Outcome done(CompletionStage<Outcome> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private Outcome copy(Path to, String name) throws Exception {
        ProjectDraft drafted =
                draft.withProject(draft.project().with("title", Text.plain("Drafted")));
        return done(workspace.copy(to, name, drafted));
    }

    @Test
    void theCopyIsWhatIsDraftedUnderItsOwnNameAndTheProjectGoesOn() throws Exception {
        String before = Files.readString(project.resolve("project.yaml"));
        Path to = root.resolve("copies/press-two");
        assertThat(copy(to, "press-two")).isEqualTo(new Outcome.Done(to.toString()));

        assertThat(Files.readString(to.resolve("project.yaml")))
                .contains("name: press-two", "title: Drafted")
                .doesNotContain("press-line");
        assertThat(to.resolve("tags/boiler.csv")).hasContent("name,address");
        assertThat(to.toFile().list())
                .as("no data, nothing hidden, no file that stands for another folder")
                .containsExactlyInAnyOrder("project.yaml", "tags", "press-two.fieldproof");
        assertThat(root.resolve("copies").toFile().list()).containsExactly("press-two");

        assertThat(project.resolve("project.yaml")).hasContent(before.stripTrailing());
        assertThat(workspace.status().phase()).isEqualTo(Workspace.Phase.OPEN);
        assertThat(workspace.status().project()).contains(project);
        assertThat(workspace.recentProjects()).containsExactly(project, to);
        assertThat(done(workspace.open(to)))
                .as("it can be opened")
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void whatIsThereAlreadyIsLeftAsItIs() throws Exception {
        Path to = Files.createDirectories(root.resolve("there"));
        Files.writeString(to.resolve("notes.txt"), "mine");
        assertThat(refusal(copy(to, "there"))).contains("already and not empty");
        assertThat(to.toFile().list()).containsExactly("notes.txt");
        assertThat(refusal(copy(project.resolve("inner"), "inner"))).contains("inside the project");
        assertThat(refusal(copy(root.resolve("x"), "No Name"))).contains("cannot be used");
        assertThat(root.resolve("x")).doesNotExist();
    }

    private static String refusal(Outcome outcome) {
        return outcome instanceof Outcome.Refused(var why) ? why.message() : outcome.toString();
    }
}
