package org.fieldproof.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fieldproof.app.Wiring;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tags of templates on the command line, with the connectors that read them. Harm if these break:
/// what a template makes is written into a table as well, or an address that a PLC does not have is
/// found out when it is polled.
class TagTemplatesCommandTest {
    private static final String PROJECT =
            """
            fieldproof: 1
            name: pumps
            connections:
              - id: plc
                type: modbus
                host: 127.0.0.1
                tags: tags/own.csv
                instances:
                  - {name: pump-1, template: templates/pump.csv, values: [base=40001, unit=1]}
                  - {name: pump-2, template: templates/pump.csv, values: [base=40101, unit=2]}
              - id: press
                type: s7
                host: 127.0.0.1
                instances:
                  - {name: ram-1, template: templates/ram.csv, values: [db=10, offset=0]}
                  - {name: ram-2, template: templates/ram.csv, values: [db=10, offset=12]}
              - id: line
                type: opcua
                url: opc.tcp://127.0.0.1:4840
                instances:
                  - {name: east, template: templates/line.csv, values: [n=7]}
            pipelines:
              - {id: main, from: [plc, press, line], match: ["#"], to: [site]}
            destinations:
              - {id: site, type: mqtt, host: 127.0.0.1}
            """;

    @TempDir Path folder;

    @BeforeEach
    void project() throws IOException {
        Files.createDirectories(folder.resolve("tags"));
        Files.createDirectories(folder.resolve("templates"));
        write("project.yaml", PROJECT);
        write("tags/own.csv", "name,address,type\nlevel,40900,uint16\n");
        write(
                "templates/pump.csv",
                "name,address,type,scale\npressure,{unit}:{base},uint16,0.1\n"
                        + "flow,{unit}:{base+2},float32:CDAB,\n");
        write(
                "templates/ram.csv",
                "name,address,type\nforce,DB{db}.DBD{offset+4},real\nclosed,DB{db}.DBX{offset+8}.0,bool\n");
        write("templates/line.csv", "name,address\npressure,ns=2;s={name}.Pump{n}.Pressure\n");
        assertThat(Wiring.readProject(folder).problems()).isEmpty();
    }

    @Test
    void anExportOfAConnectionHasPlainTagsAndSaysSo() throws IOException {
        Path file = folder.resolve("out.csv");
        Ran ran = tags("export", folder.toString(), "plc", file.toString());
        assertThat(ran.exit()).isZero();
        assertThat(ran.err())
                .contains(
                        "5 tags are written. 4 of them are made of templates and stand in the file as"
                                + " plain tags.");
        assertThat(Files.readString(file).lines().map(each -> each.replaceAll(",+$", "")))
                .contains(
                        "level,40900,uint16",
                        "pump-1/pressure,1:40001,uint16,0.1",
                        "pump-2/flow,2:40103,float32:CDAB");
        assertThat(tags("export", folder.toString(), "plc", file.toString()).err())
                .contains("TAGS-0125");
        assertThat(
                        tags(
                                        "export",
                                        folder.toString(),
                                        "none",
                                        folder.resolve("x.csv").toString())
                                .err())
                .contains("TAGS-0122");
    }

    @Test
    void anAddressThatAConnectionRefusesIsToldAtTheInstanceWithTheTemplatesLine()
            throws IOException {
        write(
                "project.yaml",
                PROJECT.replace("base=40101", "base=99999999")
                        .replace("offset=12", "offset=999999"));
        Ran ran = Ran.of(new CheckCommand(), folder.toString());
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err())
                .containsSubsequence(
                        "project.yaml:10:",
                        "tag pump-2/pressure",
                        "It comes from line 2 of templates/pump.csv.");
        assertThat(ran.err())
                .contains("tag ram-2/force")
                .contains("It comes from line 2 of templates/ram.csv.")
                .doesNotContain("pump-1")
                .doesNotContain("ram-1");
    }

    /// A template taken for a table would lose its cells.
    @Test
    void aTemplateIsNoTable() throws IOException {
        String before = Files.readString(folder.resolve("templates/pump.csv"));
        Path file = folder.resolve("in.csv");
        Files.writeString(file, "name,address,type\nnew,40901,uint16\n");
        for (String word : new String[] {"import", "export"}) {
            Path other = word.equals("import") ? file : folder.resolve("out.csv");
            Ran ran =
                    tags(
                            word,
                            folder.toString(),
                            "templates/../templates/pump.csv",
                            other.toString());
            assertThat(ran.exit()).isEqualTo(2);
            assertThat(ran.err()).contains("TAGS-0142");
        }
        assertThat(folder.resolve("out.csv")).doesNotExist();
        assertThat(folder.resolve("templates/pump.csv")).content().isEqualTo(before);
    }

    /// By another name of the same file, and where an earlier table left something to put back.
    @Test
    void aTemplateIsNoTableByAnotherNameNeitherAndNothingIsPutBackInIt() throws IOException {
        Path template = folder.resolve("templates/pump.csv");
        String before = Files.readString(template);
        Files.createSymbolicLink(folder.resolve("tags/linked.csv"), template);
        write("templates/pump.csv.before", "name,address,type\nlevel,40900,uint16\n");
        write("tags/linked.csv.before", "name,address,type\nlevel,40900,uint16\n");
        Path file = folder.resolve("in.csv");
        Files.writeString(file, "name,address,type\nnew,40901,uint16\n");

        Ran linked =
                tags("import", folder.toString(), "tags/linked.csv", file.toString(), "--apply");
        assertThat(linked.exit()).isEqualTo(2);
        assertThat(linked.err()).contains("TAGS-0142");
        for (String table : new String[] {"templates/pump.csv", "tags/linked.csv"}) {
            Ran undone = tags("undo", folder.toString(), table, "--apply");
            assertThat(undone.exit()).isEqualTo(2);
            assertThat(undone.err()).contains("TAGS-0142");
        }
        assertThat(template).content().isEqualTo(before);
    }

    @Test
    void theHelpOfTheExportNamesBoth() {
        assertThat(tags("export", "--help").out()).contains("TABLE|CONNECTION");
        assertThat(tags("import", "--help").out()).doesNotContain("CONNECTION FILE");
    }

    @Test
    void anImportLeavesWhatATemplateMakesAloneAndNamesIt() throws IOException {
        Path file = folder.resolve("in.csv");
        Files.writeString(file, "name,address,type\npump-1/flow,40500,uint16\nnew,40901,uint16\n");
        Ran ran = tags("import", folder.toString(), "tags/own.csv", file.toString(), "--apply");
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("TAGS-0109").contains("pump-1/flow");
        assertThat(Files.readString(folder.resolve("tags/own.csv"))).doesNotContain("new");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static Ran tags(String... words) {
        return Ran.of(new TagsCommand(), words);
    }
}
