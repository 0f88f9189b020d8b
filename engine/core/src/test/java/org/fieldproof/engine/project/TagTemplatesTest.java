package org.fieldproof.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagRead;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.api.tag.TagTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Ten pumps described once. Harm if these break: a tag reads another pump, is missing without a
/// word, or a fault in one line of a template is looked for in ten connections.
class TagTemplatesTest {
    private static final String TEMPLATE =
            """
            name,address,type,scale,unit,deadband,group,writable
            pressure,{base},uint16,{k},bar,2%,,
            flow,{base+1},uint16,,{unit},,,true
            {line}/{name}/alarm,{base+2*2},bool,,,,vitals,
            """;
    private static final String PUMP =
            "{name: pump-1, template: templates/pump.csv, values: [base=40001, k=0.1, unit=t/h,"
                    + " line=north]}";

    @TempDir Path temp;

    /// What the connection was told, before the project shortens the list.
    private List<Problem> told = List.of();

    @Test
    void anInstanceIsPlainTagsForEverybodyElse() throws Exception {
        TagSchema.Tags tags = tags(PUMP);
        assertThat(tags.problems()).isEmpty();
        assertThat(tags.entries().stream().map(TagTable.Entry::tag).toList())
                .isEqualTo(
                        csv(
                                "name,address,type,scale,unit,deadband,group,writable\n"
                                        + "pump-1/pressure,40001,uint16,0.1,bar,2%,,\n"
                                        + "pump-1/flow,40002,uint16,,t/h,,,true\n"
                                        + "north/pump-1/alarm,40005,bool,,,,pump-1/vitals,\n"));
        assertThat(tags.addresses("plc", "hall"))
                .containsExactlyInAnyOrder(
                        "hall/pump-1/pressure", "hall/pump-1/flow", "hall/pump-1/vitals");
        assertThat(tags.writable("plc", "hall"))
                .extracting(TagSchema.Addressed::address)
                .containsExactly("hall/pump-1/flow");
    }

