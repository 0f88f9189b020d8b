package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.project.Problem;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.action.Action;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The menu of everything. Harm if it breaks: what can be done is found by those only who know its
/// name or its key.
final class MainMenuTest {
    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    private MenuButton menu() {
        return (MenuButton) console.there("#menu");
    }

    private List<MenuItem> items() {
        MenuButton menu = menu();
        return Console.onFx(
                () -> {
                    List<MenuItem> found = new ArrayList<>();
                    menu.show();
                    collect(menu.getItems(), found::add);
                    menu.hide();
                    return found;
                });
    }

    private static void collect(List<MenuItem> items, Consumer<MenuItem> into) {
        for (MenuItem each : items) {
            if (each instanceof Menu below) {
                collect(below.getItems(), into);
            } else if (!(each instanceof SeparatorMenuItem)) {
                into.accept(each);
            }
        }
    }

    private MenuItem item(String beginning) {
        return items().stream()
                .filter(each -> each.getText().startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    private void choose(String beginning) {
        MenuItem item = item(beginning);
        Console.onFx(
                () -> {
                    item.fire();
                    return true;
                });
        console.live(1);
    }

    /// Harm: an action that somebody adds is in no menu, and nobody notices.
    @Test
    void everyActionStandsInItOnce() {
        console.workspace.openSample();
        console.live(2);
        List<String> labels =
                Console.onFx(
                        () ->
                                console.window.actions().named().stream()
                                        .map(Action::label)
                                        .toList());
        assertThat(items())
                .extracting(item -> item.getText().replaceFirst("   .*", ""))
                .containsExactlyInAnyOrderElementsOf(labels);
    }

    @Test
    void itIsOpenedAndWalkedByKeys() {
        MenuButton menu = menu();
        console.press(KeyCode.F10);
        assertThat(Console.onFx(menu::isShowing)).isTrue();
        console.press(KeyCode.ESCAPE);
        assertThat(Console.onFx(menu::isShowing)).isFalse();
        console.press(KeyCode.F10);
        console.press(KeyCode.DOWN);
        console.press(KeyCode.RIGHT);
        console.press(KeyCode.ENTER);
        console.live(2);
        assertThat(console.workspace.gateway()).as("the first of the first").isPresent();
        console.live(1);
        assertThat(console.audit()).isEmpty();
    }

    @Test
    void itSaysWhatWouldBeUndoneAndWhyNotOtherwise() {
        console.workspace.openSample();
        console.live(2);
        assertThat(item("Undo").getStyleClass()).contains("fp-menu-off");
        choose("Undo");
        assertThat(console.texts()).contains("Undo: Observe mode: switch to Commission to edit");
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.edit(
                "title of local",
                draft ->
                        DraftEdits.set(
                                draft,
                                new PartRef(Section.DESTINATIONS, "local"),
                                FieldPath.of("title"),
                                Text.plain("Archive")));
        console.live(1);
        assertThat(item("Undo").getText()).contains("title of local").contains("Ctrl+Z");
        choose("Undo");
        assertThat(Console.onFx(() -> console.window.draft().model().dirty())).isFalse();
    }

    /// Harm: a project that was opened a minute ago is listed and cannot be chosen.
    @Test
    void whatWasOpenedSinceTheStartIsAmongTheRecentProjects() {
        assertThat(items())
                .extracting(MenuItem::getText)
                .noneMatch(text -> text.contains("field-demo"));
        console.workspace.openSample();
        console.live(1);
        choose("Close project");
        console.live(1);
        choose("/opt/fieldproof/sample-projects/field-demo");
        console.live(1);
        assertThat(console.workspace.status().project())
                .contains(Path.of("/opt/fieldproof/sample-projects/field-demo"));
        assertThat(console.workspace.gateway()).isPresent();
    }

    /// U: menu, name, Enter.
    @Test
    void aCopyIsSavedAsItIsDraftedAndNothingStops() {
        console.editPipeline();
        console.edit("title", draft -> draft.withProject(draft.project().with("title", "Other")));
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.S);
        console.live(1);
        assertThat(console.texts()).contains("Save a copy of this project as it is drafted");
        assertThat(console.audit()).isEmpty();
        console.type("Press line 2");
        if (System.getProperty("looks") != null) {
            console.picture("copy-project");
        }
        console.press(KeyCode.ENTER);
        console.live(1);
        Path there = Path.of("/home/eng/fieldproof-projects/press-line-2");
        assertThat(console.workspace.copies).containsOnlyKeys(there);
        assertThat(console.workspace.copies.values())
                .extracting(copied -> copied.project().text("title"))
                .containsExactly("Other");
        assertThat(console.there("#copy-prompt").isVisible()).isFalse();
        assertThat(console.texts()).anyMatch(text -> text.startsWith("The copy is in " + there));
        assertThat(console.workspace.gateway()).isPresent();
    }

    /// Harm: a second press is refused as the first succeeds, and somebody believes that there is
    /// no copy; or a refusal says what and not what to do.
    @Test
    void oneCopyIsMadeAtATimeAndARefusalIsShownWhereItWasAsked() {
        console.workspace.openSample();
        console.live(2);
        CompletableFuture<Outcome> late = new CompletableFuture<>();
        console.workspace.copyLater = Optional.of(late);
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.S);
        console.type("two");
        console.press(KeyCode.ENTER);
        console.press(KeyCode.ENTER);
        assertThat(console.workspace.copies).hasSize(1);
        assertThat(console.texts()).contains("It is being copied...");
        late.complete(
                new Outcome.Refused(
                        Problem.error("PROJ-0411", "project two", "No room.", "Make some.")));
        console.live(1);
        assertThat(console.texts()).contains("No room.").anyMatch(t -> t.contains("Make some."));
        assertThat(console.there("#copy-prompt").isVisible()).isTrue();
        console.press(KeyCode.ESCAPE);
    }

    /// Harm: until the draft is read, what is copied is empty.
    @Test
    void whatIsNotReadYetIsNotCopied() {
        console.workspace.drafts.unreadable =
                Optional.of(Problem.error("PROJ-0407", "project", "It is cut off.", "Mend it."));
        console.workspace.openSample();
        console.live(2);
        choose("Save a copy as");
        assertThat(console.texts())
                .contains("Save a copy as...: The project's files are not read yet");
    }

    @Test
    void whoeverLeavesCopiesNothingAndIsWhereHeWas() {
        console.workspace.openSample();
        console.live(2);
        console.focus("#search");
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.S);
        console.press(KeyCode.ESCAPE);
        assertThat(console.there("#copy-prompt").isVisible()).isFalse();
        assertThat(console.workspace.copies).isEmpty();
        Node search = console.there("#search");
        assertThat(Console.onFx(search::isFocused)).isTrue();
    }
}
