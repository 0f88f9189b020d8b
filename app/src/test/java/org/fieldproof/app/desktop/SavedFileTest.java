package org.fieldproof.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.fieldproof.api.command.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Harm if it breaks: an export is half a file, or takes away what was there and gives nothing.
final class SavedFileTest {

    @TempDir Path folder;

    @Test
    void whatWasThereIsReplacedAndNothingElseIsLeft() throws IOException {
        Path file = Files.writeString(folder.resolve("chart.csv"), "before");
        assertThat(SavedFile.write(file, "after".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Outcome.Done(file.toString()));
        assertThat(file).hasContent("after");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    /// Harm: a file of the user's that has our name for the half of it is lost.
    @Test
    void aFileOfTheUsersBesideItStays() throws IOException {
        Path own = Files.writeString(folder.resolve("chart.csv.tmp"), "mine");
        SavedFile.write(folder.resolve("chart.csv"), new byte[1]);
        assertThat(own).hasContent("mine");
    }

    /// Harm: what cannot be replaced in one step is taken away first.
    @Test
    void aFolderOfThatNameStays() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("chart.csv"));
        assertThat(SavedFile.write(taken, new byte[1])).isInstanceOf(Outcome.Refused.class);
        assertThat(taken).isEmptyDirectory();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(taken);
        }
    }

    @Test
    void whereNothingCanBeWrittenIsSaidWhatToDo() {
        Outcome outcome = SavedFile.write(folder.resolve("no/such/chart.csv"), new byte[1]);
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(((Outcome.Refused) outcome).why().code()).isEqualTo("APP-0921");
    }
}
