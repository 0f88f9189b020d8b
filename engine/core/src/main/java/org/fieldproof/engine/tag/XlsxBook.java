package org.fieldproof.engine.tag;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// What the first sheet of a workbook is read with: where it lies, the texts that its cells share,
/// and how their numbers are shown (ECMA-376 part 1, 12.3 and 18). Without external entities.
/// Confined to the reading thread.
final class XlsxBook implements Closeable {
    /// More texts than a table of tags has cells.
    private static final int TEXTS_MAX = 4_000_000;

    private final XlsxParts parts;
    private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    private final List<String> texts = new ArrayList<>();
    private final List<XlsxFormat> styles = new ArrayList<>();
    private String sheet = "";

    /// What is read now.
    private XlsxParts.@Nullable Part present;

    private record Relation(String id, String type, String part) {}

    private XlsxBook(XlsxParts parts) {
        this.parts = parts;
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // Each quote of a node id is an entity, too; what is unpacked is bounded already.
        factory.setProperty("jdk.xml.totalEntitySizeLimit", 0);
        factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", 0);
    }

    /// @throws IOException if it is no workbook, or unpacks to too much
    static XlsxBook open(byte[] bytes) throws IOException, XMLStreamException {
        XlsxBook book = new XlsxBook(new XlsxParts(bytes));
        try {
            book.readAround();
            return book;
        } catch (IOException | XMLStreamException | RuntimeException e) {
            book.close();
            throw e;
        }
    }

    /// What stands around the sheet.
    private void readAround() throws IOException, XMLStreamException {
        String main =
                relations("").stream()
                        .filter(each -> each.type().endsWith("/officeDocument"))
                        .map(Relation::part)
                        .findFirst()
                        .orElse("xl/workbook.xml");
        List<Relation> relations = relations(main);
        String first = firstSheet(main);
        for (Relation each : relations) {
            if (each.id().equals(first)) {
                sheet = each.part();
            } else if (each.type().endsWith("/sharedStrings")) {
                readTexts(each.part());
            } else if (each.type().endsWith("/styles")) {
                readStyles(each.part());
            }
        }
    }

    /// The first sheet, from its begin.
    XMLStreamReader sheet() throws IOException, XMLStreamException {
        return required(sheet);
    }

    Optional<String> text(int number) {
        return number >= 0 && number < texts.size()
                ? Optional.of(texts.get(number))
                : Optional.empty();
    }

    XlsxFormat format(int style) {
        return style >= 0 && style < styles.size() ? styles.get(style) : XlsxFormat.PLAIN;
    }

    private XMLStreamReader required(String part) throws IOException, XMLStreamException {
        return open(part)
                .orElseThrow(
                        () ->
                                new IOException(
                                        "it has no part "
                                                + (part.isEmpty() ? "for its first sheet" : part)));
    }

    private Optional<XMLStreamReader> open(String part) throws IOException, XMLStreamException {
        close();
        XlsxParts.@Nullable Part found = parts.open(part).orElse(null);
        present = found;
        return found == null ? Optional.empty() : Optional.of(factory.createXMLStreamReader(found));
    }

    /// The present part has been read: only at its very end it shows whether it is whole.
    void end() throws IOException {
        XlsxParts.@Nullable Part whole = present;
        if (whole != null) {
            whole.transferTo(OutputStream.nullOutputStream());
        }
    }

    @Override
    public void close() throws IOException {
        XlsxParts.@Nullable Part open = present;
        present = null;
        if (open != null) {
            open.release();
        }
    }

    private List<Relation> relations(String of) throws IOException, XMLStreamException {
        String folder = of.substring(0, of.lastIndexOf('/') + 1);
        Optional<XMLStreamReader> xml =
                open(folder + "_rels/" + of.substring(folder.length()) + ".rels");
        List<Relation> relations = new ArrayList<>();
        while (xml.isPresent() && nextStart(xml.get())) {
            if (xml.get().getLocalName().equals("Relationship")
                    && !attribute(xml.get(), "TargetMode").equals("External")) {
                relations.add(
                        new Relation(
                                attribute(xml.get(), "Id"),
                                attribute(xml.get(), "Type"),
                                part(folder, attribute(xml.get(), "Target"))));
            }
        }
        end();
        return relations;
    }

    /// The name of the part to which a path leads from a folder.
    private static String part(String folder, String target) throws IOException {
        Deque<String> names = new ArrayDeque<>();
        String path = target.startsWith("/") ? target : folder + target;
        for (String each : path.split("/", -1)) {
            if (each.equals("..") && names.isEmpty()) {
                throw new IOException("its part " + target + " lies outside of it");
            }
            if (each.equals("..")) {
                names.removeLast();
            } else if (!each.isEmpty() && !each.equals(".")) {
                names.addLast(each);
            }
        }
        return String.join("/", names);
    }

    /// The relation of the first sheet that is in sight; of the first one where none is.
    private String firstSheet(String main) throws IOException, XMLStreamException {
        XMLStreamReader xml = required(main);
        String hidden = "";
        while (nextStart(xml)) {
            if (xml.getLocalName().equals("sheet")) {
                String id = attribute(xml, "id");
                if (attribute(xml, "state").isEmpty()
                        || attribute(xml, "state").equals("visible")) {
                    return id;
                }
                hidden = hidden.isEmpty() ? id : hidden;
            }
        }
        return hidden;
    }

    private void readTexts(String part) throws IOException, XMLStreamException {
        XMLStreamReader xml = required(part);
        XlsxText text = new XlsxText();
        while (nextStart(xml)) {
            if (xml.getLocalName().equals("si")) {
                texts.add(text.rich(xml));
            }
            if (texts.size() > TEXTS_MAX) {
                throw new XlsxParts.TooLargeException();
            }
        }
        end();
    }

    private void readStyles(String part) throws IOException, XMLStreamException {
        XMLStreamReader xml = required(part);
        Map<Integer, String> own = new HashMap<>();
        boolean cells = false;
        while (xml.hasNext()) {
            int event = xml.next();
            boolean starts = event == XMLStreamConstants.START_ELEMENT;
            if (!starts && event != XMLStreamConstants.END_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "cellXfs" -> cells = starts;
                case "numFmt" -> {
                    if (starts) {
                        own.put(number(xml, "numFmtId"), attribute(xml, "formatCode"));
                    }
                }
                case "xf" -> {
                    if (starts && cells) {
                        int format = number(xml, "numFmtId");
                        styles.add(XlsxFormat.of(format, own.get(format)));
                    }
                }
                default -> {}
            }
        }
        end();
    }

    static boolean nextStart(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                return true;
            }
        }
        return false;
    }

    /// An attribute by its own name, whatever space of names it is in; empty if missing.
    static String attribute(XMLStreamReader xml, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return "";
    }

    /// An attribute that is a number; -1 if it is none.
    static int number(XMLStreamReader xml, String name) {
        String text = attribute(xml, name);
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    }
}
