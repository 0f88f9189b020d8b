package org.fieldproof.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fieldproof.api.tag.TagMerge;
import org.fieldproof.app.Wiring;
import org.fieldproof.engine.tag.TagChange;
import org.fieldproof.engine.tag.TagTables;
import org.fieldproof.testkit.SheetFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `fieldproof tags` on a project of a Modbus device. Harm if these break: somebody looks at what
/// an import would do and has done it; or the table he had yesterday is gone.
class TagsCommandTest {
    private static final String PROJECT =
            """
            fieldproof: 1
            name: tags
            connections:
              - {id: plc, type: modbus, host: 127.0.0.1, tags: tags/boiler.csv}
            pipelines:
              - {id: main, from: [plc], match: ["#"], to: [site]}
            destinations:
              - {id: site, type: mqtt, host: 127.0.0.1}
            """;
    private static final String TABLE =
            "name;address;type;description\r\np;40001;uint16;Ümlaut\r\nq;40002;uint16;\r\n";

    @TempDir Path folder;

    private Path table;

    @BeforeEach
    void project() throws IOException {
        table = folder.resolve("tags/boiler.csv");
        Files.createDirectories(folder.resolve("tags"));
        Files.writeString(folder.resolve("project.yaml"), PROJECT);
        Files.writeString(table, TABLE);
        assertThat(Wiring.readProject(folder).problems()).isEmpty();
    }

    @Test
    void anImportIsShownFirstAndWrittenOnlyWithApplyTio1() throws IOException {
        Path file = file("in.csv", "name,address,type\np,40009,uint16\nr,40003,uint16\n");
        Ran dry = run("import", file.toString(), "--mode", "merge-overwrite");
        assertThat(dry.err()).contains("1 added, 1 changed, 0 removed, 1 unchanged");
        assertThat(dry.out())
                .isEqualTo(
                        """
                        ~ p  address: "40001" -> "40009"  description: "Ümlaut" -> ""
                        + r  40003 uint16
                        """);
        assertThat(dry.exit()).isZero();
        assertThat(Files.readString(table)).isEqualTo(TABLE);
        assertThat(table.resolveSibling(".").toFile().list()).containsExactly("boiler.csv");

        Ran done = run("import", file.toString(), "--mode", "merge-overwrite", "--apply");
        assertThat(done.out()).isEqualTo(dry.out());
        assertThat(Files.readString(table))
                .isEqualTo(
                        "name;address;type;description\r\np;40009;uint16;\r\nq;40002;uint16;\r\n"
                                + "r;40003;uint16;\r\n");
    }

    @Test
    void whatAnImportReplacedIsPutBackAndForthTio3() throws IOException {
        assertThat(run("undo", "--apply").err()).contains("TAGS-0123");
        Path file = file("in.csv", "name,address,type\nr,40003,uint16\n");
        run("import", file.toString(), "--mode", "overwrite", "--apply");
        String imported = Files.readString(table);
        assertThat(imported).isEqualTo("name;address;type;description\r\nr;40003;uint16;\r\n");
        run("undo");
        assertThat(Files.readString(table)).isEqualTo(imported);
        assertThat(run("undo", "--apply").out())
                .isEqualTo("+ p  40001 uint16\n+ q  40002 uint16\n- r  40003 uint16\n");
        assertThat(Files.readString(table)).isEqualTo(TABLE);
        run("undo", "--apply");
        assertThat(Files.readString(table)).isEqualTo(imported);
    }

    /// The address is sound as text; that it is none of Modbus only the connector knows.
    @Test
    void anImportThatTheConnectorWouldRefuseIsNotMadeTio2() throws IOException {
        Path file = file("in.csv", "name,address,type\nr,DB10.DBD0,uint16\n");
        Ran ran = run("import", file.toString(), "--apply");
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("tags/boiler.csv:4").contains("Refused; nothing is written");
        assertThat(Files.readString(table)).isEqualTo(TABLE);
    }

    /// However the project spells the path, it is the same table that is checked.
    @Test
    void thePathMayBeSpelledInAnotherWayTio2() throws IOException {
        Files.writeString(
                folder.resolve("project.yaml"),
                PROJECT.replace("tags/boiler.csv", "./tags//boiler.csv"));
        Path file = file("in.csv", "name,address,type\nr,DB10.DBD0,uint16\n");
        Ran ran = run("import", file.toString(), "--apply");
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(Files.readString(table)).isEqualTo(TABLE);
    }

    /// What is sound in a faulty table is what the difference is to.
    @Test
    void overAFaultyTableTheDifferenceNamesWhatGoesTio1() throws IOException {
        Files.writeString(table, TABLE + ";40007;uint16;\r\n");
        Path file = file("in.csv", "name,address,type,description\np,40001,uint16,Ümlaut\n");
        Ran dry = run("import", file.toString(), "--mode", "overwrite");
        assertThat(dry.err()).contains("0 added, 0 changed, 1 removed, 1 unchanged");
    }

