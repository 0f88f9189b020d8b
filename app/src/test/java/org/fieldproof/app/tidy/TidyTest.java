package org.fieldproof.app.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The style rules that a reader feels and a compiler does not see. Each test first proves that
/// it looked at something, so that a moved folder cannot make it pass.
class TidyTest {

    private static final int LINES_MAX = 500;
    private static final int METHOD_LINES_MAX = 70;
    private static final int COLUMNS_MAX = 100;

    private static final Pattern BANNED_NAME =
            Pattern.compile("\\w*(?:Manager|Helper|Util|Utils|Impl|Data|Info)");
    private static final Pattern PROBLEM_CODE =
            Pattern.compile(
                    "\"((?:LOG|DATA|PROJ|SEC|TAGS|MQTT|OPC|MODB|S7|JDBC|INFL|S3|KAFK|LANE|LINK|DRILL|EVID|APP)"
                            + "-\\d{4})\\b");

    /// Codes that two modules tell, with the same meaning.
    private static final Set<String> SHARED_CODES =
            new TreeSet<>(
                    Set.of(
                            "APP-0911",
                            "DATA-0106",
                            "LANE-0401",
                            "LANE-0403",
                            "LOG-0301",
                            "LOG-0303",
                            "LOG-0401",
                            "LOG-0414",
                            "LOG-0501",
                            "PROJ-0302",
                            "PROJ-0401",
                            "SEC-0113",
                            "TAGS-0108",
                            "TAGS-0109",
                            "TAGS-0112",
                            "TAGS-0118"));

    private final Path root = Sources.root();
    private final List<Path> mainSources = Sources.java(root, "/src/main/java/");
    private final List<Path> allSources = Sources.java(root, "/src/");

