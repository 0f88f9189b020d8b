package org.fieldproof.engine.tag;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.fieldproof.api.tag.Deadband;
import org.fieldproof.api.tag.Reporting;
import org.fieldproof.api.tag.Scaling;
import org.fieldproof.api.tag.TagColumn;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagDiff;
import org.fieldproof.api.tag.TagRead;
import org.fieldproof.api.tag.TagTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// Tags as a workbook. Harm if it breaks: what a planner sends back is other tags than he was
/// given, or a description of a tag runs as a formula on his machine.
class XlsxSheetTest {
    private static final List<String> HOSTILE =
            List.of(
                    "1e5",
                    "007",
                    "=1+1",
                    "=cmd|' /C calc'!A0",
                    "+1",
                    "-1",
                    "@SUM(A1)",
                    "1/2",
                    "TRUE",
                    "a<b>&\"c\" 'd' ]]>",
                    "_x0041_ and _x_ and _x12_",
                    "_x005F_x0041_",
                    "a\tb\nc\rd\r\ne",
                    "\u0001\u001f\ufffe\uffff",
                    "Ümläut 漢字 \ud83d\ude00",
                    "lone \ud83d surrogate",
                    "two  spaces");

    @Test
    void whatIsWrittenIsReadAgainUnchanged() {
        TagTable table = TagTable.of(hostile());
        TagRead read = XlsxTags.read("t.xlsx", written(table));
        assertThat(read.problems()).isEmpty();
        assertThat(TagDiff.between(table, read.sound()).changes()).isEmpty();
        assertThat(read.sound().tags()).isEqualTo(table.tags());
    }

    /// As a reader sees it that is not ours: every cell is a text, none has a formula.
    @Test
    void everyCellIsATextAndNoneIsAFormula() throws Exception {
        Map<String, String> parts = parts(written(TagTable.of(hostile())));
        var factory = DocumentBuilderFactory.newInstance();
        for (String each : parts.values()) {
            factory.newDocumentBuilder().parse(new ByteArrayInputStream(each.getBytes(UTF_8)));
        }
        String sheet = Objects.requireNonNull(parts.get("xl/worksheets/sheet1.xml"));
        Element root =
                factory.newDocumentBuilder()
                        .parse(new ByteArrayInputStream(sheet.getBytes(UTF_8)))
                        .getDocumentElement();
        assertThat(root.getElementsByTagName("f").getLength()).isZero();
        assertThat(root.getElementsByTagName("v").getLength()).isZero();
        NodeList cells = root.getElementsByTagName("c");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < cells.getLength(); i++) {
            Element cell = (Element) cells.item(i);
            assertThat(cell.getAttribute("t")).isEqualTo("inlineStr");
            texts.add(cell.getTextContent());
        }
        assertThat(texts).startsWith("name", "address", "type").contains("=1+1", "007", "1e5");
        Element pane = (Element) root.getElementsByTagName("pane").item(0);
        assertThat(pane.getAttribute("state")).isEqualTo("frozen");
        assertThat(pane.getAttribute("ySplit")).isEqualTo("1");
        // The format of every cell is text, so that one who edits a cell gets no formula either.
        assertThat(parts.get("xl/styles.xml"))
                .contains("<cellXfs count=\"2\"><xf numFmtId=\"49\"")
                .doesNotContain("numFmtId=\"0\" fontId=\"1\"");
    }

    @Test
    void theSameTagsAreTheSameBytesWhereverTheyAreWritten() {
        byte[] here = written(TagTable.of(hostile()));
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            assertThat(Arrays.equals(written(TagTable.of(hostile())), here)).isTrue();
        } finally {
            TimeZone.setDefault(before);
        }
        assertThat(Arrays.equals(written(TagTable.of(hostile().subList(0, 3))), here)).isFalse();
    }

    @Test
    void aTextThatNoCellHoldsIsRefused() {
        TagDefinition fits = described("t", "x".repeat(XlsxSheet.CELL_LENGTH_MAX));
        TagDefinition not = described("t", "x".repeat(XlsxSheet.CELL_LENGTH_MAX + 1));
        assertThat(XlsxSheet.write(TagTable.of(List.of(fits)))).isPresent();
        assertThat(XlsxSheet.write(TagTable.of(List.of(not)))).isEmpty();
    }

    /// A hundred thousand tags go out and come back; what we could not read again is not written.
    @Test
    @Timeout(60)
    void manyTagsGoOutAndComeBack() {
        TagTable many =
                TagTable.of(
                        IntStream.range(0, 100_000)
                                .mapToObj(i -> TagDefinition.of("t" + i, "4" + i, "uint16"))
                                .toList());
        assertThat(XlsxTags.read("t.xlsx", written(many)).sound().tags()).isEqualTo(many.tags());
        TagTable wide =
                TagTable.of(
                        IntStream.range(0, 6_000)
                                .mapToObj(i -> described("t" + i, "x".repeat(30_000)))
                                .toList());
        assertThat(XlsxSheet.write(wide)).isEmpty();
    }

    /// As many characters as the reader takes, and not one more, also where they are escaped.
    @Test
    @Timeout(60)
    void whatIsWrittenIsNeverMoreThanIsRead() {
        int chars = XlsxText.CHARS_MAX;
        for (TagColumn column : TagColumn.values()) {
            chars -= column.title().length();
        }
        List<TagDefinition> tags = new ArrayList<>();
        for (int i = 0; chars > 100; i++) {
            // Each has an address of one character.
            String name = "t" + i;
            int words = Math.min(30_000, chars - name.length() - 1);
            tags.add(described(name, "x".repeat(words)));
            chars -= name.length() + 1 + words;
        }
        assertThat(chars).isZero();
        TagRead read = XlsxTags.read("t.xlsx", written(TagTable.of(tags)));
        assertThat(read.problems()).isEmpty();
        assertThat(read.sound().tags()).hasSameSizeAs(tags);
        tags.set(0, described("t00", "x".repeat(30_000)));
        assertThat(XlsxSheet.write(TagTable.of(tags))).isEmpty();
        TagTable escaped =
                TagTable.of(
                        IntStream.range(0, 200)
                                .mapToObj(i -> described("t" + i, "x" + "\u0001".repeat(30_000)))
                                .toList());
        assertThat(XlsxSheet.write(escaped)).isEmpty();
    }

    private static byte[] written(TagTable table) {
        return XlsxSheet.write(table).orElseThrow();
    }

    private static List<TagDefinition> hostile() {
        List<TagDefinition> tags = new ArrayList<>();
        for (String text : HOSTILE) {
            tags.add(described("t" + tags.size(), text));
        }
        tags.add(TagDefinition.of("=name", "=address", "=type"));
        tags.add(
                new TagDefinition(
                        "full",
                        "00012",
                        "uint16",
                        new Scaling(1e-7, -3, true, 0, 1e5),
                        "m³/h",
                        Deadband.percent(2),
                        new Reporting(true, 1_000_000_000L, 60_000_000_000L),
                        500_000_000L,
                        "group",
                        true,
                        "words"));
        return tags;
    }

    private static TagDefinition described(String name, String words) {
        TagDefinition tag = TagDefinition.of(name, "1", "");
        return new TagDefinition(
                tag.name(),
                tag.address(),
                tag.type(),
                tag.scaling(),
                tag.unit(),
                tag.deadband(),
                tag.reporting(),
                0,
                "",
                false,
                words);
    }

    private static Map<String, String> parts(byte[] bytes) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                parts.put(e.getName(), new String(zip.readAllBytes(), UTF_8));
            }
        }
        return parts;
    }
}
