package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.doctor.TagSeen;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftTags;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagMerge;
import org.fieldproof.api.tag.TagRead;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.control.TableFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tags of a file come into a drafted connection. Harm if it breaks: a list of a thousand tags is
/// other than the sheet that the planner has sent, and nobody was shown how.
final class TagImportTest {
    private static final PartRef OPCUA = new PartRef(Section.CONNECTIONS, "opcua");
    private static final String HEAD = "name,address,unit\n";

    @TempDir Path folder;

    private Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void theDifferenceIsShownFirstAndTakenAsOneEdit() throws IOException {
        addSource(HEAD + "stays,i=1,\ndiffers,i=2,bar\n");
        ProjectDraft before = draft();
        choose(HEAD + "stays,i=1,\ndiffers,i=2,mbar\nnew,i=3,\n");
        console.click("#draft-import-tags");
        console.live(1);
        mode(TagMerge.MERGE_OVERWRITE);
        assertThat(rows())
                .containsExactly(
                        "● changed,differs,3,unit: \"bar\" → \"mbar\"",
                        "● added,new,4,i=3",
                        "○ same,stays,2,i=1");
        assertThat(summary()).isEqualTo("1 changed, 1 added, 1 the same");
        assertThat(draft()).as("nothing before it is taken").isEqualTo(before);
        assertThat(console.audit()).isEmpty();
        console.picture("tag-import");
        console.click("#tag-import-take");
        assertThat(console.node("#tag-import")).isNull();
        assertThat(tags()).containsExactly("stays i=1 ", "differs i=2 mbar", "new i=3 ");
        console.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(draft()).isEqualTo(before);
    }

    /// The same words as on the command line, in which they are the modes of HiveMQ Edge.
    @Test
    void aConflictRefusesTheWholeUnlessItIsLeftOut() throws IOException {
        addSource(HEAD + "differs,i=2,bar\n");
        choose(HEAD + "differs,i=2,mbar\nnew,i=3,\n,i=4,\n");
        console.click("#draft-import-tags");
        console.live(1);
        assertThat(rows())
                .satisfiesExactly(
                        row -> assertThat(row).startsWith("◆ faulty,tag without name,4,"),
                        row -> assertThat(row).startsWith("◆ conflict,differs,2,unit: "),
                        row -> assertThat(row).startsWith("● added,new,3,i=3"));
        assertThat(summary())
                .isEqualTo("It cannot be taken like this: 1 problem, 1 in conflict, 1 added");
        assertThat(console.texts())
                .as("the chosen line's cause and remedy")
                .contains("The name is empty.", "TAGS-0108");
        assertThat(((Button) console.there("#tag-import-take")).isDisabled()).isTrue();
        console.click("#tag-import-partial");
        assertThat(summary()).isEqualTo("1 problem, 1 in conflict, 1 added");
        console.click("#tag-import-take");
        assertThat(tags()).containsExactly("differs i=2 bar", "new i=3 ");
    }

    @Test
    void whatInstancesMakeIsSaidToBeLeftAloneWithoutATableToo() throws IOException {
        addSource("");
        String words = "Tags that instances make of templates are not written a second time.";
        choose(HEAD + "new,i=3,\n");
        console.click("#draft-import-tags");
        console.live(1);
        assertThat(console.texts()).noneMatch(text -> text.contains(words));
        console.edit("instances", TagImportTest::withInstance);
        console.live(1);
        assertThat(console.texts())
                .anyMatch(text -> text.contains(words))
                .noneMatch(text -> text.contains("Tags that stand in the table"));
    }

    @Test
    void whatStandsInTheTableIsNotWrittenASecondTime() throws IOException {
        addSource("");
        console.edit("table", draft -> naming(draft, "tags/line.csv"));
        console.workspace.drafts.tags.standing = read(HEAD + "stands,i=1,\nother,i=2,bar\n");
        choose(HEAD + "stands,i=1,\nother,i=2,mbar\nnew,i=3,\n");
        console.click("#draft-import-tags");
        console.live(1);
        assertThat(rows())
                .containsExactly(
                        "◆ elsewhere, differs,other,3,unit: \"bar\" → \"mbar\"",
                        "● added,new,4,i=3",
                        "○ elsewhere,stands,2,i=1");
        assertThat(console.texts()).anyMatch(text -> text.contains("tags/line.csv"));
        console.click("#tag-import-take");
        assertThat(tags()).containsExactly("new i=3 ");
    }

