package org.fieldproof.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// What a desktop gives the program: a file, and no command. Harm if it breaks: a double click ends
/// with words on a terminal that nobody sees, or a slip in a script opens a window.
final class DoubleClickTest {
    @TempDir Path folder;

    private static String[] meant(String... words) {
        return FieldproofCommand.meant(new CommandLine(new FieldproofCommand()), words);
    }

    private String file(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "fieldproof: 1\n").toString();
    }

    @Test
    void aProjectsFileOrEvidenceIsOpened() throws IOException {
        for (String name :
                new String[] {"Plant.fieldproof", "project.yaml", "Run 7.evidence.ZIP"}) {
            String given = file(name);
            assertThat(meant(given)).containsExactly("open", given);
        }
    }

    @Test
    void aProjectsFolderIsOpenedAndAnyOtherIsNot() throws IOException {
        assertThat(meant(folder.toString())).containsExactly(folder.toString());
        file("project.yaml");
        assertThat(meant(folder.toString())).containsExactly("open", folder.toString());
    }

    @Test
    void commandsMistakesAndOtherFilesStayWhatTheyAre() throws IOException {
        String notes = file("notes.txt");
        String gone = folder.resolve("gone.fieldproof").toString();
        for (String word : new String[] {"run", "--version", "projetc.yaml", notes, gone}) {
            assertThat(meant(word)).containsExactly(word);
        }
        String given = file("Plant.fieldproof");
        assertThat(meant("check", given)).containsExactly("check", given);
        assertThat(meant()).isEmpty();
    }
}
