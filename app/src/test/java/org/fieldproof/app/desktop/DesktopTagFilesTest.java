package org.fieldproof.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftTags;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Items;
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
import org.fieldproof.app.Wiring;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tags of a drafted connection as files. Harm if it breaks: what was exported for a colleague
/// lacks tags, or comes back as something else.
class DesktopTagFilesTest {
    private static final PartRef PLC = new PartRef(Section.CONNECTIONS, "plc");
    private static final String HEAD = "name,address,type,scale,deadband,description\n";
    private static final String TABLE = HEAD + "p,40001,uint16,0.1,2%,Ümlaut\n";
    private static final String LIST =
            HEAD + "q,40002,uint16,,,\"true\"\nr,hr3.4,bool,,,\"a, \"\"b\"\"\"\n";

    @TempDir Path folder;

    private DesktopTags tags;
    private ProjectDraft draft;

    @BeforeEach
    void project() throws Exception {
        Files.createDirectories(folder.resolve("tags"));
        Files.writeString(folder.resolve("tags/plc.csv"), TABLE);
        tags =
                new DesktopTags(
                        Wiring.catalog(),
                        Runnable::run,
                        Runnable::run,
                        () -> Optional.of(folder),
                        Optional::empty);
        Group plc =
                Group.of(
                        Entry.of("id", Text.plain("plc")),
                        Entry.of("type", Text.plain("modbus")),
                        Entry.of("tags", Text.plain("tags/plc.csv")));
        draft =
                DraftTags.with(
                        DraftEdits.add(ProjectDraft.EMPTY, Section.CONNECTIONS, plc, null),
                        PLC,
                        csv(LIST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json", "yaml", "xlsx"})
    void whatIsExportedAndImportedAgainChangesNothingTio4(String form) throws Exception {
        Path out = folder.resolve("out." + form);
        assertThat(await(tags.export(draft, "plc", out))).isInstanceOf(Outcome.Done.class);
        TagRead file = read(tags.file(out));
        assertThat(file).isInstanceOf(TagRead.Complete.class);
        assertThat(file.sound().tags()).hasSize(3).startsWith(csv(TABLE).tags().getFirst());
        TagTable listed = file.sound().without("p");
        TagMerge.Plan plan =
                TagMerge.OVERWRITE.plan(
                        DraftTags.read(draft, PLC), new TagRead.Complete(listed), false);
        assertThat(plan.diff().changes()).isEmpty();
        assertThat(plan.diff().unchanged()).isEqualTo(2);
        assertThat(DraftTags.with(draft, PLC, listed)).isEqualTo(draft);
        assertThat(read(tags.table(draft, "plc")).sound().tags())
                .as("what stands in the table is known")
                .isEqualTo(csv(TABLE).tags());
    }

    @Test
    void nothingIsWrittenWhereATagIsFaultyOrTheFormUnknown() throws Exception {
        Path out = folder.resolve("out.csv");
        ProjectDraft twice = DraftTags.with(draft, PLC, csv(TABLE));
        assertThat(refused(tags.export(twice, "plc", out))).isEqualTo("TAGS-0109");
        Files.delete(folder.resolve("tags/plc.csv"));
        assertThat(refused(tags.export(draft, "plc", out))).isEqualTo("TAGS-0122");
        assertThat(read(tags.table(draft, "plc"))).isInstanceOf(TagRead.Refused.class);
        assertThat(out).doesNotExist();
        ProjectDraft without = DraftEdits.set(draft, PLC, FieldPath.PART.then("tags"), null);
        assertThat(refused(tags.export(without, "plc", folder.resolve("out.ods"))))
                .isEqualTo("TAGS-0121");
        assertThat(read(tags.table(without, "plc")).sound().tags()).isEmpty();
        assertThat(read(tags.file(folder.resolve("gone.csv"))).problems())
                .singleElement()
                .satisfies(each -> assertThat(each.code()).isEqualTo("TAGS-0126"));
    }

    /// What templates make stands elsewhere than in the list, as what a table has: an import leaves
    /// it alone, and an export has it as plain tags.
    @Test
    void whatInstancesMakeIsKnownAndExported() throws Exception {
        Files.createDirectories(folder.resolve("templates"));
        Path template =
                Files.writeString(
                        folder.resolve("templates/pump.csv"),
                        "name,address,type\nflow,{base+2},uint16\n");
        Group pump =
                Group.of(
                        Entry.of("name", Text.plain("pump-1")),
                        Entry.of("template", Text.plain("templates/pump.csv")),
                        Entry.of("values", Items.ofTexts(List.of("base=40001"))));
        FieldPath first = FieldPath.PART.then("instances").then(0);
        ProjectDraft made = DraftEdits.set(draft, PLC, first, pump);
        assertThat(read(tags.made(made, PLC)).sound().tags())
                .isEqualTo(csv("name,address,type\npump-1/flow,40003,uint16\n").tags());
        assertThat(read(tags.made(draft, PLC)).sound().tags()).isEmpty();
        assertThat(read(tags.table(made, "plc")).sound().tags())
                .extracting(TagDefinition::name)
                .containsExactly("p", "pump-1/flow");
        Path out = folder.resolve("out.csv");
        assertThat(await(tags.export(made, "plc", out))).isInstanceOf(Outcome.Done.class);
        assertThat(read(tags.file(out)).sound().tags())
                .extracting(TagDefinition::name)
                .containsExactly("p", "q", "r", "pump-1/flow");
        assertThat(refused(tags.export(made, "plc", template))).isEqualTo("TAGS-0131");
        ProjectDraft faulty = DraftEdits.set(made, PLC, first.then("values"), null);
        assertThat(read(tags.made(faulty, PLC)).problems())
                .extracting(Problem::code)
                .containsExactly("TAGS-0136");
        assertThat(refused(tags.export(faulty, "plc", folder.resolve("no.csv"))))
                .isEqualTo("TAGS-0136");
    }

    /// Harm: the name of a file is taken from the list that the window offers, and the project is
    /// gone.
    @Test
    void noFileOfTheProjectItselfIsWrittenOver() throws Exception {
        Path project = Files.writeString(folder.resolve("project.yaml"), "fieldproof: 1\n");
        Files.writeString(folder.resolve("tags/other.csv"), TABLE);
        Group other =
                Group.of(
                        Entry.of("id", Text.plain("other")),
                        Entry.of("tags", Text.plain("tags/other.csv")));
        ProjectDraft two = DraftEdits.add(draft, Section.CONNECTIONS, other, null);
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("tags"));
        for (Path file :
                List.of(
                        project,
                        folder.resolve("tags/../project.yaml"),
                        folder.resolve("tags/plc.csv"),
                        folder.resolve("tags/other.csv"),
                        link.resolve("other.csv"))) {
            assertThat(refused(tags.export(two, "plc", file)))
                    .as("%s", file)
                    .isEqualTo("TAGS-0131");
        }
        assertThat(project).hasContent("fieldproof: 1");
        assertThat(folder.resolve("tags/plc.csv")).hasContent(TABLE.strip());
        assertThat(await(tags.export(draft, "plc", folder.resolve("tags/other.csv"))))
                .as("nothing of this draft names it")
                .isInstanceOf(Outcome.Done.class);
    }

    private static TagTable csv(String text) {
        return TagTable.readCsv("t.csv", text.getBytes(StandardCharsets.UTF_8)).sound();
    }

    private static TagRead read(CompletionStage<Outcome> asked) throws Exception {
        return ((Outcome.TagsRead) await(asked)).tags();
    }

    private static String refused(CompletionStage<Outcome> asked) throws Exception {
        return ((Outcome.Refused) await(asked)).why().code();
    }

    private static Outcome await(CompletionStage<Outcome> asked) throws Exception {
        return asked.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