    /// Harm: names in the list that the table has, too, once it is there.
    @Test
    void aTableThatCannotBeReadRefusesTheImport() throws IOException {
        addSource("");
        console.workspace.drafts.tags.standing = read("nothing,of,it\n");
        choose(HEAD + "new,i=3,\n");
        console.click("#draft-import-tags");
        console.live(1);
        assertThat(summary()).startsWith("It cannot be taken like this");
        assertThat(((Button) console.there("#tag-import-take")).isDisabled()).isTrue();
    }

    @Test
    void aFileThatIsNoneIsToldWithItsRemedy() {
        addSource("");
        console.prompt.next = Optional.of(folder.resolve("gone.csv"));
        console.click("#draft-import-tags");
        console.live(1);
        assertThat(console.texts()).contains("There is no such file.", "Check the path.");
        console.press(KeyCode.ESCAPE);
        assertThat(console.node("#tag-import")).isNull();
    }

    /// Harm: the difference of a list that is not there any more, taken into the draft.
    @Test
    void whatIsUndoneBeneathItIsPlannedAnew() throws IOException {
        addSource("");
        console.edit("more", draft -> with(draft, HEAD + "mine,i=9,\n"));
        choose(HEAD + "mine,i=9,\n");
        console.click("#draft-import-tags");
        console.live(1);
        assertThat(summary()).isEqualTo("1 the same");
        console.press(KeyCode.CONTROL, KeyCode.Z);
        console.live(1);
        assertThat(summary()).isEqualTo("1 added");
    }

    /// Harm: tags of a table that the draft does not name any more, or of none, are taken twice.
    @Test
    void whoNamesAnotherTableBeneathItHasItAskedFor() throws IOException {
        addSource("");
        console.edit("table", draft -> naming(draft, "tags/line.csv"));
        console.workspace.drafts.tags.standing = read(HEAD + "stands,i=1,\n");
        choose(HEAD + "stands,i=1,\n");
        console.click("#draft-import-tags");
        console.live(1);
        assertThat(summary()).isEqualTo("1 stands in table or template");
        console.workspace.drafts.tags.standing = read(HEAD);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        console.live(1);
        assertThat(summary()).isEqualTo("1 added");
        assertThat(console.texts()).noneMatch(text -> text.contains("tags/line.csv"));
    }

    /// Harm: a table is mended later, and then has what was taken into the list besides.
    @Test
    void aTableWithAFaultyLineRefusesTheImport() throws IOException {
        addSource("");
        console.workspace.drafts.tags.standing = read(HEAD + "new,i=1,\n,i=2,\n");
        choose(HEAD + "fresh,i=3,\n");
        console.click("#draft-import-tags");
        console.live(1);
        assertThat(summary()).startsWith("It cannot be taken like this: 1 problem");
        assertThat(((Button) console.there("#tag-import-take")).isDisabled()).isTrue();
    }

    /// Harm: an entry with a slip of the pen goes, and nobody saw it go.
    @Test
    void aFaultyEntryThatGoesWithTheOthersIsShown() throws IOException {
        addSource(HEAD + "good,i=1,\nbad,i=2,\n");
        console.edit(
                "slip",
                draft ->
                        DraftEdits.set(
                                draft,
                                OPCUA,
                                FieldPath.PART.then("tagList").then(1).then("scale"),
                                Text.plain("0,5")));
        choose(HEAD + "good,i=1,\n");
        console.click("#draft-import-tags");
        console.live(1);
        assertThat(summary()).startsWith("It cannot be taken like this");
        mode(TagMerge.OVERWRITE);
        assertThat(summary()).isEqualTo("1 removed, 1 the same");
        console.click("#tag-import-take");
        assertThat(tags()).containsExactly("good i=1 ");
    }

    /// Harm: a draft that no project file has room for, and that can never be applied.
    @Test
    void moreThanAListHoldsIsRefusedWithTheWayAround() throws IOException {
        addSource("");
        StringBuilder csv = new StringBuilder(HEAD);
        for (int i = 0; i <= 5_000; i++) {
            csv.append("t").append(i).append(",i=").append(i).append(",\n");
        }
        choose(csv.toString());
        console.click("#draft-import-tags");
        console.live(1);
        assertThat(summary()).startsWith("It cannot be taken like this");
        assertThat(console.texts())
                .contains(
                        "It would have 5,001 tags, and a list in the project holds 5,000 at most.");
    }

