package org.fieldproof.views.drawing;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.fieldproof.styles.Fonts;

/// How much room the letters of drawings take. FX thread.
final class Letters {
    /// How high they are.
    static final double PX = 11;

    private static final String CUT = "…";

    private Letters() {}

    static double width(String text) {
        Text letters = new Text(text);
        letters.setFont(Font.font(Fonts.SANS, PX));
        return letters.getLayoutBounds().getWidth();
    }

    /// As much of a text as has room.
    static String fit(String text, double room) {
        if (width(text) <= room) {
            return text;
        }
        int end = text.length();
        while (end > 0 && width(text.substring(0, end) + CUT) > room) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + CUT;
    }

    /// A text in lines that have room, broken between words.
    static List<String> lines(String text, double room) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\\R", -1)) {
            StringBuilder line = new StringBuilder();
            for (String word : paragraph.split(" ", -1)) {
                if (!line.isEmpty() && width(line + " " + word) > room) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.isEmpty() ? "" : " ").append(fit(word, room));
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
