package org.fieldproof.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.AlarmSnapshot;
import org.fieldproof.engine.rig.EngineRig;
import org.fieldproof.engine.rig.ScriptedDestination;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.Trees;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Harm: records lie in memory, or beside foreign files, and whoever runs the gateway never hears
/// of it.
class PlaceTest {
    private static final Path IN_MEMORY = Path.of("/dev/shm");

    @TempDir private Path folder;

    @Test
    void foreignFilesAreAnEventAFaultAndAnAlarm() throws IOException {
        Path data = folder.resolve("data");
        EngineRig.start(data, new ScriptedDestination("upstream")).close();
        Files.writeString(data.resolve("notes.txt"), "mine");
        assertTold(data, "DATA-0206", "notes.txt");
    }

    @Test
    void aDirectoryInMemoryIsAnEventAFaultAndAnAlarm() throws IOException {
        Assumptions.assumeTrue(
                Files.isWritable(IN_MEMORY) && Files.getFileStore(IN_MEMORY).type().equals("tmpfs"),
                "no directory in memory");
        Path data = Files.createTempDirectory(IN_MEMORY, "fieldproof-");
        try {
            assertTold(data, "DATA-0201", "tmpfs");
        } finally {
            Trees.delete(data);
        }
    }

    private static void assertTold(Path data, String code, String what) {
        try (EngineRig rig = EngineRig.start(data, new ScriptedDestination("upstream"))) {
            Await.until(
                    EngineRig.PATIENCE,
                    () ->
                            rig.snapshot().alarms().stream()
                                    .map(AlarmSnapshot::id)
                                    .anyMatch((code + "/data")::equals),
                    "the alarm");
            assertThat(rig.snapshot().faults())
                    .filteredOn(each -> each.code().equals(code))
                    .singleElement()
                    .extracting(Problem::message)
                    .asString()
                    .contains(what);
            assertThat(rig.engine().events(1, 1_000).events())
                    .filteredOn(each -> each.code().equals(code))
                    .anyMatch(each -> !each.message().startsWith("Alarm"));
        }
    }
}