    /// Harm: who empties the filter loses the difference, too.
    @Test
    void escapeBelongsToTheFilterFirst() throws IOException {
        addSource("");
        choose(HEAD + "new,i=3,\n");
        console.click("#draft-import-tags");
        console.live(1);
        console.focus("#tag-import-filter");
        console.type("new");
        console.press(KeyCode.ESCAPE);
        console.press(KeyCode.ESCAPE);
        assertThat(console.node("#tag-import")).isNotNull();
        console.focus("#tag-import-table");
        console.press(KeyCode.ESCAPE);
        assertThat(console.node("#tag-import")).isNull();
    }

    @Test
    void byKeyboardAlone() throws IOException {
        addSource(HEAD + "differs,i=2,bar\n");
        choose(HEAD + "differs,i=2,mbar\n");
        int clicks = console.clicks();
        console.focus("#draft-import-tags");
        console.press(KeyCode.SPACE);
        console.live(1);
        console.press(KeyCode.DOWN);
        console.live(1);
        assertThat(summary()).isEqualTo("1 changed");
        console.focus("#tag-import-take");
        console.press(KeyCode.SPACE);
        console.live(1);
        assertThat(tags()).containsExactly("differs i=2 mbar");
        assertThat(console.clicks()).isEqualTo(clicks);
    }

    @Test
    void theDeviceIsAskedForWhatWouldComeBeforeItIsTaken() throws IOException {
        addSource(HEAD + "stays,i=1,\ndiffers,i=2,bar\n");
        console.workspace.drafts.tags.seenAnswer =
                tags ->
                        new Outcome.TagsSeen(
                                List.of(
                                        new TagSeen("differs", "17.5", ""),
                                        new TagSeen("new", "", "Bad_NodeIdUnknown")),
                                0);
        choose(HEAD + "stays,i=1,\ndiffers,i=2,mbar\nnew,i=3,\n");
        console.click("#draft-import-tags");
        console.live(1);
        mode(TagMerge.MERGE_OVERWRITE);
        console.workspace.drafts.tags.holds = true;
        console.click("#tag-import-ask");
        assertThat(summary()).endsWith("the device is being asked");
        assertThat(console.there("#tag-import-ask").isDisabled()).isTrue();

        console.onWindow(window -> console.workspace.drafts.tags.release());
        console.live(1);

        assertThat(console.workspace.drafts.tags.seenAsked).containsExactly("opcua [differs, new]");
        assertThat(rows())
                .containsExactly(
                        "● changed,differs,3,unit: \"bar\" → \"mbar\",17.5",
                        "● added,new,4,i=3,no value: Bad_NodeIdUnknown",
                        "○ same,stays,2,i=1");
        assertThat(summary()).endsWith("the device has 1 of 2 it was asked for");
        console.picture("tag-import-asked");
    }

    /// A tag that nobody asked for is not told as missing.
    @Test
    void whatWasNotAskedForInTimeIsToldApart() throws IOException {
        addSource("");
        console.workspace.drafts.tags.seenAnswer =
                tags -> new Outcome.TagsSeen(List.of(new TagSeen("one", "1", "")), 2);
        choose(HEAD + "one,i=1,\ntwo,i=2,\nthree,i=3,\n");
        console.click("#draft-import-tags");
        console.live(1);
        console.click("#tag-import-ask");
        console.live(1);

        assertThat(summary())
                .endsWith("the device has 1 of 1 it was asked for, 2 were not asked for in time");
    }

    /// The names stay, the addresses do not: an answer is not told of another register.
    @Test
    void anAnswerIsOfTheTagThatWasAskedFor() throws IOException {
        addSource(HEAD + "differs,i=2,bar\n");
        console.workspace.drafts.tags.seenAnswer =
                tags -> new Outcome.TagsSeen(List.of(new TagSeen("differs", "17.5", "")), 0);
        choose(HEAD + "differs,i=3,bar\n");
        console.click("#draft-import-tags");
        console.live(1);
        mode(TagMerge.MERGE_OVERWRITE);
        console.click("#tag-import-ask");
        console.live(1);
        assertThat(rows()).singleElement().asString().endsWith(",17.5");

        console.edit("tags", draft -> with(draft, HEAD + "differs,i=3,bar\n"));
        console.live(1);

        assertThat(rows()).singleElement().asString().doesNotContain("17.5");
        assertThat(console.there("#tag-import-ask").isDisabled()).isTrue();
    }

