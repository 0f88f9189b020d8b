package org.fieldproof.engine.tag;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// What the first sheet of a workbook is read with: where it lies, the texts that its cells share,
/// and how their numbers are shown (ECMA-376 part 1, 12.3 and 18). Without external entities.
/// Confined to the reading thread.
final class XlsxBook {
    /// More texts than a table of tags has cells.
    private static final int TEXTS_MAX = 4_000_000;

    private static final Set<Integer> PERCENT = Set.of(9, 10);

    private final XlsxParts parts;
    private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    private final List<String> texts = new ArrayList<>();
    private final List<Shown> styles = new ArrayList<>();
    private String sheet = "";

    /// What is read now.
    private InputStream present = InputStream.nullInputStream();

    /// How a number is shown.
    enum Shown {
        PLAIN,
        PERCENT,
        DATE
    }

    private record Relation(String id, String type, String part) {}

    private XlsxBook(XlsxParts parts) {
        this.parts = parts;
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    /// @throws IOException if it is no workbook, or unpacks to too much
    static XlsxBook open(byte[] bytes) throws IOException, XMLStreamException {
        XlsxBook book = new XlsxBook(new XlsxParts(bytes));
        String main =
                book.relations("").stream()
                        .filter(each -> each.type().endsWith("/officeDocument"))
                        .map(Relation::part)
                        .findFirst()
                        .orElse("xl/workbook.xml");
        List<Relation> relations = book.relations(main);
        String first = book.firstSheet(main);
        for (Relation each : relations) {
            if (each.id().equals(first)) {
                book.sheet = each.part();
            } else if (each.type().endsWith("/sharedStrings")) {
                book.readTexts(each.part());
            } else if (each.type().endsWith("/styles")) {
                book.readStyles(each.part());
            }
        }
        return book;
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

    Shown shown(int style) {
        return style >= 0 && style < styles.size() ? styles.get(style) : Shown.PLAIN;
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
        Optional<InputStream> stream = parts.open(part);
        if (stream.isEmpty()) {
            return Optional.empty();
        }
        present = stream.get();
        return Optional.of(factory.createXMLStreamReader(present));
    }

    /// The present part has been read: only at its very end it shows whether it is whole.
    void end() throws IOException {
        present.transferTo(OutputStream.nullOutputStream());
    }

    private List<Relation> relations(String of) throws IOException, XMLStreamException {
        String folder = of.substring(0, of.lastIndexOf('/') + 1);
        Optional<XMLStreamReader> xml =
                open(folder + "_rels/" + of.substring(folder.length()) + ".rels");
        List<Relation> relations = new ArrayList<>();
        while (xml.isPresent() && nextStart(xml.get())) {
            if (xml.get().getLocalName().equals("Relationship")) {
                String target = attribute(xml.get(), "Target");
                relations.add(
                        new Relation(
                                attribute(xml.get(), "Id"),
                                attribute(xml.get(), "Type"),
                                target.startsWith("/") ? target.substring(1) : folder + target));
            }
        }
        end();
        return relations;
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
        while (nextStart(xml)) {
            if (xml.getLocalName().equals("si")) {
                texts.add(richText(xml));
            }
            if (texts.size() > TEXTS_MAX) {
                throw new XlsxParts.TooLargeException();
            }
        }
        end();
    }

    /// The text of the present element: that of its runs, without how it is pronounced.
    static String richText(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int depth = 1;
        int aside = 0;
        while (depth > 0) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    if (aside > 0 || xml.getLocalName().equals("rPh")) {
                        aside++;
                    } else if (xml.getLocalName().equals("t")) {
                        text.append(xml.getElementText());
                        depth--;
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    aside = Math.max(0, aside - 1);
                }
                default -> {}
            }
        }
        return text.toString();
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
                        styles.add(shown(format, own.get(format)));
                    }
                }
                default -> {}
            }
        }
        end();
    }

    private static Shown shown(int format, @Nullable String code) {
        if (code == null) {
            boolean date =
                    (format >= 14 && format <= 22)
                            || (format >= 27 && format <= 36)
                            || (format >= 45 && format <= 47)
                            || (format >= 50 && format <= 58);
            return date ? Shown.DATE : PERCENT.contains(format) ? Shown.PERCENT : Shown.PLAIN;
        }
        String bare =
                code.replaceAll("\"[^\"]*\"|\\\\.|_.|\\*.", "")
                        .replaceAll("(?i)\\[(?!(h+|m+|s+)\\])[^\\]]*\\]", "")
                        .toLowerCase(Locale.ROOT);
        if (bare.contains("%")) {
            return Shown.PERCENT;
        }
        boolean general = bare.equals("general");
        return !general && bare.matches("(?s).*[dmyhs].*") ? Shown.DATE : Shown.PLAIN;
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
