package org.fieldproof.engine.tag;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagRead;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.testkit.SheetFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tags of a workbook. Harm if these break: a planner's sheet is taken for something else than he
/// sees in it, or a file of a few kilobytes takes the gateway's memory.
class XlsxTagsTest {
    private static final String HEAD =
            "<row r=\"1\">"
                    + text("A1", "name")
                    + text("B1", "address")
                    + text("C1", "scale")
                    + text("D1", "deadband")
                    + text("E1", "onChange")
                    + "</row>";

    @Test
    void cellsAreWhatAPersonSeesInThem() {
        SheetFile file =
                new SheetFile()
                        .texts(
                                "<si><t>boiler/pressure</t></si><si><r><t>boiler</t></r><r><t"
                                        + " xml:space=\"preserve\">/flow</t></r><rPh sb=\"0\""
                                        + " eb=\"1\"><t>spoken</t></rPh></si>")
                        .rows(
                                HEAD
                                        + "<row r=\"4\"><c r=\"A4\" t=\"s\"><v>0</v></c><c"
                                        + " r=\"B4\"><v>40001.0</v></c><c r=\"C4\"><v>0.1000000000000"
                                        + "0001</v></c><c r=\"D4\" s=\"2\"><v>0.02</v></c><c r=\"E4\""
                                        + " t=\"b\"><v>1</v></c></row><row r=\"5\"><c r=\"A5\""
                                        + " s=\"1\"/></row><row r=\"7\"><c r=\"A7\""
                                        + " t=\"s\"><v>1</v></c><c r=\"B7\" t=\"str\"><f>CONCAT(A7)"
                                        + "</f><v>hr7</v></c><c r=\"C7\"><f>2*5</f><v>10</v></c>"
                                        + "</row>");
        TagRead read = read(file);
        assertThat(read.problems()).isEmpty();
        assertThat(read.sound().tags())
                .isEqualTo(
                        csv("name,address,scale,deadband,onChange\n"
                                        + "boiler/pressure,40001,0.1,2%,true\nboiler/flow,hr7,10,,\n")
                                .tags());
        assertThat(read.sound().entries().getLast().place().line())
                .as("empty lines count")
                .isEqualTo(7);
    }

    @Test
    void whatNoTagCanHoldIsToldWithItsCellAndCostsItsLineAlone() {
        SheetFile file =
                new SheetFile()
                        .rows(
                                HEAD
                                        + row(2, "<c r=\"B2\" s=\"1\"><v>45000</v></c>")
                                        + row(3, "<c r=\"B3\"><f>A1</f></c>")
                                        + row(4, "<c r=\"B4\" t=\"e\"><v>#REF!</v></c>")
                                        + row(5, "<c r=\"B5\" t=\"s\"><v>77</v></c>")
                                        + row(6, "<c r=\"B6\"><v>1e999</v></c>")
                                        + row(7, text("B7", "hr7"))
                                        + row(8, text("ZZZZZZZZ8", "far")));
        TagRead read = read(file);
        assertThat(read).isInstanceOf(TagRead.Partial.class);
        assertThat(read.sound().tags()).extracting(TagDefinition::name).containsExactly("t7");
        assertThat(read.problems())
                .extracting(Problem::code, Problem::message)
                .startsWith(
                        tuple("TAGS-0129", "The cell B2 holds a date."),
                        tuple("TAGS-0129", "The cell B3 holds a formula without a result."),
                        tuple("TAGS-0129", "The cell B4 holds the error #REF!."),
                        tuple(
                                "TAGS-0129",
                                "The cell B5 holds a text that the workbook does not have."),
                        tuple("TAGS-0129", "The cell B6 holds a number that cannot be read."));
        assertThat(read.problems().getLast().code()).isEqualTo("TAGS-0106");
        assertThat(read.problems().getFirst().where()).hasToString("tags.xlsx:2:2");
    }

    @Test
    void columnsAreThoseOfATable() {
        assertThat(codes(new SheetFile().table(List.of(List.of("name", "adress")))))
                .containsExactly("TAGS-0104", "TAGS-0103");
        assertThat(codes(new SheetFile().rows(""))).containsOnly("TAGS-0103");
        assertThat(codes(new SheetFile().table(List.of(List.of("Name", "ADDRESS"))))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "name,address\np,1\n", "PK\3\4 and then nothing of the kind"})
    void whatIsNoWorkbookIsRefused(String content) {
        TagRead read = XlsxTags.read("tags.xlsx", content.getBytes(UTF_8));
        assertThat(read).isInstanceOf(TagRead.Refused.class);
        assertThat(read.problems()).extracting(Problem::code).containsExactly("TAGS-0128");
    }

