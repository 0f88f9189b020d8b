package org.fieldproof.app.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.fieldproof.views.ConsoleWindow;
import org.jspecify.annotations.Nullable;

/// The console of a tour, with preferences and data of its own.
public final class TourApplication extends Application {
    /// JavaFX makes the application object itself; the plan goes in and the result comes out
    /// here.
    private static final AtomicReference<@Nullable TourPlan> PLAN = new AtomicReference<>();

    private static final AtomicReference<Result> RESULT =
            new AtomicReference<>(new Result(List.of(), "it has not run"));

    private final TourPlan plan = planned();
    private final TourAlbum album = new TourAlbum(plan);

    /// Runs a tour and returns when it is over.
    public static Result run(TourPlan plan) {
        PLAN.set(plan);
        launch(TourApplication.class);
        return RESULT.get();
    }

    private static TourPlan planned() {
        TourPlan plan = PLAN.get();
        if (plan == null) {
            throw new IllegalStateException("plan: none (expected: run was called)");
        }
        return plan;
    }

    @Override
    public void start(Stage stage) throws IOException {
        // Preferences, projects and data of this tour.
        Path scratch = Files.createTempDirectory("fieldproof-tour-");
        DesktopWorkspace workspace =
                new DesktopWorkspace(
                        new PreferencesFile(scratch.resolve("preferences.properties")),
                        Optional.of(scratch.resolve("data")),
                        scratch.resolve("projects"));
        workspace.setPreference("language", plan.language().toLanguageTag());
        workspace.setPreference("scale", Double.toString(plan.scale()));
        ConsoleWindow window = new ConsoleWindow(stage, workspace);
        window.open();
        TourScript script = new TourScript(window, workspace, album, scratch);
        Thread.ofPlatform().name("fp-tour").start(() -> play(script, workspace));
    }

    private void play(TourScript script, DesktopWorkspace workspace) {
        String failure = "";
        try {
            script.play();
            album.writeIndex();
        } catch (Exception e) {
            failure = e.toString();
        } finally {
            workspace.shutDown();
            RESULT.set(new Result(album.frames(), failure));
            Platform.runLater(Platform::exit);
        }
    }

    /// What a tour has made.
    ///
    /// @param failure why it broke off; empty if it did not
    public record Result(List<TourAlbum.Frame> frames, String failure) {}
}
