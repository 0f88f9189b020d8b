package org.fieldproof.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.project.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {
    @TempDir Path temp;

    // Harm: two gateways write one log, and both destroy it.
    @Test
    void secondUseInTheSameProcessIsRefusedAndTheFirstKeepsItsLock() throws Exception {
        try (DataDirectory first = DataDirectory.open(temp.resolve("d"))) {
            Problem refusal = refusal(first.root());
            assertThat(refusal.code()).isEqualTo("DATA-0101");
            assertThat(refusal.message())
                    .contains("process " + ProcessHandle.current().pid() + ", started ");
            assertThat(refusal.remedy()).contains("--data");
            // On POSIX a careless second attempt releases the first one's lock: look from outside.
            assertThat(lockedSeenByAnotherProcess(first.root())).isTrue();
        }
        assertThat(lockedSeenByAnotherProcess(temp.resolve("d"))).isFalse();
    }

    // Harm: as above, from another process, and nobody knows which one to stop.
    @Test
    void useByAnotherProcessIsRefusedAndItsPidNamed() throws Exception {
        Path root = temp.resolve("d");
        DataDirectory.open(root).close();
        Process other = start("hold", root);
        try (var output = other.inputReader()) {
            assertThat(output.readLine()).isEqualTo("held");
            assertThat(refusal(root).message()).contains("process " + other.pid() + ",");
        } finally {
            other.destroyForcibly();
            assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        // Harm of the opposite: after a crash nothing must stand in the way of the next start.
        DataDirectory.open(root).close();
    }

    // Harm: an installation that forgets who it is orphans its certificates and its records.
    @Test
    void identityAndForeignFilesSurviveReopening() throws Exception {
        UUID id;
        try (DataDirectory first = DataDirectory.open(temp.resolve("d"))) {
            id = first.installationId();
            Files.writeString(first.root().resolve("notes.txt"), "mine");
            Files.writeString(first.log().resolve("0000.tmp"), "stale");
        }
        try (DataDirectory again = DataDirectory.open(temp.resolve("d"))) {
            assertThat(again.installationId()).isEqualTo(id);
            assertThat(again.root().resolve("notes.txt")).hasContent("mine");
            assertThat(again.log().resolve("0000.tmp")).hasContent("stale");
            assertThat(again.warnings())
                    .filteredOn(w -> w.code().equals("DATA-0206"))
                    .singleElement()
                    .satisfies(w -> assertThat(w.message()).contains("notes.txt"));
        }
    }

    // Harm: keys and records readable by every user of the machine.
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void everythingIsPrivateWhateverTheUmask() throws Exception {
        try (DataDirectory data = DataDirectory.open(temp.resolve("d"))) {
            assertThat(data.laneBuffer("up")).isDirectory();
            assertThat(data.laneQuarantine("up")).isDirectory();
            assertThat(data.connector("devices")).isDirectory();
            try (var tree = Files.walk(data.root())) {
                assertThat(tree)
                        .isNotEmpty()
                        .allSatisfy(
                                path ->
                                        assertThat(
                                                        PosixFilePermissions.toString(
                                                                Files.getPosixFilePermissions(
                                                                        path)))
                                                .isEqualTo(
                                                        Files.isDirectory(path)
                                                                ? "rwx------"
                                                                : "rw-------"));
            }
        }
    }

    // Harm: a directory that somebody made read-only is written to all the same.
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void rightsAreTakenAwayNeverGiven() throws Exception {
        Path folder =
                Files.createDirectory(
                        temp.resolve("ro"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("r-xr-xr-x")));
        PrivateFiles.directory(folder);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("r-x------");
    }

    // Harm: `--data ~` by mistake narrows and litters a home directory.
    @Test
    void aDirectoryOfSomethingElseIsRefusedUntouched() throws Exception {
        Files.writeString(temp.resolve("thesis.tex"), "x");
        var before = Files.getLastModifiedTime(temp);
        assertThat(refusal(temp).code()).isEqualTo("DATA-0110");
        assertThat(Files.getLastModifiedTime(temp)).isEqualTo(before);
    }

    @Test
    void aFileInTheWayIsNamed() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "x");
        assertThat(refusal(file).code()).isEqualTo("DATA-0102");
        assertThat(refusal(file.resolve("below")).message()).contains(file + " is a file");
    }

    // Harm: a link planted inside leads the log or the keys somewhere else.
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkInsideIsNeverFollowed() throws Exception {
        Path root = temp.resolve("d");
        DataDirectory.open(root).close();
        Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
        Files.delete(root.resolve("log"));
        Files.createSymbolicLink(root.resolve("log"), elsewhere);
        assertThat(refusal(root).code()).isEqualTo("DATA-0108");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aDamagedOrNewerInstallationIsRefusedAndKept() throws Exception {
        Path root = temp.resolve("d");
        DataDirectory.open(root).close();
        Path note = root.resolve("installation.json");
        String good = Files.readString(note);
        Files.writeString(note, good.replace("\"format\" : 1", "\"format\" : 2"));
        assertThat(refusal(root).code()).isEqualTo("DATA-0109");
        Files.writeString(note, good.substring(0, good.length() / 2));
        assertThat(refusal(root).code()).isEqualTo("DATA-0107");
        assertThat(note).hasContent(good.substring(0, good.length() / 2));
        Files.writeString(note, good);
        DataDirectory.open(root).close();
    }

    // Harm: a gateway goes on acknowledging into a directory that is no longer there.
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aDirectoryThatVanishesIsNoticedAndNotMadeAnew() throws Exception {
        try (DataDirectory data = DataDirectory.open(temp.resolve("d"))) {
            assertThat(data.vanished()).isEmpty();
            Path away = temp.resolve("away");
            Files.move(data.root(), away);
            assertThat(data.vanished())
                    .hasValueSatisfying(p -> assertThat(p.code()).isEqualTo("DATA-0111"));
            Files.createDirectory(temp.resolve("d"));
            assertThat(data.vanished()).isPresent();
            assertThat(temp.resolve("d")).isEmptyDirectory();
            Files.delete(temp.resolve("d"));
            Files.move(away, data.root());
            assertThat(data.vanished()).isEmpty();
        }
    }

    // Harm: "I/O error" sends the operator to the wrong place.
    @Test
    void eachCauseHasItsOwnCode() throws Exception {
        assertThat(fault(new FileSystemException("/d/x", null, "Read-only file system")))
                .isEqualTo("DATA-0103");
        assertThat(fault(new AccessDeniedException("/d/x"))).isEqualTo("DATA-0104");
        assertThat(fault(new FileSystemException("/d/x", null, "No space left on device")))
                .isEqualTo("DATA-0105");
        assertThat(fault(new IOException("Disk quota exceeded"))).isEqualTo("DATA-0105");
        assertThat(fault(new IOException("Input/output error"))).isEqualTo("DATA-0106");
    }

    // Harm: the wording of a full disk differs from what the classification expects.
    @Test
    @org.junit.jupiter.api.condition.EnabledOnOs(OS.LINUX)
    void theKernelsOwnFullDiskIsRecognized() throws Exception {
        try (FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
            IOException failure =
                    catchThrowableOfType(
                            IOException.class,
                            () -> full.write(java.nio.ByteBuffer.wrap(new byte[10])));
            assertThat(fault(failure)).isEqualTo("DATA-0105");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tmpfs", "nfs4", "cifs", "vfat", "exfat"})
    void fileSystemsThatBreakThePromiseAreWarnedOf(String type) {
        assertThat(DirectoryWarnings.fileSystem(temp, type))
                .hasValueSatisfying(w -> assertThat(w.message()).contains(type));
        assertThat(DirectoryWarnings.fileSystem(temp, "ext4")).isEmpty();
    }

    // Harm: nobody hears that the disk fills up, or hears it each second.
    @Test
    void aDiskIsShortBelowOneLimitAndWellAgainAboveAnother() {
        DiskRoom room = new DiskRoom(temp);
        assertThat(room.shortage(-1)).as("unknown").isEmpty();
        assertThat(room.shortage(DiskRoom.LOW_BYTES)).isEmpty();
        assertThat(room.shortage(DiskRoom.LOW_BYTES - 1))
                .hasValueSatisfying(each -> assertThat(each.code()).isEqualTo("DATA-0205"));
        assertThat(room.shortage(DiskRoom.LOW_BYTES + 1)).isPresent();
        assertThat(room.shortage(DiskRoom.WELL_BYTES)).isEmpty();
        assertThat(room.shortage(DiskRoom.LOW_BYTES + 1)).isEmpty();
    }

    @Test
    void defaultPlacesFollowEachSystemsCustom() {
        assertThat(DefaultPlace.of("demo", Map.of("XDG_DATA_HOME", "/x"), "Linux", "/home/a"))
                .isEqualTo(Path.of("/x/fieldproof/demo"));
        assertThat(DefaultPlace.of("demo", Map.of("XDG_DATA_HOME", "rel"), "Linux", "/home/a"))
                .isEqualTo(Path.of("/home/a/.local/share/fieldproof/demo"));
        assertThat(DefaultPlace.of("demo", Map.of(), "Mac OS X", "/Users/a"))
                .isEqualTo(Path.of("/Users/a/Library/Application Support/Fieldproof/demo"));
        assertThat(DefaultPlace.of("demo", Map.of("LOCALAPPDATA", "/l"), "Windows 11", "/a"))
                .isEqualTo(Path.of("/l/Fieldproof/demo"));
    }

    // Harm: an id such as ../../etc leads out of the directory.
    @Test
    void idsThatLeadOutAreRefused() throws Exception {
        try (DataDirectory data = DataDirectory.open(temp.resolve("d"))) {
            assertThatThrownBy(() -> data.connector("../x"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    // Harm: a crash in the middle of replacing a key leaves half a key.
    @Test
    void replacingLeavesNoTraceAndStaleLeftoversDoNotStandInTheWay() throws Exception {
        Path target = temp.resolve("key");
        Files.writeString(temp.resolve("key.tmp"), "left by a crash");
        PrivateFiles.replace(target, new byte[] {1, 2, 3});
        PrivateFiles.replace(target, new byte[] {4});
        assertThat(target).hasBinaryContent(new byte[] {4});
        assertThat(temp.resolve("key.tmp")).doesNotExist();
    }

    private static String fault(IOException failure) {
        Problem problem = DirectoryFault.of(Path.of("/d"), Path.of("/d/x"), failure);
        assertThat(problem.object()).isEqualTo("data directory /d");
        assertThat(problem.message()).contains("/d/x");
        assertThat(problem.remedy()).isNotBlank();
        return problem.code();
    }

    private static Problem refusal(Path root) {
        return catchThrowableOfType(
                        DataDirectoryException.class,
                        () -> {
                            DataDirectory.open(root).close();
                        })
                .problem();
    }

    private static boolean lockedSeenByAnotherProcess(Path root) throws Exception {
        Process probe = start("probe", root);
        try (var output = probe.inputReader()) {
            return "locked".equals(output.readLine());
        } finally {
            assertThat(probe.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static Process start(String what, Path root) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        List.of(
                                java,
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                OtherProcess.class.getName(),
                                what,
                                root.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /// A second process for the tests above.
    static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String[] args) throws Exception {
            Path root = Path.of(args[1]);
            if (args[0].equals("hold")) {
                DataDirectory held = DataDirectory.open(root);
                System.out.println("held");
                // Until the parent kills it or its pipe closes.
                int read = System.in.read();
                System.out.println(read + " " + held.root());
            } else {
                try (FileChannel lock =
                        FileChannel.open(root.resolve("lock"), StandardOpenOption.WRITE)) {
                    System.out.println(lock.tryLock() == null ? "locked" : "free");
                }
            }
        }
    }
}
