package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.tag.TagRead;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.styles.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Instances of a template in the inspector. Harm if it breaks: pumps are added blindly, and what
/// they are read as is seen when it runs.
final class InstanceTasksTest {
    private static final PartRef PUMPS = new PartRef(Section.CONNECTIONS, "pumps");

    private Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void anInstanceIsAddedByKeyboardAndItsTagsAreShown() {
        openPumps();
        made(
                "name,address,type,unit\npump-1/pressure,40001,uint16,bar\npump-1/flow,40003,uint16,\n");
        assertThat(console.there("#instances-card").isVisible()).isFalse();
        console.scrollTo("#add-instances");
        console.focus("#add-instances");
        console.press(KeyCode.SPACE);
        console.live(1);
        console.type("pump-1");
        console.press(KeyCode.TAB);
        console.type("templates/pump.csv");
        console.press(KeyCode.TAB);
        console.type("base=40001");
        console.live(1);
        assertThat(instances())
                .containsExactly("name=pump-1 template=templates/pump.csv values=[base=40001]");
        assertThat(console.workspace.drafts.tags.madeAsked).contains(PUMPS.toString());
        assertThat(console.texts()).contains("2 tags are made of these instances:");
        assertThat(((TextArea) console.there("#instances-tags")).getText())
                .isEqualTo("pump-1/pressure  40001  uint16  bar\npump-1/flow  40003  uint16");
        console.picture("instances");
    }

    @Test
    void eachAddedChangedAndRemovedInstanceIsOneStep() {
        openPumps();
        console.edit("two", draft -> with(with(draft, 0, "pump-1"), 1, "pump-2"));
        console.live(1);
        assertThat(instances()).hasSize(2);
        console.scrollTo("#add-instances");
        console.click("#add-instances");
        console.live(1);
        assertThat(instances()).hasSize(3);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        console.live(1);
        assertThat(instances()).hasSize(2);
        console.scrollTo("#remove-instances-0-");
        console.click("#remove-instances-0-");
        console.live(1);
        assertThat(instances()).singleElement().asString().contains("pump-2");
        console.press(KeyCode.CONTROL, KeyCode.Z);
        console.live(1);
        assertThat(instances()).hasSize(2);
    }

    @Test
    void whatIsWrongIsToldByInstance() {
        openPumps();
        console.workspace.drafts.tags.made =
                new TagRead.Partial(
                        csv("name,address\npump-1/flow,40003\n"),
                        List.of(
                                Problem.error(
                                        "TAGS-0136",
                                        "instance pump-2",
                                        "The parameter base has no value; line 2 of"
                                                + " templates/pump.csv needs it.",
                                        "Add base=… to values.")));
        console.edit("two", draft -> with(with(draft, 0, "pump-1"), 1, "pump-2"));
        console.live(1);
        assertThat(console.texts())
                .contains("1 tag is made of these instances: 1 problem.")
                .anyMatch(text -> text.contains("instance pump-2"))
                .anyMatch(text -> text.contains("The parameter base has no value"));
    }

    /// Harm: what is shown is of an earlier state of the draft.
    @Test
    void whatIsTypedWhileAnAnswerIsAwaitedIsAskedForOnceMore() {
        openPumps();
        console.workspace.drafts.tags.holds = true;
        console.edit("one", draft -> with(draft, 0, "pump-1"));
        console.live(1);
        console.edit("two", draft -> with(draft, 0, "pump-2"));
        console.live(1);
        assertThat(console.workspace.drafts.tags.madeAsked).hasSize(1);
        made("name,address\npump-2/flow,40003\n");
        console.onWindow(_ -> console.workspace.drafts.tags.release());
        console.live(1);
        assertThat(console.workspace.drafts.tags.madeAsked).hasSize(2);
        assertThat(console.texts()).contains("1 tag is made of these instances:");
    }

    /// Harm: who has mended the file goes on seeing what was wrong with it.
    @Test
    void aTemplateThatHasChangedIsReadAgain() {
        openPumps();
        made("name,address\npump-1/flow,40003\n");
        console.edit("one", draft -> with(draft, 0, "pump-1"));
        console.live(1);
        made("name,address\npump-1/flow,40003\npump-1/level,40005\n");
        console.live(1);
        assertThat(console.texts()).contains("1 tag is made of these instances:");
        console.scrollTo("#instances-again");
        console.click("#instances-again");
        console.live(1);
        assertThat(console.texts()).contains("2 tags are made of these instances:");
        assertThat(console.workspace.drafts.tags.madeAsked).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void nothingIsCutInEitherLanguage(String language) {
        console.close();
        console = new Console(Theme.CONTRAST, Locale.of(language));
        openPumps();
        made("name,address\npump-1/flow,40003\n");
        console.edit("one", draft -> with(draft, 0, "pump-1"));
        console.live(1);
        console.scrollTo("#instances-status");
        assertThat(console.audit()).isEmpty();
        console.picture("instances-" + language);
    }

    private void openPumps() {
        console.workspace.openSample();
        console.live(1);
        console.press(KeyCode.CONTROL, KeyCode.E);
        Group part =
                Group.of(
                        Entry.of("id", Text.plain("pumps")),
                        Entry.of("type", Text.plain("modbus")),
                        Entry.of("host", Text.plain("192.168.1.20")));
        console.edit("pumps", draft -> DraftEdits.add(draft, Section.CONNECTIONS, part, null));
        console.live(1);
        console.click("#draft-connection-pumps");
        console.live(1);
    }

    private void made(String csv) {
        console.workspace.drafts.tags.made = new TagRead.Complete(csv(csv));
    }

    private static TagTable csv(String text) {
        return TagTable.readCsv("t.csv", text.getBytes(StandardCharsets.UTF_8)).sound();
    }

    private static ProjectDraft with(ProjectDraft draft, int number, String name) {
        Group instance =
                Group.of(
                        Entry.of("name", Text.plain(name)),
                        Entry.of("template", Text.plain("templates/pump.csv")));
        return DraftEdits.set(
                draft, PUMPS, FieldPath.PART.then("instances").then(number), instance);
    }

    private List<String> instances() {
        ProjectDraft draft = Console.onFx(() -> console.window.draft().model().draft());
        return draft.part(PUMPS).orElseThrow().get("instances").stream()
                .flatMap(each -> ((Items) each).groups().stream())
                .map(
                        group ->
                                String.join(
                                        " ",
                                        group.entries().stream()
                                                .map(InstanceTasksTest::words)
                                                .toList()))
                .toList();
    }

    private static String words(Entry field) {
        return field.key()
                + "="
                + (field.value() instanceof Items list
                        ? list.texts()
                        : ((Text) field.value()).text());
    }
}
