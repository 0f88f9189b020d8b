package org.fieldproof.styles;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import javafx.scene.text.Font;

/// The bundled fonts. Their digits are all as wide as one another, so that figures do not dance.
public final class Fonts {

    /// Inter with tabular digits.
    public static final String SANS = "Fieldproof Sans";

    public static final String MONO = "JetBrains Mono";

    private static final List<String> FILES =
            List.of(
                    "FieldproofSans-Regular.ttf",
                    "FieldproofSans-Bold.ttf",
                    "JetBrainsMono-Regular.ttf",
                    "JetBrainsMono-Bold.ttf");

    private Fonts() {}

    /// Makes the fonts known to the toolkit; once per process, however often it is called.
    public static void load() {
        Loaded.FACES.forEach(Objects::requireNonNull);
    }

    /// The file of a face, such as `JetBrainsMono-Regular.ttf`, for documents that carry it.
    public static InputStream open(String file) {
        return Objects.requireNonNull(Fonts.class.getResourceAsStream("fonts/" + file), file);
    }

    /// The idiom of the lazy holder: the toolkit keeps fonts for the life of the process.
    private static final class Loaded {
        static final List<Font> FACES = FILES.stream().map(Loaded::face).toList();

        private static Font face(String file) {
            try (InputStream in = open(file)) {
                return Objects.requireNonNull(Font.loadFont(in, 13), file);
            } catch (IOException broken) {
                throw new UncheckedIOException(file, broken);
            }
        }
    }
}
