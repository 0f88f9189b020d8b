package org.fieldproof.app.pdf;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.fieldproof.api.report.Report;
import org.fieldproof.api.report.Report.Block;
import org.fieldproof.api.report.Report.Cell;
import org.fieldproof.api.report.Report.Figure;
import org.fieldproof.api.report.Report.Tone;

/// The signed `report.html` of an evidence file as a page for any writer: its words are those that
/// were signed. Knows the elements that our reports are made of; of others it takes the text.
/// Confined to one call.
final class SignedPageReader {
    private static final String DRAWING = "<svg";
    private static final String DRAWING_END = "</svg>";

    /// More than a report has.
    private static final int DRAWINGS_MAX = 100;

    /// What a device may be named with and no XML may hold.
    private static final Pattern NO_XML =
            Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]");

    private final List<Block> blocks = new ArrayList<>();
    private final List<String> drawings = new ArrayList<>();
    private final XMLStreamReader in;

    private SignedPageReader(String html) throws XMLStreamException, IOException {
        in = SafeXml.reader(new StringReader(main(html)));
    }

    static Report read(String html) throws IOException {
        try {
            SignedPageReader reader = new SignedPageReader(html);
            reader.all();
            return new Report(title(html), Locale.ENGLISH, reader.blocks);
        } catch (XMLStreamException e) {
            throw new IOException("its page is not as our reports are: " + e.getMessage(), e);
        }
    }

    private static String title(String html) throws IOException {
        String title = between(html, "<title>", "</title>");
        return title.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static String between(String html, String from, String to) throws IOException {
        int begin = html.indexOf(from);
        int end = html.indexOf(to, Math.max(0, begin));
        if (begin < 0 || end < 0) {
            throw new IOException("its page has no " + from);
        }
        return html.substring(begin + from.length(), end);
    }

    /// The page as XML: HTML closes some elements by itself, and the drawings are read apart.
    private String main(String html) throws IOException {
        String page =
                NO_XML.matcher(between(html, "<main>", "</main>"))
                        .replaceAll("\uFFFD")
                        .replace("<br>", "<br/>");
        StringBuilder xml = new StringBuilder("<main>");
        int from = 0;
        int at = page.indexOf(DRAWING);
        while (at >= 0) {
            int end = page.indexOf(DRAWING_END, at);
            if (end < 0) {
                throw new IOException("a drawing of its page has no end");
            }
            if (drawings.size() == DRAWINGS_MAX) {
                throw new IOException("its page has more than " + DRAWINGS_MAX + " drawings");
            }
            xml.append(page, from, at).append("<svg/>");
            from = end + DRAWING_END.length();
            drawings.add(page.substring(at, from));
            at = page.indexOf(DRAWING, from);
        }
        return xml.append(page, from, page.length()).append("</main>").toString();
    }

    private void all() throws XMLStreamException, IOException {
        while (in.hasNext()) {
            int event = in.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                element();
            } else if (event == XMLStreamConstants.CHARACTERS && !in.getText().isBlank()) {
                // It stands in what our reports do not know, or beside what they do.
                blocks.add(new Report.Prose(in.getText().strip(), Tone.PLAIN));
            }
        }
        in.close();
    }

    private void element() throws XMLStreamException, IOException {
        String type = type();
        switch (in.getLocalName()) {
            case "h1", "h2", "h3" -> {
                int level = in.getLocalName().charAt(1) - '0';
                blocks.add(new Report.Heading(level, text(), tone(type)));
            }
            case "p", "footer" -> {
                boolean quiet = in.getLocalName().equals("footer") || has(type, "meta", "small");
                blocks.add(new Report.Prose(text(), quiet ? Tone.QUIET : Tone.PLAIN));
            }
            case "ul" -> blocks.add(new Report.Items(each("li", "ul")));
            case "dl" -> blocks.add(new Report.Figures(figures()));
            case "table" -> blocks.add(table());
            case "pre" -> blocks.add(new Report.Code(verbatim()));
            case "svg" -> {
                if (drawings.isEmpty()) {
                    throw new IOException("a drawing of its page is damaged");
                }
                blocks.add(new Report.Drawing(drawings.removeFirst()));
            }
            case "div" -> {
                if (has(type, "sign")) {
                    blocks.add(new Report.Signatures(each("div", "div")));
                }
            }
            default -> {
                // It holds others of these.
            }
        }
    }

    private String type() {
        String type = in.getAttributeValue(null, "class");
        return type == null ? "" : type;
    }

    private static boolean has(String type, String... wanted) {
        return List.of(type.split(" ", -1)).stream().anyMatch(List.of(wanted)::contains);
    }

    private static Tone tone(String type) {
        return has(type, "bad") ? Tone.BAD : has(type, "unknown", "zero") ? Tone.QUIET : Tone.PLAIN;
    }

    /// The text up to the end of the present element, with what stands in it.
    private String verbatim() throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int depth = 1;
        while (depth > 0) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    text.append(in.getLocalName().equals("br") ? "\n" : "");
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    // A mark before a heading stands apart from it.
                    text.append(in.getLocalName().equals("span") ? " " : "");
                }
                case XMLStreamConstants.CHARACTERS -> text.append(in.getText());
                default -> {
                    // Nothing to read.
                }
            }
        }
        return text.toString();
    }

    private String text() throws XMLStreamException {
        return verbatim().replaceAll("[ \\t]+", " ").strip();
    }

    /// The texts of all elements of a name, up to the end of the present one.
    private List<String> each(String name, String end) throws XMLStreamException {
        List<String> texts = new ArrayList<>();
        while (in.hasNext()) {
            int event = in.next();
            if (event == XMLStreamConstants.START_ELEMENT && in.getLocalName().equals(name)) {
                texts.add(text());
            } else if (event == XMLStreamConstants.END_ELEMENT && in.getLocalName().equals(end)) {
                return texts;
            }
        }
        return texts;
    }

    private List<Figure> figures() throws XMLStreamException {
        List<Figure> figures = new ArrayList<>();
        String name = "";
        String value = "";
        Tone tone = Tone.PLAIN;
        while (in.hasNext()) {
            int event = in.next();
            if (event == XMLStreamConstants.END_ELEMENT && in.getLocalName().equals("dl")) {
                return figures;
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                String type = type();
                if (in.getLocalName().equals("dt")) {
                    name = text();
                } else if (has(type, "value")) {
                    tone = tone(type);
                    value = text();
                } else if (has(type, "note")) {
                    figures.add(new Figure(name, value, text(), tone));
                }
            }
        }
        return figures;
    }

    private Report.Table table() throws XMLStreamException {
        List<Cell> head = List.of();
        List<List<Cell>> rows = new ArrayList<>();
        List<Cell> row = new ArrayList<>();
        boolean inHead = false;
        while (in.hasNext()) {
            int event = in.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                switch (in.getLocalName()) {
                    case "thead" -> inHead = true;
                    case "tbody" -> inHead = false;
                    case "tr" -> row = new ArrayList<>();
                    case "th", "td" -> row.add(cell());
                    default -> {
                        // Nothing of a table.
                    }
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                if (in.getLocalName().equals("tr")) {
                    if (inHead) {
                        head = row;
                    } else {
                        rows.add(row);
                    }
                } else if (in.getLocalName().equals("table")) {
                    break;
                }
            }
        }
        return new Report.Table(head, rows);
    }

    private Cell cell() throws XMLStreamException {
        String type = type();
        return new Cell(text(), has(type, "n"), has(type, "mono"), tone(type));
    }
}
