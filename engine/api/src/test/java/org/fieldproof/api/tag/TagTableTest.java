package org.fieldproof.api.tag;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.fieldproof.api.project.Problem;
import org.junit.jupiter.api.Test;

/// Harm if these break: a tag is read from the wrong place because its line was shifted, or a
/// colleague's table comes back rewritten from end to end and nobody can review what changed.
class TagTableTest {
    private static final String TABLE =
            """
            name,address,type,scale,unit,deadband,description
            boiler/pressure,40001,uint16,0.1,bar,0.5,"Pressure, ""hot"" side"

            boiler/level,40002,int16,,,2%,
            """;

    @Test
    void aTableThatWasReadIsWrittenWithTheSameBytesTag1() {
        List<String> tables =
                List.of(
                        TABLE,
                        TABLE.replace("\n", "\r\n"),
                        TABLE.replace("\n", "\r"),
                        "\uFEFF" + TABLE,
                        TABLE.replace(',', ';').replace("Pressure;", "Pressure,"),
                        "NAME , Address,SCALE\n \"p\"  ,4,1\n".replace(" \"p\"  ", "p  "),
                        "\nname,address\np,1.50",
                        "name,address,min_interval\np,1,1000ms\nq,2,\n");
        for (String text : tables) {
            byte[] bytes = text.getBytes(UTF_8);
            assertThat(complete(bytes).csv()).as(text).isEqualTo(bytes);
        }
        assertThat(complete(TABLE.getBytes(UTF_8)).tags())
                .hasSize(2)
                .first()
                .satisfies(
                        tag -> {
                            assertThat(tag.scaling()).isEqualTo(Scaling.of(0.1, 0));
                            assertThat(tag.deadband()).isEqualTo(Deadband.absolute(0.5));
                            assertThat(tag.description()).isEqualTo("Pressure, \"hot\" side");
                        });
    }

    @Test
    void anEditChangesTheLineOfItsTagAndNoOtherTag1() {
        String text = "\uFEFFname;address;scale\r\na;1;1.50\r\nb;2;\r\n\r\nc;3;010\r\n";
        TagTable table = complete(text.getBytes(UTF_8));
        TagDefinition b = table.tag("b").orElseThrow().with(Scaling.of(0.25, 0));
        assertThat(new String(table.with(b).csv(), UTF_8))
                .isEqualTo(text.replace("b;2;", "b;2;0.25"));
        assertThat(table.with(table.tag("a").orElseThrow()).csv()).isEqualTo(table.csv());
        assertThat(new String(table.without("a").csv(), UTF_8))
                .isEqualTo(text.replace("a;1;1.50\r\n", ""));
        assertThat(new String(table.with(TagDefinition.of("d", "4", "")).csv(), UTF_8))
                .isEqualTo(text + "d;4;\r\n");
        TagTable wider = table.with(TagDefinition.of("d", "4", "int32"));
        assertThat(new String(wider.csv(), UTF_8))
                .startsWith("\uFEFFname;address;scale;type\r\na;1;1.5;\r\n")
                .endsWith("d;4;;int32\r\n");
    }

    @Test
    void everyFaultyLineIsReportedWithItsPlaceTag2() {
        String text =
                """
                name,address,scale,onChange,maxInterval
                good,1,,,
                comma,2,"0,1",,
                ,3,,,
                good,4,,,
                noaddress,,,,
                few,5,
                "open,6,,,
                flag,7,,yes,
                time,8,,,5
                a+b,9,,,
                closed,10,"x"y,,
                last,11,2,true,1min
                """;
        TagRead read = TagTable.readCsv("tags/x.csv", text.getBytes(UTF_8));
        assertThat(read).isInstanceOf(TagRead.Partial.class);
        assertThat(read.problems().stream().map(TagTableTest::placeAndCode).toList())
                .containsExactly(
                        "tags/x.csv:3:9 TAGS-0107",
                        "tags/x.csv:4:1 TAGS-0108",
                        "tags/x.csv:5:1 TAGS-0109",
                        "tags/x.csv:6:11 TAGS-0110",
                        "tags/x.csv:7:1 TAGS-0106",
                        "tags/x.csv:8:1 TAGS-0105",
                        "tags/x.csv:9:9 TAGS-0107",
                        "tags/x.csv:10:10 TAGS-0107",
                        "tags/x.csv:11:1 TAGS-0108",
                        "tags/x.csv:12:11 TAGS-0105");
        assertThat(read.problems()).allSatisfy(each -> assertThat(each.remedy()).isNotBlank());
        TagTable sound = ((TagRead.Partial) read).sound();
        assertThat(sound.tags()).extracting(TagDefinition::name).containsExactly("good", "last");
        // A faulty line is not lost when the table is saved: somebody still wants to mend it.
        assertThat(new String(sound.csv(), UTF_8)).isEqualTo(text);
    }

