package org.fieldproof.engine.tag;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.fieldproof.api.tag.TagTable;

/// The texts of one part of a workbook. What a few kilobytes unpack to would fill the memory with
/// copies of one text, so that characters are counted before they are kept. Confined to the reading
/// thread.
final class XlsxText {
    /// A character that XML cannot hold, or text that looks like one (ECMA-376 part 1, 22.9.2.19).
    static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    /// Most characters of all texts together.
    static final int CHARS_MAX = TagTable.FILE_BYTES_MAX;

    private int left = CHARS_MAX;

    /// The text of the present element, up to its end.
    String plain(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            switch (xml.getEventType()) {
                case XMLStreamConstants.CHARACTERS,
                        XMLStreamConstants.CDATA,
                        XMLStreamConstants.SPACE -> {
                    take(xml.getTextLength());
                    text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                }
                case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
                default ->
                        throw new XMLStreamException(
                                "its text " + shortened(text) + " goes on with something else");
            }
        }
        return unescaped(text);
    }

    private static String shortened(CharSequence text) {
        return "\"" + text.subSequence(0, Math.min(20, text.length())) + "\"";
    }

    /// The text of the runs of the present element, without how it is pronounced.
    String rich(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int depth = 1;
        int aside = 0;
        while (depth > 0) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (aside == 0 && xml.getLocalName().equals("t")) {
                        text.append(plain(xml));
                        continue;
                    }
                    depth++;
                    if (aside > 0 || xml.getLocalName().equals("rPh")) {
                        aside++;
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

    /// Counts a text that stands again where it was read once.
    void take(int chars) throws XMLStreamException {
        left -= chars;
        if (left < 0) {
            XlsxParts.TooLargeException cause = new XlsxParts.TooLargeException();
            throw new XMLStreamException(cause.getMessage(), cause);
        }
    }

    private static String unescaped(CharSequence text) {
        return ESCAPED.matcher(text)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        String.valueOf(
                                                (char) Integer.parseInt(found.group(1), 16))));
    }
}