    @Test
    void faultyLinesRefuseTheWholeOrAreLeftOutByName() throws IOException {
        Path file = file("in.csv", "name,address,type\n,40003,uint16\nr,40004,uint16\n");
        Ran whole = run("import", file.toString(), "--apply");
        assertThat(whole.exit()).isEqualTo(2);
        assertThat(whole.err()).contains("in.csv:2:1").contains("TAGS-0108");
        assertThat(Files.readString(table)).isEqualTo(TABLE);
        Ran partial = run("import", file.toString(), "--apply", "--partial");
        assertThat(partial.exit()).isZero();
        assertThat(partial.err()).contains("in.csv:2:1").contains("TAGS-0108");
        assertThat(Files.readString(table)).isEqualTo(TABLE + "r;40004;uint16;\r\n");
    }

    @Test
    void aTableThatWasChangedSinceTheDifferenceWasShownStaysTio1() throws IOException {
        Path file = file("in.csv", "name,address,type\nr,40003,uint16\n");
        TagTables tables = new TagTables(folder, Wiring.catalog());
        TagChange change = tables.planImport("tags/boiler.csv", file, TagMerge.OVERWRITE, false);
        Files.writeString(table, TABLE + "s;40005;uint16;\r\n");
        assertThat(tables.make((TagChange.Possible) change))
                .hasValueSatisfying(each -> assertThat(each.code()).isEqualTo("TAGS-0124"));
        assertThat(Files.readString(table)).isEqualTo(TABLE + "s;40005;uint16;\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json", "yaml"})
    void whatIsExportedAndImportedAgainChangesNothingTio4(String form) throws IOException {
        Path out = folder.resolve("out." + form);
        assertThat(run("export", out.toString()).exit()).isZero();
        assertThat(out).isNotEmptyFile();
        Ran again = run("import", out.toString(), "--mode", "overwrite", "--apply");
        assertThat(again.err()).contains("0 added, 0 changed, 0 removed, 2 unchanged");
        assertThat(again.exit()).isZero();
        assertThat(Files.readString(table)).isEqualTo(TABLE);
        assertThat(run("export", out.toString()).err()).contains("TAGS-0125");
    }

    /// The same reader as the console's; there is none to write with.
    @Test
    void aWorkbookIsImportedByItsFirstSheetAndNeverWritten() throws IOException {
        Path file = folder.resolve("in.xlsx");
        Files.write(
                file,
                new SheetFile()
                        .rows(
                                "<row r=\"1\"><c t=\"inlineStr\"><is><t>name</t></is></c><c"
                                        + " t=\"inlineStr\"><is><t>address</t></is></c></row><row"
                                        + " r=\"3\"><c t=\"inlineStr\"><is><t>r</t></is></c><c"
                                        + " r=\"B3\"><v>40003.0</v></c></row><row r=\"4\"><c"
                                        + " t=\"inlineStr\"><is><t>s</t></is></c><c r=\"B4\""
                                        + " s=\"1\"><v>45000</v></c></row>")
                        .bytes());
        Ran whole = run("import", file.toString());
        assertThat(whole.exit()).isEqualTo(2);
        assertThat(whole.err()).contains("in.xlsx:4:2").contains("TAGS-0129");
        Ran partial = run("import", file.toString(), "--apply", "--partial");
        assertThat(partial.out()).isEqualTo("+ r  40003 \n");
        assertThat(Files.readString(table)).isEqualTo(TABLE + "r;40003;;\r\n");
    }

    /// TIO-4 with a workbook: what a planner is sent and sends back untouched changes nothing.
    @Test
    void aWorkbookThatComesBackUntouchedChangesNothing() {
        Path out = folder.resolve("out.xlsx");
        assertThat(run("export", out.toString()).exit()).isZero();
        assertThat(run("export", out.toString()).err()).contains("TAGS-0125");
        Ran back = run("import", out.toString(), "--mode", "overwrite");
        assertThat(back.out()).isEmpty();
        assertThat(back.err()).contains("0 added, 0 changed, 0 removed, 2 unchanged");
    }

    @Test
    void aTableOutsideTheProjectAnUnknownFormAndAMissingOneAreRefused() throws IOException {
        Path file = file("in.csv", "name,address,type\nr,40003,uint16\n");
        List<String> words = List.of("import", folder.toString(), "../x.csv", file.toString());
        assertThat(execute(words.toArray(String[]::new)).err()).contains("TAGS-0126");
        assertThat(run("import", file("in.ods", "").toString()).err()).contains("TAGS-0121");
        assertThat(run("import", folder.resolve("none.csv").toString()).err())
                .contains("TAGS-0126");
        assertThat(run("import", file.toString(), "--mode", "join").err()).contains("merge-safe");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private Ran run(String verb, String... rest) {
        String[] words = new String[rest.length + 3];
        words[0] = verb;
        words[1] = folder.toString();
        words[2] = "tags/boiler.csv";
        System.arraycopy(rest, 0, words, 3, rest.length);
        return execute(words);
    }

    private static Ran execute(String... words) {
        return Ran.of(new TagsCommand(), words);
    }
}
