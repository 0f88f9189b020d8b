package org.fieldproof.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Row 47 in a process of its own with 96 file handles, every one of them in use.
@DisabledOnOs(OS.WINDOWS)
class HandleShortageTest {
    @TempDir private Path folder;

    /// Classes in one file that stays open, as in a distribution: a process without handles cannot
    /// load any from a folder.
    private String packed() throws IOException {
        List<String> places = new ArrayList<>();
        int number = 0;
        for (String place : System.getProperty("java.class.path").split(":", -1)) {
            Path folderOfClasses = Path.of(place);
            if (!Files.isDirectory(folderOfClasses)) {
                places.add(place);
                continue;
            }
            Path jar = folder.resolve("classes-" + number++ + ".jar");
            try (OutputStream out = Files.newOutputStream(jar);
                    ZipOutputStream zip = new ZipOutputStream(out);
                    Stream<Path> all = Files.walk(folderOfClasses)) {
                for (Path each : all.filter(Files::isRegularFile).toList()) {
                    zip.putNextEntry(new ZipEntry(folderOfClasses.relativize(each).toString()));
                    zip.write(Files.readAllBytes(each));
                }
            }
            places.add(jar.toString());
        }
        // Only what the child needs: each one is a handle.
        places.removeIf(place -> !place.contains("classes-") && !place.contains("fieldproof-"));
        return String.join(":", places);
    }

    private List<String> run(String how) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process child =
                new ProcessBuilder(
                                "/bin/sh",
                                "-c",
                                "ulimit -n 96 && exec \"$@\"",
                                "sh",
                                java,
                                "-Xmx64m",
                                // Else the limit is raised again.
                                "-XX:-MaxFDLimit",
                                "-cp",
                                packed(),
                                HandleShortageChild.class.getName(),
                                folder.resolve("log-" + how).toString(),
                                how)
                        .redirectErrorStream(true)
                        .start();
        List<String> lines = child.inputReader().lines().toList();
        assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(child.exitValue()).as(String.join("\n", lines)).isZero();
        return lines;
    }

    /// Harm: a flood of connections takes the handle that the next segment needs, and nothing is
    /// accepted any more.
    @Test
    void withoutAHandleTheLogGoesOnIntoItsNextSegment() throws Exception {
        List<String> lines = run("usual");
        assertThat(lines).hasSize(4);
        assertThat(lines.get(1)).contains("Too many open files");
        assertThat(lines.get(2)).isEqualTo("accepted 20 3");
        assertThat(lines.get(3)).isEqualTo("after 28 4");
    }

    /// The control: a log without a spare file waits at once, and loses nothing either.
    @Test
    void aLogWithoutASpareFileIsSeenToWait() throws Exception {
        List<String> lines = run("blind");
        assertThat(lines.get(2)).isEqualTo("waiting 16 2");
        assertThat(lines.get(3)).isEqualTo("after 28 4");
    }
}
