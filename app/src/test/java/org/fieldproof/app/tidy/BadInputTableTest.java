package org.fieldproof.app.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: the page of bad inputs promises proof that nobody can find.
final class BadInputTableTest {
    private static final int ROWS = 88;
    private static final Pattern ROW =
            Pattern.compile(
                    "\\| (\\d+) \\| [^|]+ \\| [^|]+ \\| ([^|]+) \\| (proved|in part|not done)[^|]* \\|");

    /// `Class`, `Class.method`, or `.method` of the class before it.
    private static final Pattern NAMED =
            Pattern.compile("`(?:([A-Z]\\w*(?:Test|IT))(?:\\.(\\w+))?|\\.([a-z]\\w*))`");

    private final Path root = Sources.root();

    @Test
    void eachRowIsThereOnceAndWhole() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (String line : page().split("\n", -1)) {
            if (!line.matches("\\| \\d.*")) {
                continue;
            }
            Matcher row = ROW.matcher(line);
            assertThat(row.matches()).as(line).isTrue();
            numbers.add(Integer.valueOf(row.group(1)));
            assertThat(NAMED.matcher(row.group(2)).find())
                    .as("names a test: " + line)
                    .isEqualTo(!row.group(3).equals("not done"));
        }
        assertThat(numbers)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, ROWS).boxed().toList());
    }

    @Test
    void eachTestThatIsNamedIsInTheSources() throws IOException {
        Map<String, String> sources = tests();
        assertThat(sources).hasSizeGreaterThan(300);
        assertThat(missing(page(), sources)).isEmpty();
        assertThat(missing("`NoSuchTest`, `BadInputTableTest.noSuch`, `.norThis`", sources))
                .as("control: what is not there is missed")
                .containsExactly(
                        "NoSuchTest", "BadInputTableTest.noSuch", "BadInputTableTest.norThis");
    }

    private String page() throws IOException {
        return Files.readString(root.resolve("engine/docs/bad-inputs.md"));
    }

    private static List<String> missing(String page, Map<String, String> sources) {
        List<String> missing = new ArrayList<>();
        String owner = "";
        Matcher named = NAMED.matcher(page);
        while (named.find()) {
            owner = named.group(1) == null ? owner : named.group(1);
            String method = named.group(2) == null ? named.group(3) : named.group(2);
            String text = sources.get(owner);
            if (text == null) {
                missing.add(owner);
            } else if (method != null && !text.contains("void " + method + "(")) {
                missing.add(owner + "." + method);
            }
        }
        return missing;
    }

    /// The text of each test by its class; classes of one name in several packages are one.
    private Map<String, String> tests() throws IOException {
        Map<String, String> byName = new HashMap<>();
        for (Path file : Sources.java(root, "/src/test/java/")) {
            String name = file.getFileName().toString().replace(".java", "");
            byName.merge(name, Files.readString(file), String::concat);
        }
        return byName;
    }
}
