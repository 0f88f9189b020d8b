package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fieldproof.styles.Theme;
import org.fieldproof.styles.Themes;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: sheets grow for ever, and a misspelled class silently does nothing.
final class DeadStylesTest {

    @Test
    void everyClassOfTheSheetsIsWornAndEveryClassWornIsInASheet() throws Exception {
        Set<String> styled = new TreeSet<>();
        for (String sheet : Themes.stylesheets(Theme.CONTRAST)) {
            collect(read(sheet), Pattern.compile("\\.(fp-[a-z0-9-]+)"), styled);
        }
        Set<String> worn = new TreeSet<>();
        for (Path source : sources()) {
            // Threads are named alike.
            Pattern quoted = Pattern.compile("(?<!name\\()\"(fp-[a-z0-9-]+)\"");
            collect(Files.readString(source), quoted, worn);
        }
        assertThat(styled).hasSizeGreaterThan(50);
        Set<String> dead = new TreeSet<>(styled);
        dead.removeAll(worn);
        assertThat(dead).as("in a sheet, never worn").isEmpty();
        Set<String> bare = new TreeSet<>(worn);
        bare.removeAll(styled);
        assertThat(bare).as("worn, in no sheet").isEmpty();
    }

    private static String read(String sheet) throws IOException, URISyntaxException {
        try (var in = new URI(sheet).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> views = Files.walk(Path.of("src/main/java"));
                Stream<Path> styles = Files.walk(Path.of("../styles/src/main/java"))) {
            return Stream.concat(views, styles)
                    .filter(path -> path.toString().endsWith(".java"))
                    .toList();
        }
    }

    private static void collect(String text, Pattern pattern, Set<String> into) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            into.add(matcher.group(1));
        }
    }
}
