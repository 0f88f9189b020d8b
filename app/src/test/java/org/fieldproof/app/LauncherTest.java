package org.fieldproof.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Harm if it breaks: a service without a home folder does not start, and Windows runs with other
/// options than the ones everything was measured with.
final class LauncherTest {
    private static final Path BIN = Path.of("src/main/dist/bin");
    private static final Pattern PROPERTY = Pattern.compile("-D([A-Za-z.]+)=");

    @TempDir private Path root;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theScriptStartsWhereThereIsNoHome() throws Exception {
        assertThat(started("echo \"$@\"", Map.of())).endsWith("org.fieldproof.app.Main version\n");
    }

    /// Row 88: a JVM without a locale cannot open a folder whose name is not ASCII.
    @ParameterizedTest
    @CsvSource({
        "'',none C.UTF-8",
        "LANG=C,none C.UTF-8",
        "LC_CTYPE=C,none C.UTF-8",
        "LC_MESSAGES=de_DE.UTF-8,none C.UTF-8",
        "LC_ALL=POSIX,C.UTF-8 none",
        "LANG=tr_TR.UTF-8,none none",
        "LC_CTYPE=de_DE.UTF-8,none de_DE.UTF-8"
    })
    @DisabledOnOs(OS.WINDOWS)
    void aServiceWithoutALocaleHasUtf8(String variable, String expected) throws Exception {
        int equals = variable.indexOf('=');
        Map<String, String> set =
                equals < 0
                        ? Map.of()
                        : Map.of(variable.substring(0, equals), variable.substring(equals + 1));
        assertThat(started("echo \"${LC_ALL:-none} ${LC_CTYPE:-none}\"", set))
                .isEqualTo(expected + "\n");
    }

    /// What a JVM in whose place a script stands prints.
    private String started(String jvm, Map<String, String> environment) throws Exception {
        Path java = Files.createDirectories(root.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n" + jvm + "\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"25\"\n");
        Path out = root.resolve("out");
        ProcessBuilder script =
                new ProcessBuilder("sh", BIN.resolve("fieldproof").toString(), "version")
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile());
        script.environment().keySet().removeAll(Set.of("HOME", "LANG", "LC_ALL", "LC_CTYPE"));
        script.environment().putAll(environment);
        script.environment().put("FIELDPROOF_JAVA_HOME", root.resolve("jdk").toString());
        Process process = script.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readString(out);
    }

    @Test
    void bothScriptsSetTheSameProperties() throws IOException {
        assertThat(properties(BIN.resolve("fieldproof.bat")))
                .isEqualTo(properties(BIN.resolve("fieldproof")))
                .isNotEmpty();
    }

    @Test
    void theInstalledProgramSetsThemToo() throws IOException {
        assertThat(properties(Path.of("../packaging-jpackage/pom.xml")))
                .containsAll(properties(BIN.resolve("fieldproof")));
    }

    private static Set<String> properties(Path launcher) throws IOException {
        Set<String> names = new TreeSet<>();
        String text = Files.readString(launcher, StandardCharsets.UTF_8);
        Matcher each = PROPERTY.matcher(text);
        while (each.find()) {
            names.add(each.group(1));
        }
        return names;
    }
}
