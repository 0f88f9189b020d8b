package org.fieldproof.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.QuarantineImported;
import org.fieldproof.engine.rig.EngineRig;
import org.fieldproof.engine.rig.ScriptedDestination;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The quarantine out into a file and back, by commands, as a person would.
class WorkbenchTest {
    private static final int REFUSED = 1_200;

    @TempDir private Path folder;

    private final ScriptedDestination upstream = new ScriptedDestination("upstream");

    private EngineRig withQuarantine() {
        upstream.poison(record -> record.seq() <= REFUSED);
        EngineRig rig = EngineRig.start(folder.resolve("data"), upstream);
        rig.source().sendMany(REFUSED + 100);
        rig.awaitLane(
                0,
                lane -> lane.quarantinedTotal() == REFUSED && lane.durableTotal() == 100,
                "the quarantine");
        return rig;
    }

    private static List<Long> seqs(long to) {
        return LongStream.rangeClosed(1, to).boxed().toList();
    }

    // Harm: what was taken out for mending cannot be brought back, or comes back twice.
    @Test
    void whatWasExportedAndDiscardedComesBackByAnImportOnce() {
        Path file = folder.resolve("refused.ndjson");
        try (EngineRig rig = withQuarantine()) {
            assertThat(rig.ask(new Command.ExportQuarantined("upstream", List.of(), file)))
                    .isEqualTo(new Outcome.QuarantineExported(file, REFUSED));
            assertThat(rig.ask(new Command.ExportQuarantined("upstream", List.of(), file)))
                    .as("never over a file")
                    .isInstanceOf(Outcome.Refused.class);
            rig.ask(new Command.DiscardQuarantined("upstream", seqs(REFUSED)));
            rig.awaitLane(
                    0,
                    lane -> lane.quarantinedTotal() == 0 && lane.dropped().discarded() == REFUSED,
                    "discarded");
            assertThat(rig.ask(new Command.ImportQuarantined("upstream", file)))
                    .isEqualTo(new QuarantineImported(REFUSED, 0, 0, ""));
            assertThat(rig.ask(new Command.ImportQuarantined("upstream", file)))
                    .isEqualTo(new QuarantineImported(0, REFUSED, 0, ""));
            rig.awaitLane(0, lane -> lane.quarantinedTotal() == REFUSED, "back");
            GatewayEngineTest.assertBalance(rig.lane(0));

            upstream.poison(record -> false);
            rig.ask(new Command.RetryAllQuarantined("upstream"));
            rig.awaitLane(0, lane -> lane.quarantinedTotal() == 0, "the retry");
            assertThat(upstream.distinctSeqs()).hasSize(REFUSED + 100);
            GatewayEngineTest.assertBalance(rig.lane(0));
            assertThat(((Outcome.AuditRead) rig.ask(new Command.ReadAudit(20))).lines())
                    .extracting(Outcome.AuditLine::act)
                    .anyMatch(act -> act.startsWith("export quarantined of upstream"))
                    .anyMatch(act -> act.startsWith("import "))
                    .anyMatch(act -> act.startsWith("discard 1200 quarantined"))
                    .anyMatch(act -> act.equals("retry all quarantined of upstream"));
        }
    }

    // Harm: a file that was changed by hand, or cut on its way, brings other bytes in under the
    // identity of a record that was accepted.
    @Test
    void changedAndCutLinesAreRefusedAndCounted() throws IOException {
        Path file = folder.resolve("refused.ndjson");
        try (EngineRig rig = withQuarantine()) {
            rig.ask(new Command.ExportQuarantined("upstream", seqs(10), file));
            rig.ask(new Command.DiscardQuarantined("upstream", seqs(10)));
            String text = Files.readString(file);
            assertThat(text.lines()).hasSize(12);
            String changed = text.replace("\\\"n\\\":4}", "\\\"n\\\":5}");
            assertThat(changed).isNotEqualTo(text);
            int lastLine = changed.lastIndexOf("{\"end\"");
            Path bad = folder.resolve("bad.ndjson");
            Files.writeString(bad, changed.substring(0, lastLine - 20), StandardCharsets.UTF_8);
            assertThat(rig.ask(new Command.ImportQuarantined("upstream", bad)))
                    .isInstanceOfSatisfying(
                            QuarantineImported.class,
                            imported -> {
                                assertThat(imported.added()).isEqualTo(8);
                                assertThat(imported.refused()).isEqualTo(2);
                                assertThat(imported.firstRefusal()).contains("damaged");
                            });
            Path other = folder.resolve("other.txt");
            Files.writeString(other, "{}\n");
            assertThat(rig.ask(new Command.ImportQuarantined("upstream", other)))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.why().code()).isEqualTo("LOG-0424"));
            assertThat(rig.ask(new Command.ImportQuarantined("upstream", folder.resolve("none"))))
                    .isInstanceOf(Outcome.Refused.class);
            Await.until(
                    EngineRig.PATIENCE,
                    () -> rig.lane(0).quarantinedTotal() == REFUSED - 2,
                    "eight of ten");
        }
    }

    // Harm: what waits cannot be taken along before it is given up, or comes back another.
    @Test
    void aBacklogIsExportedGivenUpAndBroughtBackByAnImport() {
        Path file = folder.resolve("waits.ndjson");
        upstream.mood(ScriptedDestination.Mood.OPEN_FAILS);
        try (EngineRig rig = EngineRig.start(folder.resolve("data"), upstream)) {
            rig.source().sendMany(2_500);
            rig.awaitLane(0, lane -> lane.bufferRecords() == 2_500, "the backlog");
            assertThat(rig.ask(new Command.ExportBacklog("upstream", file)))
                    .isEqualTo(new Outcome.BacklogExported(file, 2_500));
            assertThat(rig.lane(0).bufferRecords()).isEqualTo(2_500);
            Outcome.BacklogSeen seen =
                    (Outcome.BacklogSeen) rig.ask(new Command.LookAtBacklog("upstream"));
            assertThat(rig.ask(new Command.DiscardBacklog("upstream", seen.end(), seen.records())))
                    .isEqualTo(new Outcome.BacklogDiscarded(2_500, null));
            rig.awaitLane(
                    0,
                    lane -> lane.bufferRecords() == 0 && lane.dropped().discarded() == 2_500,
                    "given up");
            GatewayEngineTest.assertBalance(rig.lane(0));
            assertThat(rig.ask(new Command.ImportQuarantined("upstream", file)))
                    .isEqualTo(new QuarantineImported(2_500, 0, 0, ""));
            rig.awaitLane(0, lane -> lane.quarantinedTotal() == 2_500, "back");
            upstream.mood(ScriptedDestination.Mood.TAKES);
            rig.ask(new Command.RetryAllQuarantined("upstream"));
            rig.awaitLane(0, lane -> lane.quarantinedTotal() == 0, "the retry");
            assertThat(upstream.distinctSeqs()).containsExactlyInAnyOrderElementsOf(seqs(2_500));
            GatewayEngineTest.assertBalance(rig.lane(0));
            assertThat(((Outcome.AuditRead) rig.ask(new Command.ReadAudit(20))).lines())
                    .extracting(Outcome.AuditLine::act)
                    .contains("discard 2500 records of the backlog of upstream")
                    .anyMatch(act -> act.startsWith("export backlog of upstream to"));
            assertThat(((Outcome.AuditRead) rig.ask(new Command.ReadAudit(20))).lines())
                    .as("what went, by its number")
                    .extracting(Outcome.AuditLine::result)
                    .contains("done: 2500 records");
        }
    }
}
