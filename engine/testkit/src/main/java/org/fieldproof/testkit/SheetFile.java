package org.fieldproof.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// An XLSX workbook as a spreadsheet program saves it, part by part, so that any of them can be
/// spoiled. Confined to the test's thread.
public final class SheetFile {
    private static final String SPACE =
            " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private static final String OFFICE =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String RELATIONS =
            "<Relationships"
                    + " xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";

    private final Map<String, byte[]> parts = new LinkedHashMap<>();

    /// A workbook whose sheet is not there yet. Style 1 shows dates, style 2 percent.
    public SheetFile() {
        part(
                "_rels/.rels",
                RELATIONS
                        + "<Relationship Id=\"r1\" Type=\""
                        + OFFICE
                        + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        part(
                "xl/workbook.xml",
                "<workbook"
                        + SPACE
                        + " xmlns:r=\""
                        + OFFICE
                        + "\"><sheets><sheet name=\"Old\" sheetId=\"1\" state=\"hidden\""
                        + " r:id=\"r9\"/><sheet name=\"Tags\" sheetId=\"2\" r:id=\"r1\"/>"
                        + "</sheets></workbook>");
        part(
                "xl/_rels/workbook.xml.rels",
                RELATIONS
                        + relation("r1", "worksheet", "worksheets/sheet1.xml")
                        + relation("r2", "sharedStrings", "/xl/sharedStrings.xml")
                        + relation("r3", "styles", "styles.xml")
                        + "</Relationships>");
        part(
                "xl/styles.xml",
                "<styleSheet"
                        + SPACE
                        + "><numFmts count=\"1\"><numFmt numFmtId=\"164\""
                        + " formatCode=\"yyyy\\-mm\\-dd\"/></numFmts><cellStyleXfs><xf"
                        + " numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf"
                        + " numFmtId=\"164\"/><xf numFmtId=\"9\"/></cellXfs></styleSheet>");
        texts("<si><t>name</t></si>");
    }

    private static String relation(String id, String type, String target) {
        return "<Relationship Id=\"%s\" Type=\"%s/%s\" Target=\"%s\"/>"
                .formatted(id, OFFICE, type, target);
    }

    /// The texts that cells share: `si` elements.
    public SheetFile texts(String elements) {
        return part("xl/sharedStrings.xml", "<sst" + SPACE + ">" + elements + "</sst>");
    }

    /// The rows of its sheet: `row` elements.
    public SheetFile rows(String elements) {
        return part(
                "xl/worksheets/sheet1.xml",
                "<worksheet" + SPACE + "><sheetData>" + elements + "</sheetData></worksheet>");
    }

    /// Rows of texts, from the first line on.
    public SheetFile table(List<List<String>> rows) {
        StringBuilder elements = new StringBuilder();
        for (List<String> row : rows) {
            elements.append("<row>");
            for (String cell : row) {
                elements.append("<c t=\"inlineStr\"><is><t>").append(cell).append("</t></is></c>");
            }
            elements.append("</row>");
        }
        return rows(elements.toString());
    }

    public SheetFile part(String name, String xml) {
        return part(
                name,
                ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml)
                        .getBytes(StandardCharsets.UTF_8));
    }

    public SheetFile part(String name, byte[] bytes) {
        parts.put(name, bytes);
        return this;
    }

    /// The file.
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
