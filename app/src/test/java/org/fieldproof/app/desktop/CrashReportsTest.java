package org.fieldproof.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.fieldproof.api.Gateway;
import org.fieldproof.api.project.Problem;
import org.fieldproof.testkit.Await;
import org.fieldproof.views.ConsoleWindow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Harm if it breaks: a surprise in a view is gone without a trace, or takes the plant with it.
final class CrashReportsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir private Path root;

    private final List<Problem> told = Collections.synchronizedList(new ArrayList<>());

    @Test
    void theNewestTenAreKeptEachSurpriseOnceAndWithoutSecrets() throws Exception {
        CrashReports crashes = new CrashReports(root.resolve("crashes"), told::add);
        for (int i = 0; i < 14; i++) {
            StackTraceElement place = new StackTraceElement("View", "show", "View.java", i);
            for (int again = 0; again < 3; again++) {
                IllegalStateException failure =
                        new IllegalStateException("mqtt://anna:canary-0815@broker number " + i);
                failure.setStackTrace(new StackTraceElement[] {place});
                crashes.uncaughtException(Thread.currentThread(), failure);
            }
        }
        assertThat(told).hasSize(14);
        assertThat(told.getLast().code()).isEqualTo("APP-0900");
        assertThat(reports()).hasSize(10);
        assertThat(reports().toString()).contains("number 13").doesNotContain("number 3\n");
        assertThat(reports().toString()).contains("mqtt://anna:***@broker");
        assertThat(reports().toString()).doesNotContain("canary-0815");
    }

    @Test
    void aFolderThatCannotBeWrittenFailsNobody() throws Exception {
        Path file = Files.writeString(root.resolve("crashes"), "a file");
        CrashReports crashes = new CrashReports(file, told::add);
        crashes.uncaughtException(Thread.currentThread(), new IllegalStateException("surprise"));
        assertThat(told).isEmpty();
    }

    @Test
    void theGatewayRunsOnAfterAViewFailed() throws Exception {
        DesktopWorkspace workspace =
                new DesktopWorkspace(
                        new PreferencesFile(root.resolve("preferences")),
                        Optional.of(root.resolve("data")),
                        root.resolve("projects"));
        workspace
                .create(workspace.folderFor("press-line"), "press-line")
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        Gateway runs = workspace.gateway().orElseThrow();
        ConsoleWindow window = window(workspace);
        CrashReports crashes =
                new CrashReports(
                        root.resolve("crashes"),
                        why -> {
                            told.add(why);
                            window.problem(why);
                        });
        Platform.runLater(
                () -> {
                    Thread.currentThread().setUncaughtExceptionHandler(crashes);
                    throw new IllegalStateException("a view failed");
                });
        Await.until(LIMIT, () -> told.size() == 1, "the report is told");
        long revision = runs.snapshot().revision();
        Await.until(LIMIT, () -> runs.snapshot().revision() > revision, "the next picture");
        assertThat(workspace.gateway()).containsSame(runs);
        assertThat(reports().toString()).contains("a view failed").contains("JavaFX Application");
        CompletableFuture<Boolean> alive = new CompletableFuture<>();
        Platform.runLater(
                () -> {
                    window.refresh();
                    alive.complete(window.stage().isShowing());
                    window.close();
                });
        assertThat(alive.get(30, TimeUnit.SECONDS)).isTrue();
        workspace.shutDown();
    }

    private static ConsoleWindow window(DesktopWorkspace workspace) throws Exception {
        CompletableFuture<ConsoleWindow> made = new CompletableFuture<>();
        Toolkit.start();
        Platform.runLater(
                () -> {
                    ConsoleWindow window = new ConsoleWindow(new Stage(), workspace);
                    window.open();
                    made.complete(window);
                });
        return made.get(30, TimeUnit.SECONDS);
    }

    private List<String> reports() throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(root.resolve("crashes"))) {
            for (Path file : files.sorted().toList()) {
                texts.add(Files.readString(file));
            }
        }
        return texts;
    }
}
