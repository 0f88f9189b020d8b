package org.fieldproof.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Harm if it breaks: a project that runs has its records in one folder, and its next revision
/// looks for them in another.
class DesktopWorkspaceTest {
    @TempDir Path root;

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
}
