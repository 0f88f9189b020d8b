package org.fieldproof.engine.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Harm if it breaks: the machine is switched off while somebody applies, and the project is half
/// of one revision and half of another.
final class ProjectWriterTest {
    private static final SortedMap<String, String> OLD =
            new TreeMap<>(Map.of("project.yaml", "old\n", "drills/a.yaml", "a\n"));
    private static final SortedMap<String, String> NEW =
            new TreeMap<>(
                    Map.of("project.yaml", "new\n", "drills/b.yaml", "b\n", "layout.yaml", "l\n"));

    @TempDir private Path root;

    /// A crash in a test.
    private static final class Crash extends IOException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void rev1AfterACrashBeforeAnyStepTheProjectIsTheOldOneOrTheNewOne() throws IOException {
        int stops = 0;
        boolean whole = false;
        boolean sawOld = false;
        while (!whole) {
            Path folder = folder("crash-" + stops);
            whole = written(folder, stops);
            new ProjectWriter().recover(folder);
            SortedMap<String, String> found = ProjectWriter.read(folder);
            assertThat(found).as("stopped before step " + stops).isIn(OLD, NEW);
            sawOld |= found.equals(OLD);
            assertThat(folder.resolve(".fieldproof-apply")).doesNotExist();
            stops++;
        }
        assertThat(stops).isGreaterThan(6);
        assertThat(sawOld).isTrue();
    }

    @Test
    void rev1ACrashWhileACrashIsMendedIsMendedToo() throws IOException {
        for (int second = 0; second < 6; second++) {
            Path folder = folder("twice-" + second);
            assertThat(written(folder, 5)).isFalse();
            AtomicInteger left = new AtomicInteger(second);
            try {
                new ProjectWriter(step -> crashAt(left)).recover(folder);
            } catch (Crash expected) {
                new ProjectWriter().recover(folder);
            }
            assertThat(ProjectWriter.read(folder)).isEqualTo(NEW);
        }
    }

    /// Harm if it breaks: an Apply is refused, and the next start runs what was refused.
    @Test
    void rev1WhatWasTakenBackStaysTakenBack() throws IOException {
        for (int first = 0; first < 12; first++) {
            Path folder = folder("back-" + first);
            if (written(folder, first)) {
                continue;
            }
            new ProjectWriter().write(folder, OLD);
            new ProjectWriter().recover(folder);
            assertThat(ProjectWriter.read(folder)).as("stopped before " + first).isEqualTo(OLD);
            try (Stream<Path> list = Files.walk(folder)) {
                assertThat(list.map(p -> p.getFileName().toString()).filter(n -> n.startsWith(".")))
                        .as("left over, stopped before " + first)
                        .isEmpty();
            }
        }
    }

    /// A disk that is full fills the way back too: what it leaves is one of the two, as a whole.
    @Test
    void rev1ACrashWhileSomethingIsTakenBackLeavesOneOfTheTwo() throws IOException {
        for (int first = 0; first < 12; first++) {
            for (int second = 0; second < 12; second++) {
                Path folder = folder("back-" + first + "-" + second);
                written(folder, first);
                AtomicInteger left = new AtomicInteger(second);
                try {
                    new ProjectWriter(step -> crashAt(left)).write(folder, OLD);
                } catch (Crash expected) {
                    new ProjectWriter().recover(folder);
                }
                assertThat(ProjectWriter.read(folder))
                        .as("stopped before " + first + ", then before " + second)
                        .isIn(OLD, NEW);
            }
        }
    }

    @Test
    void aLinkIntoAnotherFolderStaysALinkAndWhatItLeadsToIsReplaced() throws IOException {
        Path folder = folder("linked");
        Path elsewhere = Files.createDirectories(root.resolve("elsewhere"));
        Files.move(folder.resolve("project.yaml"), elsewhere.resolve("real.yaml"));
        Files.createSymbolicLink(folder.resolve("project.yaml"), elsewhere.resolve("real.yaml"));
        new ProjectWriter().write(folder, NEW);
        assertThat(folder.resolve("project.yaml")).isSymbolicLink();
        assertThat(elsewhere.resolve("real.yaml")).hasContent("new");
        assertThat(elsewhere).isDirectoryContaining("glob:**real.yaml");
        assertThat(folder.resolve(".project.yaml.next")).doesNotExist();
    }

    /// The proof above would notice a writer that replaces files one by one without a list.
    @Test
    void aWriterWithoutAListIsFoundOut() throws IOException {
        Path folder = folder("mutant");
        Files.writeString(folder.resolve("project.yaml"), NEW.get("project.yaml"));
        new ProjectWriter().recover(folder);
        assertThat(ProjectWriter.read(folder)).isNotIn(OLD, NEW);
    }

    @Test
    void aDamagedListIsToldAndNothingIsMoved() throws IOException {
        Path folder = folder("damaged");
        Files.writeString(folder.resolve(".fieldproof-apply"), "move project.yaml\n");
        assertThatThrownBy(() -> new ProjectWriter().recover(folder))
                .hasMessageContaining("damaged");
        Files.writeString(folder.resolve(".fieldproof-apply"), "drop ../../x.yaml\nend\n");
        assertThatThrownBy(() -> new ProjectWriter().recover(folder))
                .hasMessageContaining("no file of a project");
        assertThat(ProjectWriter.read(folder)).isEqualTo(OLD);
    }

    @Test
    void theSameFilesAgainTouchNothing() throws IOException {
        Path folder = folder("same");
        new ProjectWriter(
                        step -> {
                            throw new Crash();
                        })
                .write(folder, OLD);
        assertThat(ProjectWriter.read(folder)).isEqualTo(OLD);
    }

    @Test
    void theLast20RevisionsAreKeptWithTheirFilesAndTheSameOneOnce() throws IOException {
        RevisionShelf shelf = new RevisionShelf(root.resolve("revisions"));
        for (int i = 1; i <= 25; i++) {
            String hash = String.format("%064x", i);
            SortedMap<String, String> files = new TreeMap<>(Map.of("project.yaml", "v" + i));
            assertThat(shelf.keep(files, hash, java.time.Instant.ofEpochMilli(i))).isEqualTo(i);
            assertThat(shelf.keep(files, hash, java.time.Instant.ofEpochMilli(i))).isEqualTo(i);
        }
        assertThat(shelf.list()).hasSize(20);
        assertThat(shelf.list().getFirst().number()).isEqualTo(25);
        assertThat(shelf.files(6).orElseThrow()).containsEntry("project.yaml", "v6");
        assertThat(shelf.files(5)).isEmpty();
    }

    private boolean written(Path folder, int stopBefore) throws IOException {
        AtomicInteger left = new AtomicInteger(stopBefore);
        try {
            new ProjectWriter(step -> crashAt(left)).write(folder, NEW);
            return true;
        } catch (Crash expected) {
            return false;
        }
    }

    private static void crashAt(AtomicInteger left) throws Crash {
        if (left.getAndDecrement() == 0) {
            throw new Crash();
        }
    }

    private Path folder(String name) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        new ProjectWriter().write(folder, OLD);
        assertThat(ProjectWriter.read(folder)).isEqualTo(OLD);
        try (Stream<Path> list = Files.list(folder)) {
            assertThat(list.map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrder("project.yaml", "drills");
        }
        return folder;
    }
}
