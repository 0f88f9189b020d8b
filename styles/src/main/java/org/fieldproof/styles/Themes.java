package org.fieldproof.styles;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.scene.Scene;

/// Dresses a scene, and changes its dress while it is shown.
public final class Themes {

    private static final List<String> SHEETS = List.of("controls.css", "shell.css", "views.css");

    /// What high contrast draws wider than the others, over the component sheets.
    private static final List<String> CONTRAST_SHEETS = List.of("contrast.css");

    private Themes() {}

    /// Applies a theme at once; popups of the scene follow when they open.
    ///
    /// @param scale text size, 1.0 for 13 px
    public static void apply(Scene scene, Theme theme, double scale) {
        Fonts.load();
        scene.setUserAgentStylesheet(
                theme == Theme.LIGHT
                        ? new PrimerLight().getUserAgentStylesheet()
                        : new PrimerDark().getUserAgentStylesheet());
        scene.getStylesheets().setAll(stylesheets(theme));
        scene.getRoot().setStyle("-fx-font-size: " + Math.round(13 * scale) + "px;");
    }

    /// The theme's sheets, in order.
    public static List<String> stylesheets(Theme theme) {
        Stream<String> wider = theme == Theme.CONTRAST ? CONTRAST_SHEETS.stream() : Stream.empty();
        return Stream.concat(Stream.concat(Stream.of(tokenSheet(theme)), SHEETS.stream()), wider)
                .map(name -> sheet(name).toExternalForm())
                .toList();
    }

    static String tokenSheet(Theme theme) {
        return "tokens-" + theme.id() + ".css";
    }

    static URL sheet(String name) {
        return Objects.requireNonNull(Themes.class.getResource("css/" + name), name);
    }
}
