package org.fieldproof.engine.tag;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.fieldproof.api.tag.TagColumn;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagTable;

/// Writes tags as an XLSX workbook of one sheet. Every cell is a text, and is shown as one: `007`
/// and `1e5` stay what they are, and what begins with `=` is no formula, also once somebody has
/// edited the cell. The same tags give the same bytes. Confined to the writing thread; used once.
final class XlsxSheet {
    /// Most characters that a spreadsheet program lets a cell have.
    static final int CELL_LENGTH_MAX = 32_767;

    /// Of every part; without a zone, as it is later than the first that a zip file can say.
    private static final LocalDateTime TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private static final String SPACE =
            " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private static final String OFFICE =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String SHEET_TYPE =
            "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    /// Cells are gathered up to this before they are packed.
    private static final int PIECE_CHARS = 1 << 16;

    private final StringBuilder xml = new StringBuilder();
    private long unpackedBytes;

    /// Of all cells, as XML has them.
    private long chars;

    private XlsxSheet() {}

    /// Whether each of its texts goes into a cell.
    private static boolean fits(TagDefinition tag) {
        return Arrays.stream(TagColumn.values())
                .allMatch(column -> column.textOf(tag).length() <= CELL_LENGTH_MAX);
    }

    /// The workbook; empty where a spreadsheet program, or we ourselves, could not read all of it.
    static Optional<byte[]> write(TagTable table) {
        List<TagDefinition> tags = table.tags();
        if (tags.size() > TagTable.TAGS_MAX || !tags.stream().allMatch(XlsxSheet::fits)) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        XlsxSheet sheet = new XlsxSheet();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            sheet.frame(zip);
            sheet.sheet(zip, tags);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return sheet.unpackedBytes > XlsxParts.UNPACKED_BYTES_MAX
                        || sheet.chars > XlsxText.CHARS_MAX
                ? Optional.empty()
                : Optional.of(bytes.toByteArray());
    }

    /// The parts around the sheet.
    private void frame(ZipOutputStream zip) throws IOException {
        part(
                zip,
                "[Content_Types].xml",
                "<Types xmlns=\""
                        + PACKAGE
                        + "content-types\"><Default Extension=\"rels\" ContentType=\""
                        + "application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + override("/xl/workbook.xml", "sheet.main+xml")
                        + override("/xl/styles.xml", "styles+xml")
                        + override("/xl/worksheets/sheet1.xml", "worksheet+xml")
                        + "</Types>");
        part(zip, "_rels/.rels", relations("officeDocument", "xl/workbook.xml", "", ""));
        part(
                zip,
                "xl/workbook.xml",
                "<workbook"
                        + SPACE
                        + " xmlns:r=\""
                        + OFFICE
                        + "\"><bookViews><workbookView/></bookViews><sheets><sheet"
                        + " name=\"Tags\" sheetId=\"1\" r:id=\"r1\"/></sheets>"
                        + "</workbook>");
        part(
                zip,
                "xl/_rels/workbook.xml.rels",
                relations("worksheet", "worksheets/sheet1.xml", "styles", "styles.xml"));
        // Format 49 is text, for every cell that has no other one, also for those that are empty.
        part(
                zip,
                "xl/styles.xml",
                "<styleSheet"
                        + SPACE
                        + "><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
                        + "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
                        + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
                        + "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
                        + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/>"
                        + "</border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\""
                        + " fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
                        + "<cellXfs count=\"2\"><xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\""
                        + " borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/><xf numFmtId=\"49\""
                        + " fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\""
                        + " applyNumberFormat=\"1\" applyFont=\"1\"/></cellXfs><cellStyles"
                        + " count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/>"
                        + "</cellStyles></styleSheet>");
    }

    private static String override(String part, String type) {
        return "<Override PartName=\"" + part + "\" ContentType=\"" + SHEET_TYPE + type + "\"/>";
    }

    private static String relations(String type, String target, String second, String other) {
        return "<Relationships xmlns=\""
                + PACKAGE
                + "relationships\">"
                + relation("r1", type, target)
                + (second.isEmpty() ? "" : relation("r2", second, other))
                + "</Relationships>";
    }

    private static String relation(String id, String type, String target) {
        return "<Relationship Id=\"%s\" Type=\"%s/%s\" Target=\"%s\"/>"
                .formatted(id, OFFICE, type, target);
    }

    private void part(ZipOutputStream zip, String name, String content) throws IOException {
        begin(zip, name);
        xml.append(content);
        flush(zip);
        zip.closeEntry();
    }

    private void begin(ZipOutputStream zip, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    }

    private void flush(ZipOutputStream zip) throws IOException {
        byte[] piece = xml.toString().getBytes(StandardCharsets.UTF_8);
        unpackedBytes += piece.length;
        zip.write(piece);
        xml.setLength(0);
    }

    private void sheet(ZipOutputStream zip, List<TagDefinition> tags) throws IOException {
        begin(zip, "xl/worksheets/sheet1.xml");
        // The header stays in sight.
        xml.append("<worksheet")
                .append(SPACE)
                .append("><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\"")
                .append(" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>")
                .append("</sheetView></sheetViews><cols><col min=\"1\" max=\"2\" width=\"32\"")
                .append(" customWidth=\"1\"/><col min=\"3\" max=\"17\" width=\"12\"")
                .append(" customWidth=\"1\"/></cols><sheetData><row r=\"1\">");
        for (TagColumn column : TagColumn.values()) {
            cell(column, 1, column.title(), " s=\"1\"");
        }
        xml.append("</row>");
        int line = 1;
        for (TagDefinition tag : tags) {
            line++;
            xml.append("<row r=\"").append(line).append("\">");
            for (TagColumn column : TagColumn.values()) {
                String text = column.textOf(tag);
                if (!text.isEmpty()) {
                    cell(column, line, text, "");
                }
            }
            xml.append("</row>");
            if (xml.length() > PIECE_CHARS) {
                flush(zip);
            }
        }
        xml.append("</sheetData></worksheet>");
        flush(zip);
        zip.closeEntry();
    }

    private void cell(TagColumn column, int line, String text, String style) {
        xml.append("<c r=\"")
                .append(letter(column))
                .append(line)
                .append('"')
                .append(style)
                .append(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        chars += text.length();
        for (int i = 0; i < text.length(); i++) {
            character(text, i);
        }
        xml.append("</t></is></c>");
    }

    /// There are fewer columns than letters.
    private static char letter(TagColumn column) {
        return (char) ('A' + Arrays.asList(TagColumn.values()).indexOf(column));
    }

    /// What XML cannot hold, or would hand out as something else, is escaped as workbooks do
    /// (ECMA-376 part 1, 22.9.2.19); so is what looks like such an escape.
    private void character(String text, int at) {
        char c = text.charAt(at);
        switch (c) {
            case '&' -> xml.append("&amp;");
            case '<' -> xml.append("&lt;");
            case '>' -> xml.append("&gt;");
            default -> {
                boolean looksEscaped =
                        c == '_'
                                && XlsxText.ESCAPED
                                        .matcher(text)
                                        .region(at, text.length())
                                        .lookingAt();
                if (looksEscaped || !isXml(text, at)) {
                    String escape = "_x%04X_".formatted((int) c);
                    xml.append(escape);
                    chars += escape.length() - 1;
                } else {
                    xml.append(c);
                }
            }
        }
    }

    /// Whether it stays the same in XML; a line end of CR does not.
    private static boolean isXml(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        return c == '\t' || c == '\n' || (c >= ' ' && c < '\uFFFE');
    }
}
