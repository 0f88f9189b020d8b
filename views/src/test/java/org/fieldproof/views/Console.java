package org.fieldproof.views;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.robot.Hand;
import org.fieldproof.robot.Toolkit;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.fake.FakePrompt;
import org.fieldproof.views.fake.FakeWorkspace;
import org.fieldproof.views.tour.Finding;
import org.fieldproof.views.tour.PngPicture;
import org.fieldproof.views.tour.TextAudit;

/// The real console on the pretended workspace, on the headless platform.
final class Console extends Hand {
    final FakeWorkspace workspace;
    final FakePrompt prompt = new FakePrompt();
    final ConsoleWindow window;

    /// What the operating system asks for.
    final ObjectProperty<Theme> systemTheme = new SimpleObjectProperty<>(Theme.LIGHT);

    Console(Theme theme, Locale language) {
        this(theme, language, new FakeWorkspace());
    }

    /// Another console of somebody who has had one before.
    Console(Theme theme, Locale language, FakeWorkspace workspace) {
        this.workspace = workspace;
        Toolkit.start();
        workspace.setPreference("theme", theme.id());
        workspace.setPreference("language", language.toLanguageTag());
        window =
                onFx(
                        () -> {
                            ConsoleWindow made =
                                    new ConsoleWindow(
                                            new Stage(),
                                            workspace,
                                            workspace.clock,
                                            prompt,
                                            systemTheme);
                            made.open();
                            return made;
                        });
    }

    /// The sample plant, being edited, with its first pipeline chosen.
    void editPipeline() {
        workspace.openSample();
        live(2);
        press(KeyCode.CONTROL, KeyCode.E);
        click("#draft-pipeline-main");
        live(1);
    }

    static <T> T onFx(Callable<T> task) {
        return Toolkit.onFx(task);
    }

    @Override
    protected Scene scene() {
        return window.scene();
    }

    /// Lets time pass, beat by beat, and lays out what the last one shows: on a busy machine the
    /// toolkit's own pulse, which makes the cells of a table, may come long after the question.
    void live(int seconds) {
        for (int i = 0; i < seconds; i++) {
            onFx(
                    () -> {
                        workspace.clock.advanceMillis(1000);
                        window.refresh();
                        return true;
                    });
        }
        onWindow(shown -> layOut(shown.scene().getRoot()));
    }

    private static void layOut(Parent root) {
        root.applyCss();
        root.layout();
    }

    /// Chooses a wire in the table of *Pipelines*, which is in sight.
    ///
    /// @param id a part of what its row says, such as `id=lane/local>`
    void chooseWire(String id) {
        TableView<?> sheet = (TableView<?>) there("#pipelines-table");
        onFx(
                () -> {
                    for (int i = 0; i < sheet.getItems().size(); i++) {
                        if (sheet.getItems().get(i).toString().contains(id)) {
                            sheet.getSelectionModel().clearAndSelect(i);
                            return true;
                        }
                    }
                    throw new AssertionError("no such wire: " + id);
                });
        live(1);
    }

    /// What the rows of a table say.
    List<String> rows(String selector) {
        TableView<?> table = (TableView<?>) there(selector);
        return onFx(() -> table.getItems().stream().map(Object::toString).toList());
    }

    /// Presses what can be pressed by the keyboard.
    void space(String selector) {
        focus(selector);
        press(KeyCode.SPACE);
        live(1);
    }

    /// Asks for a chart as a file; where it goes is the prompt's affair.
    ///
    /// @param name of the chart, such as `trend`
    /// @param kind `csv`, `svg` or `png`
    void export(String name, String kind) {
        MenuButton menu = (MenuButton) there("#" + name + "-export");
        onFx(
                () -> {
                    menu.getItems().stream()
                            .filter(item -> item.getId().equals(name + "-export-" + kind))
                            .forEach(MenuItem::fire);
                    return true;
                });
    }

    /// What a chart's file holds: text, or for a picture a char for each byte.
    String exported(String name, String kind) {
        Path file = Path.of("/tmp/" + name + "." + kind);
        prompt.next = Optional.of(file);
        workspace.saved.remove(file);
        export(name, kind);
        byte[] bytes = Objects.requireNonNull(workspace.saved.get(file));
        return new String(
                bytes, kind.equals("png") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    /// Changes the draft, as one step of its history.
    void edit(String name, UnaryOperator<ProjectDraft> change) {
        onWindow(shown -> shown.draft().edit(name, change));
    }

    void onWindow(Consumer<ConsoleWindow> task) {
        onFx(
                () -> {
                    task.accept(window);
                    return true;
                });
    }

    /// Waits until a text is in sight: what a draft is worth is told a moment after the edit.
    void sees(String text) {
        for (int pulse = 0; pulse < PULSES_MAX; pulse++) {
            live(1);
            if (texts().contains(text)) {
                return;
            }
            LockSupport.parkNanos(PULSE_NANOS);
        }
        throw new AssertionError("not in sight: " + text + " among " + texts());
    }

    /// Waits until no text in sight holds this one: cells are drawn a pulse later.
    void seesNoMore(String part) {
        for (int pulse = 0; pulse < PULSES_MAX; pulse++) {
            if (texts().stream().noneMatch(text -> text.contains(part))) {
                return;
            }
            live(1);
            LockSupport.parkNanos(PULSE_NANOS);
        }
        throw new AssertionError("still in sight: " + part + " among " + texts());
    }

    void picture(String name) {
        WritableImage image =
                onFx(
                        () -> {
                            layOut(window.scene().getRoot());
                            return window.snapshot();
                        });
        try {
            Path folder = Files.createDirectories(Path.of("target/looks"));
            Files.write(folder.resolve(name + ".png"), PngPicture.encode(image));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    List<Finding> audit() {
        return onFx(() -> TextAudit.scan(window.scene(), window.theme()));
    }

    void close() {
        onFx(
                () -> {
                    window.close();
                    return true;
                });
    }
}