    /// Every place where a copy may have ended.
    @Test
    void aWorkbookThatIsCutOffIsRefusedAndNeverHalfRead() {
        byte[] whole =
                new SheetFile()
                        .table(List.of(List.of("name", "address"), List.of("p", "1")))
                        .bytes();
        assertThat(XlsxTags.read("tags.xlsx", whole)).isInstanceOf(TagRead.Complete.class);
        int sheetEnds = new String(whole, ISO_8859_1).indexOf("PK\1\2");
        for (int length = 0; length < sheetEnds - 16; length++) {
            assertThat(XlsxTags.read("tags.xlsx", Arrays.copyOf(whole, length)))
                    .as("%d bytes", length)
                    .isInstanceOf(TagRead.Refused.class);
        }
    }

    @Test
    @Timeout(60)
    void aHundredThousandLinesAreRead() {
        List<List<String>> rows = new ArrayList<>(List.of(List.of("name", "address")));
        IntStream.range(0, 100_000).forEach(i -> rows.add(List.of("t" + i, "hr" + i)));
        TagRead read = read(new SheetFile().table(rows));
        assertThat(read).isInstanceOf(TagRead.Complete.class);
        assertThat(read.sound().tags()).hasSize(100_000);
    }

    @Test
    @Timeout(60)
    void whatUnpacksToFarMoreThanItIsGoesNoFurther() {
        byte[] zeros = new byte[(int) XlsxParts.UNPACKED_BYTES_MAX + 1];
        SheetFile before = new SheetFile().part("xl/aside.bin", zeros);
        before.rows(HEAD);
        assertThat(before.bytes()).hasSizeLessThan(1 << 20);
        assertThat(codes(before)).as("on the way to the sheet").containsExactly("TAGS-0102");
        Arrays.fill(zeros, (byte) ' ');
        assertThat(codes(new SheetFile().part("xl/worksheets/sheet1.xml", zeros)))
                .as("the sheet itself")
                .containsExactly("TAGS-0102");
    }

    /// One text of 32 kilobytes in each line is gigabytes once it is written as a table.
    @Test
    @Timeout(60)
    void aTextThatAllLinesShareCountsInEach() {
        StringBuilder rows =
                new StringBuilder(
                        "<row>"
                                + text("", "name")
                                + text("", "address")
                                + text("", "description")
                                + "</row>");
        for (int i = 0; i < 2_000; i++) {
            rows.append("<row>")
                    .append(text("", "t" + i))
                    .append(text("", "1"))
                    .append("<c t=\"s\"><v>0</v></c></row>");
        }
        SheetFile file =
                new SheetFile()
                        .texts("<si><t>" + "x".repeat(32_767) + "</t></si>")
                        .rows(rows.toString());
        assertThat(codes(file)).containsExactly("TAGS-0102");
    }

    @Test
    @Timeout(60)
    void entitiesAreNotFollowed() {
        SheetFile file =
                new SheetFile()
                        .part(
                                "xl/worksheets/sheet1.xml",
                                "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b"
                                        + " \"&a;&a;&a;&a;\"><!ENTITY f SYSTEM"
                                        + " \"file:///etc/hostname\">]><worksheet><sheetData>"
                                        + "<row><c t=\"inlineStr\"><is><t>&b;&f;</t></is></c></row>"
                                        + "</sheetData></worksheet>");
        TagRead read = read(file);
        assertThat(read).isInstanceOf(TagRead.Refused.class);
        assertThat(read.problems().toString()).doesNotContain("aaaaaaaaaa");
    }

    private static String row(int line, String cell) {
        return "<row r=\"" + line + "\">" + text("A" + line, "t" + line) + cell + "</row>";
    }

    private static String text(String at, String text) {
        String where = at.isEmpty() ? "" : " r=\"" + at + "\"";
        return "<c" + where + " t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
    }

    private static TagRead read(SheetFile file) {
        return TagFormat.of("Tags.XLSX").orElseThrow().read("tags.xlsx", file.bytes());
    }

    private static List<String> codes(SheetFile file) {
        return read(file).problems().stream().map(Problem::code).toList();
    }

    private static TagTable csv(String text) {
        return TagTable.readCsv("tags.csv", text.getBytes(UTF_8)).sound();
    }
}