    @Test
    void whyTheDeviceCannotBeAskedIsTold() throws IOException {
        addSource("");
        Problem away = Problem.error("OPC-0301", "opcua", "It is away.", "Switch it on.");
        console.workspace.drafts.tags.seenAnswer = tags -> new Outcome.Refused(away);
        choose(HEAD + "new,i=3,\n");
        console.click("#draft-import-tags");
        console.live(1);
        console.click("#tag-import-ask");
        console.live(1);

        assertThat(String.join(" ", console.texts())).contains("It is away.", "Switch it on.");
        assertThat(console.there("#tag-import-take").isDisabled()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void nothingIsCutInEitherLanguage(String language) throws IOException {
        console.close();
        console = new Console(Theme.DARK, Locale.of(language));
        addSource(HEAD + "gone,i=0,\ndiffers,i=2,bar\n");
        console.workspace.drafts.tags.standing = read(HEAD + "stands,i=1,\nother,i=2,bar\n");
        choose(HEAD + "stands,i=1,\nother,i=2,mbar\ndiffers,i=2,mbar\nnew,i=3,\n,i=4,\n");
        console.click("#draft-import-tags");
        console.live(1);
        for (TagMerge each : TagMerge.values()) {
            mode(each);
            console.live(1);
            assertThat(console.audit()).as(each.word()).isEmpty();
        }
        console.picture("tag-import-" + language);
    }

    @Test
    void allTagsAreExportedAndWhatRefusesItIsTold() {
        addSource("");
        console.prompt.next = Optional.of(folder.resolve("out.yaml"));
        console.click("#draft-export-tags");
        console.live(1);
        assertThat(console.workspace.drafts.tags.exported).containsExactly("opcua out.yaml");
        assertThat(console.texts()).anyMatch(text -> text.contains("tags.csv"));
    }

    private void addSource(String csv) {
        console.workspace.openSample();
        console.live(1);
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.press(KeyCode.A);
        console.type("opcua");
        console.enter();
        console.live(1);
        if (!csv.isEmpty()) {
            console.edit("tags", draft -> with(draft, csv));
            console.live(1);
        }
    }

    private static ProjectDraft with(ProjectDraft draft, String csv) {
        return DraftTags.with(draft, OPCUA, read(csv).sound());
    }

    private static ProjectDraft naming(ProjectDraft draft, String table) {
        return DraftEdits.set(draft, OPCUA, FieldPath.PART.then("tags"), Text.plain(table));
    }

    private static ProjectDraft withInstance(ProjectDraft draft) {
        Group instance =
                Group.of(
                        Entry.of("name", Text.plain("pump-1")),
                        Entry.of("template", Text.plain("templates/pump.csv")));
        return DraftEdits.set(draft, OPCUA, FieldPath.PART.then("instances").then(0), instance);
    }

    private static TagRead read(String csv) {
        return TagTable.readCsv("test.csv", csv.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private void choose(String csv) throws IOException {
        console.prompt.next = Optional.of(Files.writeString(folder.resolve("in.csv"), csv));
    }

    @SuppressWarnings("unchecked")
    private void mode(TagMerge mode) {
        ComboBox<TagMerge> box = (ComboBox<TagMerge>) console.there("#tag-import-mode");
        Console.onFx(
                () -> {
                    box.setValue(mode);
                    return true;
                });
    }

    private List<String> rows() {
        RowTable<?> table = (RowTable<?>) console.there("#tag-import-table");
        return Console.onFx(() -> table.whole().as(TableFormat.CSV))
                .lines()
                .skip(1)
                .map(line -> line.replace("\"\"", "'").replace("\"", "").replace("'", "\""))
                .map(line -> line.replaceFirst(",+$", ""))
                .toList();
    }

    private String summary() {
        return ((Labeled) console.there("#tag-import-summary")).getText();
    }

    private ProjectDraft draft() {
        return Console.onFx(() -> console.window.draft().model().draft());
    }

    private List<String> tags() {
        return DraftTags.read(draft(), OPCUA).sound().tags().stream()
                .map((TagDefinition tag) -> tag.name() + " " + tag.address() + " " + tag.unit())
                .toList();
    }
}
