package org.fieldproof.styles;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;

/// A theme's colours for what is painted by hand. Read from the token sheet, so that a colour is
/// written in one place.
///
/// @param fill the darker grey of something that runs
/// @param shade background of a time in which something was wrong
/// @param pens inks of lines in a chart, to be told apart from one another
/// @param heat colours of few to many, evenly apart to the eye
/// @param p1 text and mark of an urgent condition; `p2`, `p3`, `p4` likewise
public record Palette(
        Color bg,
        Color panel,
        Color well,
        Color card,
        Color text,
        Color muted,
        Color value,
        Color wire,
        Color line,
        Color focus,
        Color fill,
        Color shade,
        List<Color> pens,
        List<Color> heat,
        Color p1,
        Color p2,
        Color p3,
        Color p4,
        Color p2Chip) {

    private static final int HEAT_STEPS = 12;
    private static final Pattern TOKEN = Pattern.compile("(-fp-[a-z0-9-]+):\\s*(#[0-9A-Fa-f]{6})");

    public static Palette of(Theme theme) {
        Map<String, Color> tokens = tokens(theme);
        return new Palette(
                get(tokens, "-fp-bg"),
                get(tokens, "-fp-panel"),
                get(tokens, "-fp-well"),
                get(tokens, "-fp-card"),
                get(tokens, "-fp-text"),
                get(tokens, "-fp-muted"),
                get(tokens, "-fp-value"),
                get(tokens, "-fp-wire"),
                get(tokens, "-fp-line"),
                get(tokens, "-fp-focus"),
                get(tokens, "-fp-fill"),
                get(tokens, "-fp-shade"),
                List.of(
                        get(tokens, "-fp-pen-1"),
                        get(tokens, "-fp-pen-2"),
                        get(tokens, "-fp-pen-3"),
                        get(tokens, "-fp-pen-4")),
                HeatRamp.of(get(tokens, "-fp-heat-low"), get(tokens, "-fp-heat-high"), HEAT_STEPS),
                get(tokens, "-fp-p1"),
                get(tokens, "-fp-p2"),
                get(tokens, "-fp-p3"),
                get(tokens, "-fp-p4"),
                get(tokens, "-fp-p2-chip"));
    }

    private static Color get(Map<String, Color> tokens, String name) {
        Color color = tokens.get(name);
        if (color == null) {
            throw new IllegalStateException("token " + name + " is missing in a token sheet");
        }
        return color;
    }

    static Map<String, Color> tokens(Theme theme) {
        try (InputStream in = Themes.sheet(Themes.tokenSheet(theme)).openStream()) {
            Matcher matcher = TOKEN.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            Map<String, Color> tokens = new HashMap<>();
            while (matcher.find()) {
                tokens.put(matcher.group(1), Color.web(matcher.group(2)));
            }
            return tokens;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
