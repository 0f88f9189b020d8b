package org.fieldproof.views.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: people read keys instead of words.
final class TextsTest {

    private static final Path BUNDLES = Path.of("src/main/resources/org/fieldproof/views/i18n");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern KEY =
            Pattern.compile("\"([a-z]+\\.[a-zA-Z0-9]+\\.[a-zA-Z0-9]+)\"");

    @Test
    void everyTextHasItsGerman() throws IOException {
        for (Path english : files(BUNDLES, ".properties")) {
            String name = english.getFileName().toString();
            if (!name.contains("_de")) {
                Path german = BUNDLES.resolve(name.replace(".properties", "_de.properties"));
                assertThat(keys(german)).as(name).isEqualTo(keys(english));
            }
        }
    }

    @Test
    void everyKeyOfTheCodeHasAText() throws IOException {
        Set<String> known = new TreeSet<>();
        Set<String> bundles = new TreeSet<>();
        for (Path file : files(BUNDLES, ".properties")) {
            known.addAll(keys(file));
            bundles.add(file.getFileName().toString().replaceAll("(_de)?\\.properties", ""));
        }
        Set<String> used = new TreeSet<>();
        for (Path source : files(SOURCES, ".java")) {
            Matcher matcher = KEY.matcher(Files.readString(source));
            while (matcher.find()) {
                if (bundles.contains(matcher.group(1).replaceAll("\\..*", ""))) {
                    used.add(matcher.group(1));
                }
            }
        }
        assertThat(used).hasSizeGreaterThan(150);
        used.removeAll(known);
        assertThat(used).isEmpty();
    }

    @Test
    void placesAreFilledAndAMissingKeyShowsItself() {
        Texts german = new Texts(Locale.GERMAN);
        assertThat(german.get("shell.perspective.devices")).isEqualTo("Geräte");
        assertThat(german.get("devices.tile.of", 2, 3)).isEqualTo("2 von 3");
        assertThat(german.get("shell.no.such")).isEqualTo("shell.no.such");
        assertThat(new Texts(Locale.FRENCH).get("shell.perspective.devices")).isEqualTo("Devices");
    }

    @Test
    void thePseudoLocaleIsLongerAndKeepsPlaces() {
        Texts pseudo = new Texts(Texts.PSEUDO);
        assertThat(pseudo.get("shell.perspective.settings")).isEqualTo("[Šéţţîñĝš ~~~]");
        assertThat(pseudo.get("devices.tile.of", 2, 3)).startsWith("[2 öf 3").endsWith("]");
        assertThat(pseudo.get("shell.revision.draft", "ab", 2)).contains("2 changes");
        assertThat(Texts.LANGUAGES).doesNotContain(Texts.PSEUDO);
    }

    @Test
    void everyTextCanBeMadePseudo() throws IOException {
        Texts pseudo = new Texts(Texts.PSEUDO);
        for (Path file : files(BUNDLES, ".properties")) {
            for (String key : keys(file)) {
                String english = new Texts(Locale.ENGLISH).get(key);
                assertThat(pseudo.get(key)).as(key).hasSizeGreaterThan(english.length());
                // Places are where they were; a quote or brace gone astray would throw.
                assertThat(pseudo.get(key, 1, 2, 3, 4)).as(key).isNotEmpty();
            }
        }
    }

    private static Set<String> keys(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return new TreeSet<>(properties.stringPropertyNames());
    }

    private static List<Path> files(Path root, String ending) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(path -> path.toString().endsWith(ending)).toList();
        }
    }
}
