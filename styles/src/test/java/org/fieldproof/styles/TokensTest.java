package org.fieldproof.styles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Harm if it breaks: colours that mean something lose it, or cannot be read.
final class TokensTest {

    @ParameterizedTest
    @EnumSource(Theme.class)
    void allThemesHaveTheSameTokens(Theme theme) {
        assertThat(Palette.tokens(theme).keySet())
                .isEqualTo(Palette.tokens(Theme.DARK).keySet())
                .hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"controls.css", "shell.css", "views.css", "contrast.css"})
    void componentSheetsHoldNoColourOfTheirOwn(String sheet) throws IOException {
        try (var in = Themes.sheet(sheet).openStream()) {
            String css = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(css).isNotEmpty();
            assertThat(Pattern.compile("#[0-9A-Fa-f]{3,8}\\b").matcher(css).results()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void textCanBeReadOnEveryGround(Theme theme) {
        Map<String, Color> tokens = Palette.tokens(theme);
        for (String ground : new String[] {"-fp-bg", "-fp-panel", "-fp-card"}) {
            for (String ink :
                    new String[] {
                        "-fp-text",
                        "-fp-muted",
                        "-fp-value",
                        "-fp-p1",
                        "-fp-p2",
                        "-fp-p3",
                        "-fp-p4",
                        "-fp-pen-1",
                        "-fp-pen-2",
                        "-fp-pen-3",
                        "-fp-pen-4"
                    }) {
                assertThat(contrast(token(tokens, ink), token(tokens, ground)))
                        .as(theme + " " + ink + " on " + ground)
                        .isGreaterThanOrEqualTo(theme.contrastMin());
            }
        }
        for (String chip : new String[] {"p1", "p2", "p3", "p4"}) {
            assertThat(
                            contrast(
                                    token(tokens, "-fp-" + chip + "-ink"),
                                    token(tokens, "-fp-" + chip + "-chip")))
                    .as(theme + " " + chip)
                    .isGreaterThanOrEqualTo(theme.contrastMin());
        }
    }

    /// Harm: two lines of a chart look like one.
    @ParameterizedTest
    @EnumSource(Theme.class)
    void pensCanBeToldApart(Theme theme) {
        List<Color> pens = Palette.of(theme).pens();
        for (int i = 0; i < pens.size(); i++) {
            for (int j = i + 1; j < pens.size(); j++) {
                assertThat(HeatRamp.distance(pens.get(i), pens.get(j)))
                        .as(theme + " pens " + (i + 1) + " and " + (j + 1))
                        .isGreaterThan(0.07);
            }
        }
    }

    /// Harm: a step of a heat map that is more to the eye than to the count tells of an edge that
    /// is not there.
    @ParameterizedTest
    @EnumSource(Theme.class)
    void heatGrowsEvenly(Theme theme) {
        List<Color> heat = Palette.of(theme).heat();
        double even = HeatRamp.distance(heat.getFirst(), heat.getLast()) / (heat.size() - 1);
        assertThat(even).isGreaterThan(0.03);
        for (int i = 1; i < heat.size(); i++) {
            assertThat(HeatRamp.distance(heat.get(i - 1), heat.get(i)))
                    .as(theme + " step " + i)
                    .isBetween(even * 0.85, even * 1.15);
        }
        Color ground = Palette.of(theme).card();
        assertThat(HeatRamp.distance(ground, heat.getFirst()))
                .as("few is told from none")
                .isGreaterThan(0.04);
    }

    private static Color token(Map<String, Color> tokens, String name) {
        return Objects.requireNonNull(tokens.get(name), name);
    }

    private static double contrast(Color one, Color other) {
        double a = luminance(one) + 0.05;
        double b = luminance(other) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    private static double luminance(Color c) {
        return 0.2126 * linear(c.getRed())
                + 0.7152 * linear(c.getGreen())
                + 0.0722 * linear(c.getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
}
