package org.fieldproof.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.fieldproof.api.Gateway;
import org.fieldproof.api.project.Problem;
import org.fieldproof.engine.secret.Redactor;
import org.fieldproof.robot.Toolkit;
import org.fieldproof.testkit.Await;
import org.fieldproof.views.ConsoleWindow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Harm if it breaks: a surprise in a view is gone without a trace, or takes the plant with it.
final class CrashReportsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir private Path root;

    private final Redactor redactor = new Redactor();

    private final List<Problem> told = Collections.synchronizedList(new ArrayList<>());

    @Test
    void theNewestTenAreKeptEachSurpriseOnceAndWithoutSecrets() throws Exception {
        CrashReports crashes = crashes();
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
        CrashReports crashes = new CrashReports(file, redactor, told::add);
        crashes.uncaughtException(Thread.currentThread(), new IllegalStateException("surprise"));
        assertThat(told)
                .singleElement()
                .satisfies(why -> assertThat(why.message()).contains("No report", file.toString()));
        crashes.uncaughtException(Thread.currentThread(), new NullPointerException("another"));
        assertThat(told).hasSize(2);
        Files.delete(file);
        crashes.uncaughtException(Thread.currentThread(), new NullPointerException("later"));
        assertThat(reports()).as("once there is room").singleElement().asString().contains("later");
    }

    /// Harm: `requireNonNull` is where they all come from, and only the first is ever reported.
    @Test
    void twoPlacesThatMissTheSameAreTwoSurprises() throws Exception {
        CrashReports crashes = crashes();
        for (int round = 0; round < 2; round++) {
            crashes.uncaughtException(Thread.currentThread(), missing("here", Objects.class));
            crashes.uncaughtException(Thread.currentThread(), missing("there", Objects.class));
        }
        assertThat(reports()).hasSize(2);
    }

    private static NullPointerException missing(String method, Class<?> thrower) {
        NullPointerException failure = new NullPointerException();
        failure.setStackTrace(
                new StackTraceElement[] {
                    new StackTraceElement(thrower.getName(), "requireNonNull", "Objects.java", 220),
                    new StackTraceElement("org.fieldproof.views.View", method, "View.java", 7),
                });
        return failure;
    }

    /// Harm: an operator goes on with a gateway that delivers nothing any more.
    @Test
    void aThreadOfTheGatewayThatDiedIsNotPlayedDown() throws Exception {
        CrashReports crashes = crashes();
        for (String name : List.of("fp-dispatch", "fp-workspace", "JavaFX Application Thread")) {
            Thread thread = Thread.ofPlatform().name(name).unstarted(() -> {});
            crashes.uncaughtException(thread, new OutOfMemoryError(name));
        }
        assertThat(told.getFirst().code()).isEqualTo("APP-0903");
        assertThat(told.getFirst().message())
                .contains("fp-dispatch")
                .doesNotContain("the gateway goes on");
        assertThat(told.getFirst().remedy()).contains("start the gateway again");
        assertThat(told.getLast().code()).isEqualTo("APP-0900");
        assertThat(told).hasSize(2);
    }

    /// Harm: a report is sent to somebody, and a password with it.
    @Test
    void whatTheGatewayHasResolvedIsMaskedInReportAndLog() throws Exception {
        redactor.remember("canary-0816".toCharArray());
        PrintStream err = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            crashes()
                    .uncaughtException(
                            Thread.currentThread(),
                            new IllegalStateException(
                                    "refused canary-0816 at mqtt://anna:p@canary-0815@broker"));
        } finally {
            System.setErr(err);
        }
        assertThat(reports())
                .singleElement()
                .asString()
                .contains("refused *** at mqtt://anna:***@b");
        assertThat(reports().toString() + log).doesNotContain("canary");
    }

    private CrashReports crashes() {
        return new CrashReports(root.resolve("crashes"), redactor, told::add);
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
                        workspace.redactor(),
                        why -> {
                            told.add(why);
                            window.problem(why);
                        });
        try {
            Platform.runLater(
                    () -> {
                        Thread.currentThread().setUncaughtExceptionHandler(crashes);
                        throw new IllegalStateException("a view failed");
                    });
            Await.until(LIMIT, () -> !told.isEmpty(), "the report is told");
            long revision = runs.snapshot().revision();
            Await.until(LIMIT, () -> runs.snapshot().revision() > revision, "the next picture");
            assertThat(told).hasSize(1);
            assertThat(workspace.gateway()).containsSame(runs);
            assertThat(reports().toString())
                    .contains("a view failed")
                    .contains("JavaFX Application");
            assertThat(Toolkit.onFx(() -> isShownAnew(window))).isTrue();
        } finally {
            Toolkit.onFx(() -> closed(window));
            workspace.shutDown();
        }
    }

    private static boolean isShownAnew(ConsoleWindow window) {
        window.refresh();
        return window.stage().isShowing();
    }

    /// Closes it, and surprises are nobody's again.
    private static boolean closed(ConsoleWindow window) {
        Thread.currentThread().setUncaughtExceptionHandler(null);
        window.close();
        return true;
    }

    /// Harm: the console is started in a way that nobody's surprise is caught.
    @Test
    void aStartedConsoleCatchesWhatFailsOnAnyThread() throws Exception {
        Toolkit.start();
        var before = Thread.getDefaultUncaughtExceptionHandler();
        ConsoleApplication application = new ConsoleApplication();
        Stage stage = Toolkit.onFx(Stage::new);
        Thread fx =
                Toolkit.onFx(
                        () -> {
                            application.start(
                                    stage,
                                    new PreferencesFile(root.resolve("preferences")),
                                    Optional.empty());
                            return Thread.currentThread();
                        });
        try {
            Platform.runLater(
                    () -> {
                        throw new IllegalStateException("a view of it failed");
                    });
            Thread.ofPlatform()
                    .name("fp-other")
                    .start(
                            () -> {
                                throw new IllegalArgumentException("another failed");
                            });
            Await.until(
                    LIMIT,
                    () ->
                            Files.isDirectory(root.resolve("crashes"))
                                    && reported().contains("a view of it failed")
                                    && reported().contains("another failed"),
                    "both are reported beside the preferences");
        } finally {
            fx.setUncaughtExceptionHandler(null);
            Thread.setDefaultUncaughtExceptionHandler(before);
            Toolkit.end(application, stage);
        }
    }

    private static ConsoleWindow window(DesktopWorkspace workspace) throws Exception {
        Toolkit.start();
        return Toolkit.onFx(
                () -> {
                    ConsoleWindow window = new ConsoleWindow(new Stage(), workspace);
                    window.open();
                    return window;
                });
    }

    private String reported() {
        try {
            return reports().toString();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
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
