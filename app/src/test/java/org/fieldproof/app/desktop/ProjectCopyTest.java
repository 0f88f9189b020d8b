package org.fieldproof.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.project.Problem;
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
        workspace.shutDown();
        workspace =
                new DesktopWorkspace(
                        new PreferencesFile(root.resolve("others.properties")),
                        Optional.of(root.resolve("data-of-two")),
                        root);
        assertThat(done(workspace.open(to)))
                .as("it can be opened")
                .isInstanceOf(Outcome.Done.class);
    }

    /// Harm: the copy begins with what waits for the destinations of another.
    @Test
    void aNameWhoseDataAreThereIsRefused() throws Exception {
        Path to = root.resolve("copies/press-line");
        assertThat(refusal(copy(to, "press-line"))).contains("data of a project press-line");
        assertThat(to).doesNotExist();
        Files.createDirectories(root.resolve("data/old-line"));
        assertThat(
                        ProjectCopy.make(
                                project,
                                root.resolve("copies/x"),
                                "old-line",
                                draft,
                                root.resolve("data")::resolve))
                .hasValueSatisfying(
                        why -> assertThat(why.message()).contains("data of a project old-line"));
        assertThat(root.resolve("copies/x")).doesNotExist();
    }

    /// Harm: of a project that is reached through a link the copy has project.yaml alone.
    @Test
    void aProjectBehindALinkIsCopiedWhole() throws Exception {
        Path link = Files.createSymbolicLink(root.resolve("link"), project);
        Path to = root.resolve("whole");
        assertThat(made(link, to)).isEmpty();
        assertThat(to.resolve("tags/boiler.csv")).hasContent("name,address");
    }

    @Test
    void aFolderBehindALinkIsNotLeftOutWithoutAWord() throws Exception {
        Path shared = Files.createDirectories(root.resolve("shared"));
        Files.createSymbolicLink(project.resolve("tables"), shared);
        assertThat(made(project, root.resolve("copies/three")))
                .hasValueSatisfying(
                        why -> assertThat(why.message()).contains("tables is a link to a folder"));
        assertThat(root.resolve("copies").toFile().list()).as("nothing is left").isEmpty();
        Path wayIn = Files.createSymbolicLink(root.resolve("way-in"), project);
        assertThat(made(project, wayIn.resolve("inner")))
                .hasValueSatisfying(
                        why -> assertThat(why.message()).contains("inside the project"));
    }

    private Optional<Problem> made(Path from, Path to) {
        return ProjectCopy.make(from, to, "another", draft, root.resolve("none")::resolve);
    }

    @Test
    void dataStayAndWhatIsPrivateStaysPrivate() throws Exception {
        Files.createDirectories(project.resolve("old-data/log"));
        Files.writeString(project.resolve("old-data/lock"), "");
        Files.writeString(project.resolve("old-data/secret"), "hush");
        Path key = Files.writeString(project.resolve("key.pem"), "key");
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        }
        Path to = root.resolve("four");
        assertThat(made(project, to)).isEmpty();
        assertThat(to.resolve("old-data")).as("data of a gateway without a note").doesNotExist();
        if (posix) {
            assertThat(Files.getPosixFilePermissions(to.resolve("key.pem")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    /// Harm: until the draft is read, a copy is a project with a name and nothing else.
    @Test
    void aDraftThatIsNotReadYetIsNotCopied() throws Exception {
        Path to = root.resolve("five");
        assertThat(done(workspace.copy(to, "five", ProjectDraft.EMPTY)))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(to).doesNotExist();
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