    @Test
    void filesStayShort() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : allSources) {
            int lines = Files.readAllLines(file).size();
            if (lines > LINES_MAX) {
                tooLong.add(root.relativize(file) + ": " + lines);
            }
        }
        assertThat(allSources).hasSizeGreaterThan(60);
        assertThat(tooLong).as("files over " + LINES_MAX + " lines").isEmpty();
    }

    @Test
    void linesFitTheColumn() throws IOException {
        List<String> tooWide = new ArrayList<>();
        for (Path file : allSources) {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                if (line.length() > COLUMNS_MAX
                        && !line.startsWith("import ")
                        && !line.contains("\"")
                        && !line.contains("http")) {
                    tooWide.add(root.relativize(file) + ":" + number);
                }
            }
        }
        assertThat(tooWide).as("lines over " + COLUMNS_MAX + " columns").isEmpty();
    }

    @Test
    void methodsFitOnOneScreen() {
        List<ParsedSource.Method> methods = new ArrayList<>();
        ParsedSource.of(root, mainSources).forEach(source -> methods.addAll(source.methods()));
        assertThat(methods).hasSizeGreaterThan(300);
        assertThat(methods)
                .as("methods over " + METHOD_LINES_MAX + " lines")
                .noneMatch(method -> method.lines() > METHOD_LINES_MAX);
    }

    @Test
    void namesSayWhatAThingIs() {
        List<String> types = new ArrayList<>();
        ParsedSource.of(root, mainSources).forEach(source -> types.addAll(source.types()));
        assertThat(types).hasSizeGreaterThan(300);
        assertThat(types)
                .as("types named for nothing in particular")
                .noneMatch(name -> BANNED_NAME.matcher(name).matches());
    }

    @Test
    void nothingIsPutOff() throws IOException {
        Pattern putOff =
                Pattern.compile(
                        "\\b(?:TODO|FIX" + "ME|XXX)\\b|@Dis" + "abled\\b|Thread\\.sl" + "eep\\(");
        List<String> found = new ArrayList<>();
        for (Path file : allSources) {
            if (file.getFileName().toString().equals("TidyTest.java")) {
                continue;
            }
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                if (putOff.matcher(line).find()) {
                    found.add(root.relativize(file) + ":" + number + ": " + line.strip());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void everyPackageDeclaresItsNulls() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Path file : mainSources) {
            Path declaration = file.resolveSibling("package-info.java");
            if (file.getFileName().toString().equals("module-info.java")) {
                continue;
            }
            if (!Files.exists(declaration)
                    || !Files.readString(declaration).contains("@NullMarked")) {
                missing.add(root.relativize(file.getParent()).toString());
            }
        }
        assertThat(missing).as("packages without @NullMarked").isEmpty();
    }

    @Test
    void everyProblemCodeIsDocumented() throws IOException {
        Set<String> documented = new TreeSet<>();
        Path table = root.resolve("engine/docs/problems.md");
        for (String line : Files.readAllLines(table)) {
            if (line.matches("\\| [A-Z][A-Z0-9]+-\\d{4} \\|.*")) {
                documented.add(line.substring(2, line.indexOf(' ', 2)));
            }
        }
        Set<String> used = new TreeSet<>();
        Matcher code = PROBLEM_CODE.matcher(Sources.text(mainSources));
        while (code.find()) {
            used.add(code.group(1));
        }
        assertThat(used).hasSizeGreaterThan(100);
        assertThat(documented).as("rows of " + table.getFileName()).containsAll(used);
    }

    /// One code has one meaning. That two modules tell the same cannot be read from their sources,
    /// so each code that two of them write stands here, looked at by a person.
    @Test
    void aCodeIsToldByOneModuleOrSharedOnPurpose() throws IOException {
        Map<String, Set<String>> tellers = new TreeMap<>();
        for (Path file : mainSources) {
            Matcher code = PROBLEM_CODE.matcher(Files.readString(file));
            while (code.find()) {
                String path = root.relativize(file).toString().replace('\\', '/');
                tellers.computeIfAbsent(code.group(1), any -> new TreeSet<>())
                        .add(path.substring(0, path.indexOf("/src/")));
            }
        }
        tellers.values().removeIf(modules -> modules.size() == 1);
        assertThat(tellers.keySet()).isEqualTo(SHARED_CODES);
    }

    @Test
    void everyStyleClassInTheSheetsIsUsed() throws IOException {
        String code = Sources.text(mainSources);
        Set<String> dead = new TreeSet<>();
        int seen = 0;
        for (Path sheet : Sources.files(root, "/src/main/resources/", ".css")) {
            Matcher name =
                    Pattern.compile("\\.(fp-[a-z0-9-]+)")
                            .matcher(withoutComments(Files.readString(sheet)));
            while (name.find()) {
                seen++;
                if (!code.contains("\"" + name.group(1) + "\"")
                        && !code.contains("\"" + prefixOf(name.group(1)) + "\"")) {
                    dead.add(root.relativize(sheet) + ": " + name.group(1));
                }
            }
        }
        assertThat(seen).isGreaterThan(20);
        assertThat(dead).as("style classes nobody sets").isEmpty();
    }

    @Test
    void everyTextIsTranslatedAndUsed() throws IOException {
        List<Path> bundles = Sources.files(root, "/src/main/resources/", ".properties");
        List<Path> english = bundles.stream().filter(TidyTest::isBase).toList();
        assertThat(english).isNotEmpty();
        for (Path base : english) {
            String stem = base.getFileName().toString().replace(".properties", "");
            Path german = base.resolveSibling(stem + "_de.properties");
            assertThat(german).exists();
            assertThat(keysOf(german))
                    .as("German next to " + base.getFileName())
                    .isEqualTo(keysOf(base));
        }
    }

    private static boolean isBase(Path bundle) {
        String name = bundle.getFileName().toString();
        return !name.matches(".*_[a-z]{2}\\.properties") && bundle.toString().contains("i18n");
    }

    private static Set<String> keysOf(Path bundle) throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(bundle)) {
            properties.load(reader);
        }
        return new TreeSet<>(properties.stringPropertyNames());
    }

    /// Classes such as `fp-chip-p1` may be put together from `fp-chip-` and a level.
    private static String prefixOf(String styleClass) {
        String stem = styleClass.replaceAll("\\d+$", "");
        return stem.equals(styleClass) ? stem.substring(0, stem.lastIndexOf('-') + 1) : stem;
    }

    private static String withoutComments(String text) {
        return text.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)^\\s*//.*$", "");
    }
}
