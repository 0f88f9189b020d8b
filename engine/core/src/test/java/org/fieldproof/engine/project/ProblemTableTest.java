package org.fieldproof.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProblemTableTest {
    private static final Pattern IN_CODE = Pattern.compile("\"([A-Z][A-Z0-9]{1,4}-\\d{4})\"");
    private static final Pattern ROW =
            Pattern.compile("^\\| ([A-Z][A-Z0-9]{1,4}-\\d{4}) \\| (\\S[^|]*) \\| (\\S[^|]*) \\|$");

    // Harm: somebody looks up the code on the screen and finds nothing.
    @Test
    void everyCodeOfTheCoreIsExplained() throws Exception {
        Set<String> used = codesIn(Path.of("src", "main", "java"));
        assertThat(used).hasSizeGreaterThan(100);
        assertThat(rows()).containsAll(used);
    }

    @Test
    void everyRowIsWholeAndTheyAreInOrder() throws Exception {
        List<String> rows = rows();
        assertThat(rows).hasSizeGreaterThan(100).isSorted().doesNotHaveDuplicates();
    }

    private static List<String> rows() throws IOException {
        List<String> codes = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "problems.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                codes.add(row.group(1));
            } else {
                assertThat(line).doesNotContainPattern("^\\| [A-Z][A-Z0-9]{1,4}-\\d");
            }
        }
        return codes;
    }

    private static Set<String> codesIn(Path folder) throws IOException {
        Set<String> codes = new TreeSet<>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher code = IN_CODE.matcher(Files.readString(file));
                while (code.find()) {
                    codes.add(code.group(1));
                }
            }
        }
        return codes;
    }
}