    @Test
    void whatIsOtherwiseInOneInstanceIsSaidThere() throws Exception {
        TagSchema.Tags tags =
                tags(
                        "{name: pump-2, template: templates/pump.csv, values: [base=100, k=1, unit=l/s,"
                                + " line=south], without: [pressure], overrides: [{name: flow,"
                                + " address: \"{base+8}\", scale: 0.5, writable: false}]}");
        assertThat(tags.problems()).isEmpty();
        assertThat(tags.entries().stream().map(TagTable.Entry::tag).toList())
                .isEqualTo(
                        csv(
                                "name,address,type,scale,unit,group\npump-2/flow,108,uint16,0.5,l/s,\n"
                                        + "south/pump-2/alarm,104,bool,,,pump-2/vitals\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "values: [base=1, k=1, unit=a]|TAGS-0136|line has no value; line 4 of templates/pump.csv",
                "values: [base=1, k=1, unit=a, line=b, bse=2]|TAGS-0136|no parameter bse. Did you mean base?",
                "values: [base=1, k=1, unit=a, line=b, base=2]|TAGS-0136|base stands twice",
                "values: [base=1, k=1, unit=a, line=b, name=c]|TAGS-0136|the instance's own name",
                "values: [base=1, k=1, unit=a, line]|TAGS-0136|\"line\" gives no parameter",
                "values: [base=x, k=1, unit=a, line=b]|TAGS-0137|base is \"x\"",
                "values: [base=1, k=x, unit=a, line=b]|TAGS-0107|line 2 of templates/pump.csv, where instance"
                        + " pump-1 fills in {k} with k=x.",
                "values: [base=1, k=0, unit=a, line=b]|TAGS-0111|line 2 of templates/pump.csv, where instance"
                        + " pump-1 fills in {k} with k=0.",
                "values: [base=1, k=1, unit=a, line=b], overrides: [{name:"
                        + " \"{line}/{name}/alarm\", group: /}]|TAGS-0115|line 4"
                        + " of templates/pump.csv, which instance pump-1 overrides.",
                "values: [base=, k=1, unit=a, line=b]|TAGS-0110|line 2 of templates/pump.csv, where instance"
                        + " pump-1 fills in {base} with base=.",
                "values: [base=1, k=1, unit=a, line=]|TAGS-0108|line 4 of templates/pump.csv, where instance"
                        + " pump-1 fills in {line}/{name}/alarm with line=, name=pump-1.",
                "values: [base=1, k=1, unit=a, line=b], overrides: [{name: flow, address: \"\"}]|TAGS-0110|line 3"
                        + " of templates/pump.csv, which instance pump-1 overrides.",
                "values: [base=999999999999999999, k=1, unit=a, line=b], overrides: [{name: flow,"
                        + " address: \"{base*base}\"}]|TAGS-0137|range",
                "values: [base=1, k=1, unit=a, \"line={name}\"]|TAGS-0140|brace",
                "values: [base=1, k=1, unit=a, line=b], without: [flwo]|TAGS-0138|no member flwo. Did you mean flow?",
                "values: [base=1, k=1, unit=a, line=b], overrides: [{name: x}]|TAGS-0138|no member x",
                "values: [base=1, k=1, unit=a, line=b], without: [flow], overrides: [{name: flow, unit:"
                        + " c}]|TAGS-0138|left out and overridden",
                "values: [base=1, k=1, unit=a, line=b], overrides: [{name: flow, unit: c}, {name: flow,"
                        + " unit: d}]|TAGS-0138|twice",
                "values: [base=1, k=1, unit=a, line=b], overrides: [{name: flow, address: \"{nix}\"}]"
                        + "|TAGS-0137|nix has no value",
            })
    void aFaultNamesInstanceAndWhatFillsInTheLine(String fields, String code, String words)
            throws Exception {
        List<Problem> problems =
                problems("{name: pump-1, template: templates/pump.csv, " + fields + "}");
        assertThat(problems)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.where().file()).isEqualTo("project.yaml"))
                .anySatisfy(
                        each -> {
                            assertThat(each.code()).isEqualTo(code);
                            assertThat(each.object() + each.message()).contains("pump-1");
                            assertThat(each.message()).contains(words);
                            assertThat(each.where().path()).contains("instances[0]");
                        });
    }

    @Test
    void whatTheConnectionRefusesIsToldAtTheInstanceWithTheLineOfTheTemplate() throws Exception {
        assertThat(problems(PUMP.replace("base=40001", "base=66")))
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.code()).isEqualTo("FAKE-0001");
                            assertThat(each.object()).isEqualTo("tag pump-1/pressure");
                            assertThat(each.message())
                                    .isEqualTo(
                                            "66 is none. It comes from line 2 of templates/pump.csv.");
                            assertThat(each.where().path())
                                    .isEqualTo("connections[0].instances[0].name");
                            assertThat(each.where().line()).isEqualTo(7);
                        });
    }

    @Test
    void aFaultOfTheTemplateItselfIsToldOnceAtItsLine() throws Exception {
        write(
                TEMPLATE.replace("{base+1}", "{base+}"),
                PUMP + "\n      - " + PUMP.replace("-1", "-2"));
        assertThat(ProjectReader.read(temp, catalog()).problems())
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.code()).isEqualTo("TAGS-0135");
                            assertThat(each.where().toString()).isEqualTo("templates/pump.csv:3:6");
                            assertThat(each.object()).isEqualTo("template templates/pump.csv");
                        });
        write("name,type\na,bool\n", PUMP);
        assertThat(ProjectReader.read(temp, catalog()).problems())
                .extracting(Problem::code)
                .contains("TAGS-0103");
        write("name,address\na,1\na,2\n,3\n\"b,4\n", PUMP);
        assertThat(ProjectReader.read(temp, catalog()).problems())
                .extracting(each -> each.where().line() + " " + each.code())
                .contains("3 TAGS-0109", "4 TAGS-0108", "5 TAGS-0105");
    }

    @Test
    void twoTagsOfOneNameAreRefused() throws Exception {
        assertThat(problems(PUMP + "\n      - " + PUMP))
                .extracting(each -> each.code() + " " + each.object())
                .contains("TAGS-0109 tag pump-1/pressure", "TAGS-0109 tag pump-1/flow");
    }

    @Test
    void aMissingTemplateIsToldAtItsField() throws Exception {
        write(TEMPLATE, PUMP.replace("pump.csv", "none.csv"));
        assertThat(ProjectReader.read(temp, catalog()).problems())
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.code()).isEqualTo("PROJ-0209");
                            assertThat(each.message()).contains("The template templates/none.csv");
                        });
    }

    @Test
    void anotherTemplateIsAnotherRevision() throws Exception {
        String first = hash(TEMPLATE);
        assertThat(hash(TEMPLATE.replace("bar", "mbar"))).isNotEqualTo(first);
        assertThat(hash(TEMPLATE)).isEqualTo(first);
    }

    /// As many tags as a table may have, and not one more; nor more text than a file of tags.
    @Test
    @Timeout(60)
    void whatTemplatesMakeIsBounded() throws Exception {
        StringBuilder rows = new StringBuilder("name,address,description\n");
        IntStream.range(0, 20_000).forEach(i -> rows.append('m').append(i).append(",1,\n"));
        String ten = instances(10);
        write(rows.toString(), ten);
        assertThat(ProjectReader.read(temp, catalog()).problems()).isEmpty();
        write(rows.toString(), instances(11));
        assertThat(ProjectReader.read(temp, catalog()).problems())
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.code()).isEqualTo("TAGS-0139");
                            assertThat(each.object()).isEqualTo("instance p10");
                        });
        write("name,address,description\na,1," + "x".repeat(4 << 20) + "\n", ten);
        assertThat(ProjectReader.read(temp, catalog()).problems())
                .extracting(Problem::code)
                .containsExactly("TAGS-0139");
    }

    /// Faults are as bounded as tags: five hundred instances of a thousand faulty members.
    @Test
    @Timeout(60)
    void faultsAreBounded() throws Exception {
        StringBuilder rows = new StringBuilder("name,address\n");
        IntStream.range(0, 1_000).forEach(i -> rows.append('m').append(i).append(",{name+1}\n"));
        write(rows.toString(), instances(500));
        assertThat(ProjectReader.read(temp, catalog()).problems()).hasSizeLessThan(1_000);
        assertThat(told).hasSize(1_002);
        assertThat(told)
                .filteredOn(each -> each.code().equals("TAGS-0114"))
                .singleElement()
                .satisfies(each -> assertThat(each.message()).startsWith("199000 more"));
        assertThat(told)
                .filteredOn(each -> each.code().equals("TAGS-0139"))
                .singleElement()
                .satisfies(each -> assertThat(each.object()).isEqualTo("instance p200"));
        // Where values are missing no member is tried.
        write("name,address\n" + "m,{x}\n", instances(2_000));
        assertThat(ProjectReader.read(temp, catalog()).problems()).isNotEmpty();
        assertThat(told).hasSize(1_001);
    }

    /// Harm: a check of a project stands still over names that are like many others.
    @Test
    @Timeout(60)
    void nearMissesAreLookedForAFewTimesAndOfShortNames() throws Exception {
        StringBuilder rows = new StringBuilder("name,address\n");
        IntStream.range(0, 1_000).forEach(i -> rows.append("member-").append(i).append(",1\n"));
        String wrong =
                IntStream.range(0, 30)
                        .mapToObj(i -> "membr-" + i)
                        .collect(Collectors.joining(", "));
        String one = "{name: p, template: templates/pump.csv, without: [";
        write(rows.toString(), one + wrong + "]}");
        assertThat(ProjectReader.read(temp, catalog()).problems())
                .hasSize(30)
                .filteredOn(each -> each.message().contains("Did you mean member-"))
                .hasSize(20);
        String name = "x".repeat(199);
        write("name,address\n" + name + "xx,1\n" + name + ",1\n", one + name + "x]}");
        assertThat(ProjectReader.read(temp, catalog()).problems())
                .singleElement()
                .satisfies(each -> assertThat(each.message()).endsWith("mean " + name + "?"));
        write("name,address\n" + name + "x,1\n", one + name + "xx]}");
        assertThat(ProjectReader.read(temp, catalog()).problems())
                .singleElement()
                .satisfies(each -> assertThat(each.message()).doesNotContain("Did you mean"));
    }

    /// A short line that makes much is refused before it has.
    @Test
    @Timeout(60)
    void oneCellIsBounded() throws Exception {
        String value = ", values: [\"v=" + "x".repeat(1_024) + "\"]}";
        String one = "{name: p, template: templates/pump.csv";
        write("name,address\nm," + "{v}".repeat(64) + "\n", one + value);
        assertThat(ProjectReader.read(temp, catalog()).problems()).isEmpty();
        write("name,address\nm," + "{v}".repeat(65) + "\n", one + value);
        assertThat(ProjectReader.read(temp, catalog()).problems())
                .singleElement()
                .satisfies(each -> assertThat(each.code()).isEqualTo("TAGS-0135"));
        write("name,address\nm,{v}\n", one + value.replace("v=", "v=x"));
        assertThat(ProjectReader.read(temp, catalog()).problems())
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.code()).isEqualTo("TAGS-0136");
                            assertThat(each.message()).contains("v is longer than 1,024");
                        });
        StringBuilder rows = new StringBuilder("name,address\n");
        IntStream.range(0, 1_000)
                .forEach(i -> rows.append('m').append(i).append(",{v}{p").append(i).append("}\n"));
        write(rows.toString(), one + value);
        assertThat(ProjectReader.read(temp, catalog()).problems())
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.code()).isEqualTo("TAGS-0102");
                            assertThat(each.message()).contains("1,000 parameters");
                            assertThat(each.remedy()).contains("{base+4}");
                        });
    }

    /// What stands in table and list counts, too: else what is exported could not be read.
    @Test
    @Timeout(60)
    void theConnectionAsAWholeIsBounded() throws Exception {
        StringBuilder rows = new StringBuilder("name,address\n");
        IntStream.range(0, 20_000).forEach(i -> rows.append('m').append(i).append(",1\n"));
        write(rows.toString(), instances(10) + "\n    tagList: [{name: t, address: 1}]");
        assertThat(ProjectReader.read(temp, catalog()).problems())
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.code()).isEqualTo("TAGS-0139");
                            assertThat(each.object()).isEqualTo("instance p9");
                        });
    }

    @Test
    void anOverrideThatIsEmptyPutsBackTheDefault() throws Exception {
        TagSchema.Tags tags =
                tags(
                        PUMP.substring(0, PUMP.length() - 1)
                                + ", overrides: [{name: pressure, deadband: \"\", unit: \"\"},"
                                + " {name: \"{line}/{name}/alarm\", group: \"\"}]}");
        assertThat(tags.entries().stream().map(TagTable.Entry::tag).toList())
                .isEqualTo(
                        csv(
                                "name,address,type,scale,unit,writable\n"
                                        + "pump-1/pressure,40001,uint16,0.1,,\n"
                                        + "pump-1/flow,40002,uint16,,t/h,true\n"
                                        + "north/pump-1/alarm,40005,bool,,,\n"));
    }

    /// Of two tags of one name, each is told where it comes from itself.
    @Test
    void theLineIsToldOnlyOfWhatCameFromIt() throws Exception {
        String list = "\n    tagList: [{name: pump-1/pressure, address: 1, scale: 0}]";
        assertThat(problems(PUMP + list))
                .extracting(Problem::message)
                .containsExactly("A scale of 0 makes every value the same.");
        assertThat(problems(PUMP + list.replace(", scale: 0", "")))
                .extracting(Problem::message)
                .singleElement()
                .satisfies(
                        each ->
                                assertThat(each)
                                        .startsWith("The name stands already at project.yaml:")
                                        .endsWith("It comes from line 2 of templates/pump.csv."));
        write("name,address\na,1\n{name}/a,2\n", "{name: p, template: templates/pump.csv}");
        assertThat(ProjectReader.read(temp, catalog()).problems())
                .extracting(Problem::message)
                .singleElement()
                .satisfies(each -> assertThat(each).endsWith("from line 3 of templates/pump.csv."));
    }

    @Test
    void onlyMembersThatAreMadeNeedValues() throws Exception {
        assertThat(
                        tags("{name: pump-1, template: templates/pump.csv, without: [pressure,"
                                        + " \"{line}/{name}/alarm\"],"
                                        + " values: [base=1, unit=a]}")
                                .entries())
                .hasSize(1);
    }

    /// A connector of somebody's own that was written before there were instances.
    @Test
    void aSchemaWithoutInstancesHasNone() {
        Config config =
                new FieldReader(new Problems())
                        .read(
                                new YamlNode.Mapping(Problem.Place.NOWHERE, List.of()),
                                List.of(TagSchema.TABLE, TagSchema.LIST),
                                "connection x");
        assertThat(TagSchema.of(config).entries()).isEmpty();
        assertThat(TagSchema.of(config).problems()).isEmpty();
    }

    @Test
    void aTemplateWithoutMembersIsDoubtful() throws Exception {
        write("name,address\n", instances(1));
        ProjectRead read = ProjectReader.read(temp, catalog());
        assertThat(read).isInstanceOf(ProjectRead.Ready.class);
        assertThat(read.problems()).extracting(Problem::code).containsExactly("TAGS-0141");
    }

    @Test
    void whatInstancesMakeIsReadWhateverIsWrongElsewhere() throws Exception {
        write(TEMPLATE, PUMP);
        String text =
                Files.readString(temp.resolve("project.yaml")).replace("type: poller", "type: x");
        TagRead read = InstanceTags.read(temp, text, "connections", "plc");
        assertThat(read.problems()).isEmpty();
        assertThat(read.sound().tags()).hasSize(3);
        TagRead faulty =
                InstanceTags.read(
                        temp, text.replace("line=north", "lin=north"), "connections", "plc");
        assertThat(faulty.problems()).hasSize(2);
        assertThat(InstanceTags.read(temp, text, "connections", "other").sound().tags()).isEmpty();
    }

    private static String instances(int count) {
        return String.join(
                "\n      - ",
                IntStream.range(0, count)
                        .mapToObj(i -> "{name: p" + i + ", template: templates/pump.csv}")
                        .toList());
    }

    private String hash(String template) throws Exception {
        write(template, PUMP);
        ProjectRead read = ProjectReader.read(temp, catalog());
        return ((ProjectRead.Ready) read).project().contentHash();
    }

    private static List<TagDefinition> csv(String text) {
        return TagTable.readCsv("t.csv", text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .sound()
                .tags();
    }

    private TagSchema.Tags tags(String instance) throws Exception {
        write(TEMPLATE, instance);
        ProjectRead read = ProjectReader.read(temp, catalog());
        assertThat(read.problems()).isEmpty();
        return TagSchema.of(((ProjectRead.Ready) read).project().connections().getFirst().config());
    }

    private List<Problem> problems(String instance) throws Exception {
        write(TEMPLATE, instance);
        return ProjectReader.read(temp, catalog()).problems();
    }

    private void write(String template, String instances) throws Exception {
        Files.createDirectories(temp.resolve("templates"));
        Files.writeString(temp.resolve("templates/pump.csv"), template);
        Files.writeString(
                temp.resolve("project.yaml"),
                """
                fieldproof: 1
                name: tags
                connections:
                  - id: plc
                    type: poller
                    instances:
                      - %s
                pipelines:
                  - {id: main, from: [plc], match: ["#"], to: [local]}
                destinations:
                  - {id: local, type: table}
                """
                        .formatted(instances));
    }

    private Catalog catalog() {
        return new Catalog(
                List.of(new FakePoller(this::found)), FakeTypes.catalog().sinks(), List.of());
    }

    private List<Problem> found(Config config) {
        TagSchema.Tags tags = TagSchema.of(config);
        told = tags.problems();
        List<Problem> problems = new ArrayList<>(tags.problems());
        for (TagTable.Entry entry : tags.entries()) {
            if (entry.tag().address().equals("66")) {
                problems.add(
                        Problem.error(
                                        "FAKE-0001",
                                        "tag " + entry.tag().name(),
                                        "66 is none.",
                                        "Write another.")
                                .at(entry.place()));
            }
        }
        return problems;
    }
}