    @Test
    void aFileThatIsNoTagTableIsRefusedAsAWholeTag2() {
        assertThat(refused("")).containsExactly("t.csv:1:1 TAGS-0103", "t.csv:1:1 TAGS-0103");
        assertThat(refused("name,type\n")).containsExactly("t.csv:1:1 TAGS-0103");
        assertThat(refused("name,adress,address\n")).containsExactly("t.csv:1:6 TAGS-0104");
        assertThat(refused("name,address,name\n")).containsExactly("t.csv:1:14 TAGS-0104");
        TagRead latin =
                TagTable.readCsv(
                        "t.csv", "name,address\nö,1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(latin.problems()).hasSize(1);
        assertThat(placeAndCode(latin.problems().getFirst())).isEqualTo("t.csv:2:1 TAGS-0101");
        assertThat(TagTable.readCsv("t.csv", "nam,address\n".getBytes(UTF_8)).problems())
                .anySatisfy(each -> assertThat(each.message()).contains("Did you mean name?"));
    }

    @Test
    void randomTagsSurviveCsvAndJsonAndStayTheSameBytes() {
        SplittableRandom random = new SplittableRandom(20_261_126);
        for (int round = 0; round < 300; round++) {
            List<TagDefinition> tags = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                tags.add(randomTag(random, "t" + i));
            }
            TagTable table = TagTable.of(tags);
            TagTable csv = complete(table.csv());
            assertThat(csv.tags()).isEqualTo(tags);
            assertThat(csv.csv()).isEqualTo(table.csv());
            TagRead json = TagTable.readJson("t.json", table.json());
            assertThat(json).isInstanceOf(TagRead.Complete.class);
            assertThat(((TagRead.Complete) json).table().tags()).isEqualTo(tags);
            assertThat(((TagRead.Complete) json).table().json()).isEqualTo(table.json());
        }
    }

    @Test
    void faultsInJsonAreReportedWithTheirPlaceTag2() {
        String text =
                """
                [
                  {"name": "a", "address": "1"},
                  {"name": "b", "adress": "2", "scale": "x"},
                  {"name": "a", "address": "3"}
                ]
                """;
        TagRead read = TagTable.readJson("t.json", text.getBytes(UTF_8));
        assertThat(read.problems().stream().map(TagTableTest::placeAndCode).toList())
                .containsExactly(
                        "t.json:3:17 TAGS-0104",
                        "t.json:3:4 TAGS-0110",
                        "t.json:3:32 TAGS-0107",
                        "t.json:4:4 TAGS-0109");
        assertThat(((TagRead.Partial) read).sound().tags()).hasSize(1);
        for (String broken : List.of("", "{}", "[{\"a\":}]", "[{\"a\":\"\\x\"}]", "[] x", "[{")) {
            assertThat(TagTable.readJson("t.json", broken.getBytes(UTF_8)))
                    .as(broken)
                    .isInstanceOf(TagRead.Refused.class);
        }
    }

    @Test
    void aDiffNamesWhatIsAddedRemovedAndEdited() {
        TagDefinition a = TagDefinition.of("a", "1", "int16");
        TagDefinition b = TagDefinition.of("b", "2", "int16");
        TagDefinition c = TagDefinition.of("c", "3", "int16");
        TagDefinition edited = b.with(Scaling.of(2, 1));
        TagDiff diff = TagDiff.between(TagTable.of(List.of(a, b)), TagTable.of(List.of(c, edited)));
        assertThat(diff.changes())
                .containsExactly(
                        new TagDiff.Change.Added(c),
                        new TagDiff.Change.Edited(
                                b, edited, List.of(TagColumn.SCALE, TagColumn.OFFSET)),
                        new TagDiff.Change.Removed(a));
        TagTable same = TagTable.of(List.of(a, b));
        assertThat(TagDiff.between(same, TagTable.of(List.of(b, a))))
                .isEqualTo(new TagDiff(List.of(), 2));
    }

    private static TagDefinition randomTag(SplittableRandom random, String name) {
        String[] words = {"", "a,b", "say \"x\"", "two\nlines", "ü;\t", "=1+1", "\\u0041"};
        double low = random.nextDouble(-1e6, 0);
        Scaling scaling =
                switch (random.nextInt(3)) {
                    case 0 -> Scaling.NONE;
                    case 1 -> Scaling.of(random.nextDouble(1e-9, 1e9), random.nextDouble(-9, 9));
                    default -> new Scaling(1e-20, 1e15, true, low, random.nextDouble(1, 2));
                };
        Deadband deadband =
                switch (random.nextInt(3)) {
                    case 0 -> Deadband.NONE;
                    case 1 -> Deadband.absolute(random.nextDouble(1e-6, 1e6));
                    default -> Deadband.percent(random.nextInt(1, 100));
                };
        long min = random.nextLong(0, 5_000_000_000L);
        return new TagDefinition(
                name,
                "4000" + random.nextInt(10),
                random.nextBoolean() ? "" : "float32",
                scaling,
                words[random.nextInt(words.length)].strip(),
                deadband,
                new Reporting(random.nextBoolean(), min, random.nextBoolean() ? 0 : min * 2 + 1),
                random.nextInt(3) * 500_000_000L,
                random.nextBoolean() ? "" : "boiler, left",
                random.nextBoolean(),
                words[random.nextInt(words.length)].strip());
    }

    private static List<String> refused(String text) {
        TagRead read = TagTable.readCsv("t.csv", text.getBytes(UTF_8));
        assertThat(read).isInstanceOf(TagRead.Refused.class);
        return read.problems().stream().map(TagTableTest::placeAndCode).toList();
    }

    private static String placeAndCode(Problem problem) {
        return problem.where() + " " + problem.code();
    }

    private static TagTable complete(byte[] bytes) {
        TagRead read = TagTable.readCsv("t.csv", bytes);
        assertThat(read.problems()).isEmpty();
        return ((TagRead.Complete) read).table();
    }
}
