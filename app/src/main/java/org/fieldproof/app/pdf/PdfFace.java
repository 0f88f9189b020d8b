package org.fieldproof.app.pdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.font.PDFont;

/// A bundled font in one document. What it has no letter for is taken from a second one, and what
/// neither has is a question mark: nothing that somebody named a device makes a page fail. Used by
/// one thread.
final class PdfFace {
    private static final String MISSING = "?";
    private static final double EM = 1000;

    private final PDFont own;
    private final PDFont other;
    private final Map<Integer, PDFont> has = new HashMap<>();

    /// Letters that one font has.
    record Run(PDFont font, String text) {}

    PdfFace(PDFont own, PDFont other) {
        this.own = own;
        this.other = other;
    }

    /// A text as its fonts write it.
    List<Run> runs(String text) {
        List<Run> runs = new ArrayList<>();
        StringBuilder letters = new StringBuilder();
        PDFont font = own;
        for (int codePoint : text.codePoints().toArray()) {
            boolean writable = !Character.isISOControl(codePoint);
            PDFont of = writable ? of(codePoint) : own;
            if (!of.equals(font) && !letters.isEmpty()) {
                runs.add(new Run(font, letters.toString()));
                letters.setLength(0);
            }
            font = of;
            boolean missing = writable && !encodes(of, codePoint);
            letters.append(!writable ? " " : missing ? MISSING : Character.toString(codePoint));
        }
        if (!letters.isEmpty()) {
            runs.add(new Run(font, letters.toString()));
        }
        return runs;
    }

    private PDFont of(int codePoint) {
        return has.computeIfAbsent(
                codePoint, each -> !encodes(own, each) && encodes(other, each) ? other : own);
    }

    private static boolean encodes(PDFont font, int codePoint) {
        try {
            return font.encode(Character.toString(codePoint)).length > 0;
        } catch (IOException | IllegalArgumentException e) {
            // That is how the library says that there is no such letter.
            return false;
        }
    }

    double width(String text, double size) throws IOException {
        double width = 0;
        for (Run each : runs(text)) {
            width += each.font().getStringWidth(each.text());
        }
        return width * size / EM;
    }

    /// The lines of a text that are not wider, indented as they are. A word that is wider itself is
    /// broken, never cut.
    List<String> wrapped(String text, double size, double width) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            int indent = paragraph.length() - paragraph.stripLeading().length();
            String line = paragraph.substring(0, indent);
            boolean begun = false;
            for (String word : paragraph.substring(indent).split(" ", -1)) {
                String longer = begun ? line + " " + word : line + word;
                if (width(longer, size) <= width) {
                    line = longer;
                } else {
                    if (begun) {
                        lines.add(line);
                    }
                    line = broken(word, size, width, lines);
                }
                begun = true;
            }
            lines.add(line);
        }
        return lines;
    }

    /// Adds what of a word fills lines, and returns its rest.
    private String broken(String word, double size, double width, List<String> lines)
            throws IOException {
        int from = 0;
        double filled = 0;
        for (int at = 0; at < word.length(); at = word.offsetByCodePoints(at, 1)) {
            double letter = width(word.substring(at, word.offsetByCodePoints(at, 1)), size);
            if (filled + letter > width && at > from) {
                lines.add(word.substring(from, at));
                from = at;
                filled = 0;
            }
            filled += letter;
        }
        return word.substring(from);
    }
}
