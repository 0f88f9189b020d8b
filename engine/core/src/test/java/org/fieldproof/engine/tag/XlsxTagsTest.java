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
import org.junit.jupiter.params.provider.CsvSource;
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

    /// Harm: coil 00001 is taken for holding register 1, and bit 10 of a register for its bit 1.
    @ParameterizedTest
    @CsvSource({
        "1, 00000, 00001",
        "40001, 00000, 40001",
        "-1, 000, -001",
        "40001.1, 0.00, 40001.10",
        "40001.125, 0.00, 40001.125",
        "1.5, 00.0, 01.5",
        "40001, 0, 40001",
        "40001, General, 40001",
        "40001, '#,##0', 40001",
        "40001.12, '#,##0.00', 40001.12",
        "40001.1, 0.##, 40001.1",
        "40001, 0.00E+00, 40001",
        "40001, 2, 40001.00",
        "40001.12, 4, 40001.12",
        "40001, 3, 40001",
    })
    void zerosThatAFormatShowsAreRead(String value, String format, String seen) {
        assertThat(read(numbered(value, format)).sound().tags())
                .extracting(TagDefinition::address)
                .containsExactly(seen);
    }

    @ParameterizedTest
    @CsvSource({
        "1, '00000;-00000'",
        "1, '\"W\"0000'",
        "1, '0,000'",
        "1, 000-000",
        "40001.1, '#,##0.00'",
        "40001.1, '0.00_ ;[Red]-0.00'",
        "40001, 0.0#",
        "40001.1, 4",
        "40001.1, 39",
    })
    void zerosOfAFormatThatIsNotFollowedAreTold(String value, String format) {
        TagRead read = read(numbered(value, format));
        assertThat(read.sound().tags()).isEmpty();
        assertThat(read.problems())
                .extracting(Problem::code, Problem::message)
                .containsExactly(
                        tuple(
                                "TAGS-0129",
                                "The cell B2 holds a number that is shown with zeros which it does"
                                        + " not have."));
    }

    /// A node id of a controller has four quotes, each of which is an entity of XML.
    @Test
    @Timeout(60)
    void asManyQuotesAsNodeIdsHaveAreRead() {
        StringBuilder rows = new StringBuilder(HEAD);
        for (int i = 0; i < 60_000; i++) {
            rows.append("<row>")
                    .append(text("", "t" + i))
                    .append(text("", "ns=3;s=&quot;DB&quot;.&quot;x" + i + "&quot;"))
                    .append("</row>");
        }
        TagRead read = read(new SheetFile().rows(rows.toString()));
        assertThat(read.problems()).isEmpty();
        assertThat(read.sound().tags()).hasSize(60_000);
        assertThat(read.sound().tags().getLast().address()).isEqualTo("ns=3;s=\"DB\".\"x59999\"");
    }

    @Test
    @Timeout(60)
    void textsThatNoCellNamesCountToo() {
        String half = "<si><t>" + "x".repeat(TagTable.FILE_BYTES_MAX / 2) + "</t></si>";
        SheetFile file = new SheetFile().rows(HEAD + row(2, text("B2", "1")));
        assertThat(codes(file.texts(half + half))).isEmpty();
        assertThat(codes(file.texts(half + half + "<si><t>x</t></si>")))
                .containsExactly("TAGS-0102");
        assertThat(
                        codes(
                                file.texts(
                                        "<si><t>"
                                                + "x".repeat(TagTable.FILE_BYTES_MAX)
                                                + "x</t></si>")))
                .containsExactly("TAGS-0102");
    }

    @Test
    void escapedCharactersAreThoseThatTheyStandFor() {
        SheetFile file =
                new SheetFile()
                        .texts("<si><t>axis_x005F_x1000_pos</t></si>")
                        .rows(
                                HEAD
                                        + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c>"
                                        + text("B2", "a_x000d__x0041_b_x12_")
                                        + "</row><row r=\"3\">"
                                        + text("A3", "q")
                                        + "<c r=\"B3\" t=\"str\"><v>_x0068_r7</v></c></row>");
        assertThat(read(file).sound().tags())
                .extracting(TagDefinition::name, TagDefinition::address)
                .containsExactly(tuple("axis_x1000_pos", "a\rAb_x12_"), tuple("q", "hr7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "./worksheets/sheet1.xml",
                "../xl/worksheets/sheet1.xml",
                "other/../worksheets/./sheet1.xml",
                "/xl/./worksheets/sheet1.xml"
            })
    void aPartIsFoundWhereItsPathLeads(String target) {
        TagRead read = read(leading(target).rows(HEAD + row(2, text("B2", "1"))));
        assertThat(read.problems()).isEmpty();
        assertThat(read.sound().tags()).hasSize(1);
    }

    @Test
    void aPathOutOfTheWorkbookIsRefused() {
        SheetFile file = leading("../../xl/worksheets/sheet1.xml").rows(HEAD);
        assertThat(read(file).problems())
                .extracting(Problem::code, Problem::message)
                .containsExactly(
                        tuple(
                                "TAGS-0128",
                                "It is no XLSX workbook that can be read: its part"
                                        + " ../../xl/worksheets/sheet1.xml lies outside of it."));
    }

    private static SheetFile leading(String target) {
        String type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
        return new SheetFile()
                .part(
                        "xl/_rels/workbook.xml.rels",
                        "<Relationships><Relationship Id=\"r1\" Type=\""
                                + type
                                + "worksheet\" Target=\""
                                + target
                                + "\"/><Relationship Id=\"r2\" TargetMode=\"External\" Type=\""
                                + type
                                + "hyperlink\" Target=\"../../../elsewhere\"/></Relationships>");
    }

    /// A number as an address.
    ///
    /// @param format its code, or the number of one that every workbook has
    private static SheetFile numbered(String value, String format) {
        boolean known = format.matches("[1-9]\\d?");
        return new SheetFile()
                .part(
                        "xl/styles.xml",
                        "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\""
                                + format.replace("\"", "&quot;")
                                + "\"/></numFmts><cellXfs><xf numFmtId=\""
                                + (known ? format : "164")
                                + "\"/></cellXfs></styleSheet>")
                .rows(HEAD + row(2, "<c r=\"B2\" s=\"0\"><v>" + value + "</v></c>"));
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
