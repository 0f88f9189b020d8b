package org.fieldproof.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.report.Paper;
import org.fieldproof.api.report.PdfOrder;
import org.fieldproof.api.report.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Harm if it breaks: a project that runs has its records in one folder, and its next revision
/// looks for them in another.
class DesktopWorkspaceTest {
    @TempDir Path root;

    /// An installation cannot be written by those who use it, and a sample is there to be changed.
    @Test
    void theSampleIsOpenedAsAProjectOfTheUsersOwn() throws Exception {
        Path delivered = delivered();
        Path projects = root.resolve("projects");
        Path own = SampleCopy.of(delivered, projects);
        assertThat(own).isEqualTo(projects.resolve("plant")).isDirectory();
        assertThat(own.resolve("drills/cut.yaml")).hasContent("cut");
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            assertThat(Files.getPosixFilePermissions(own.resolve("project.yaml")))
                    .contains(PosixFilePermission.OWNER_WRITE);
        }

        Files.writeString(own.resolve("project.yaml"), "changed by a newcomer");
        assertThat(SampleCopy.of(delivered, projects)).isEqualTo(own);
        assertThat(own.resolve("project.yaml")).hasContent("changed by a newcomer");
        assertThat(projects).isDirectoryNotContaining("glob:**/.copy-*");
    }

    @Test
    void whatStandsInTheWayOfTheCopyIsLeftAsItIs() throws Exception {
        Path projects = root.resolve("projects");
        Files.createDirectories(projects.resolve("plant"));
        Files.writeString(projects.resolve("plant/notes.txt"), "mine");
        Path delivered = delivered();
        assertThatIOException().isThrownBy(() -> SampleCopy.of(delivered, projects));
        assertThat(projects.resolve("plant/notes.txt")).hasContent("mine");
        assertThat(projects).isDirectoryNotContaining("glob:**/.copy-*");
    }

    private Path delivered() throws IOException {
        Path sample = Files.createDirectories(root.resolve("installed/plant"));
        Files.createDirectories(sample.resolve("drills"));
        Files.writeString(sample.resolve("project.yaml"), "delivered");
        Files.writeString(sample.resolve("drills/cut.yaml"), "cut");
        assertThat(sample.resolve("project.yaml").toFile().setReadOnly()).isTrue();
        return sample;
    }

    @Test
    void dataStayWhereTheyAreWhileAProjectIsOpen() throws Exception {
        DesktopWorkspace workspace =
                new DesktopWorkspace(
                        new PreferencesFile(root.resolve("preferences.properties")),
                        Optional.empty(),
                        root);
        try {
            workspace.keepDataIn(root.resolve("data"));
            workspace
                    .create(root.resolve("press-line"), "press-line")
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            assertThat(root.resolve("data")).isNotEmptyDirectory();
            assertThatIllegalStateException()
                    .isThrownBy(() -> workspace.keepDataIn(root.resolve("elsewhere")));
            workspace.close().toCompletableFuture().get(30, TimeUnit.SECONDS);
            workspace.keepDataIn(root.resolve("elsewhere"));
        } finally {
            workspace.shutDown();
        }
    }

    /// Harm: a page that cannot be made is told as a gateway that has failed.
    @Test
    void anExportThatFailsUnexpectedlyLeavesWhatRunsAsItIs() throws Exception {
        DesktopWorkspace workspace =
                new DesktopWorkspace(
                        new PreferencesFile(root.resolve("preferences.properties")),
                        Optional.empty(),
                        root);
        try {
            Path file = Files.writeString(root.resolve("x.evidence.zip"), "x");
            PdfOrder order =
                    new PdfOrder(
                            new Report("x", Locale.ENGLISH, List.of()),
                            List.of(new PdfOrder.Source(file, "")),
                            new PdfOrder.Words("", "{not a pattern", "", ""),
                            Paper.A4,
                            root.resolve("x.pdf"));

            Outcome outcome =
                    workspace.print(order).toCompletableFuture().get(30, TimeUnit.SECONDS);

            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            assertThat(workspace.status().phase()).isEqualTo(Workspace.Phase.EMPTY);
            assertThat(root.resolve("x.pdf")).doesNotExist();
        } finally {
            workspace.shutDown();
        }
    }
}
