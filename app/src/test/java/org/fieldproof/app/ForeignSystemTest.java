package org.fieldproof.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The program on machines of other languages, and in folders with spaces and letters of all kinds
/// (row 88). Harm if it breaks: what is tested in English says or does something else in Izmir,
/// Cairo or Bangkok, or does not find its own project.
@DisabledOnOs(OS.WINDOWS)
final class ForeignSystemTest {
    private static final String FOLDER = "Werk Größe ŁÅß 漢字 مصنع (1) & Co's %d {x}";

    private static final Pattern EXIT = Pattern.compile("\nexit \\d+\n");

    @TempDir Path temp;

    /// A dotless i, digits of their own, a calendar of its own.
    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "ar-EG", "th-TH", "de-DE"})
    void theSameComesOutWhateverTheSystemSpeaks(String language) throws Exception {
        String plain = said("en-US", "plain");
        assertThat(EXIT.matcher(plain).results().map(MatchResult::group))
                .as(plain)
                .containsExactly("\nexit 0\n", "\nexit 0\n", "\nexit 0\n", "\nexit 0\n");
        assertThat(said(language, FOLDER)).isEqualTo(plain);
    }

    /// The gateway runs there, and what it wrote is whole.
    @Test
    void theGatewayRunsInSuchAFolder() throws Exception {
        Path project = sample("field-demo", temp.resolve(FOLDER));
        Path data = temp.resolve(FOLDER).resolve("Daten ä");
        String run =
                program(
                        "ar-EG",
                        "run",
                        project.toString(),
                        "--data",
                        data.toString(),
                        "--for",
                        "3s",
                        "--json");
        assertThat(run).as("ended by itself").endsWith("\nexit 0\n");
        assertThat(program("ar-EG", "log", "verify", data.toString())).endsWith("\nexit 0\n");
    }

    /// Everything that a script would read, of the same projects.
    private String said(String language, String place) throws Exception {
        Path folder = temp.resolve(language).resolve(place);
        Path transforms = sample("transforms-demo", folder);
        Path protocols = sample("four-protocols", folder);
        Path out = folder.resolve("tags ü.xlsx");
        String all =
                program(language, "test", transforms.toString(), "--json")
                        + program(language, "check", protocols.toString(), "--json")
                        + program(
                                language,
                                "tags",
                                "export",
                                protocols.toString(),
                                "boiler",
                                out.toString())
                        + program(
                                language,
                                "tags",
                                "import",
                                protocols.toString(),
                                "tags/boiler.csv",
                                out.toString(),
                                "--mode",
                                "overwrite",
                                "--json");
        return all.replace(folder.toString(), "FOLDER");
    }

    private static Path sample(String name, Path into) throws IOException {
        Path from = Path.of("../sample-projects").resolve(name);
        Path to = into.resolve(name);
        try (Stream<Path> all = Files.walk(from, 5, new FileVisitOption[0])) {
            for (Path each : all.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
        }
        return to;
    }

    /// A command in a process of its own.
    private String program(String language, String... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.language=" + language.substring(0, 2),
                        "-Duser.country=" + language.substring(3),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName()));
        command.addAll(List.of(words));
        Path out = Files.createTempFile(temp, "out", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        // As the script does where the system has no locale.
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(Files.readString(out)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(out) + "\nexit " + process.exitValue() + "\n";
    }
}
