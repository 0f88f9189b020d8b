package org.fieldproof.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.Intake.Admission;
import org.fieldproof.engine.rig.EchoingSource;
import org.fieldproof.engine.rig.EngineRig;
import org.fieldproof.engine.rig.EngineRig.Plan;
import org.fieldproof.engine.rig.ScriptedDestination;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.CutOutcome;
import org.fieldproof.testkit.Fault;
import org.fieldproof.testkit.FaultyFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// SRC-1: what is sent along with a record is in the log where that record is, before it, and
/// nobody's acknowledgement comes earlier.
class CompanionTest {
    private static final String CAUSE = "plant/press/telemetry";
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir private Path folder;

    private final ScriptedDestination store = new ScriptedDestination("store");
    private final EchoingSource echo = new EchoingSource(CAUSE);
    private final Plan plan = Plan.usual().beside(echo);

    private EngineRig start() {
        return EngineRig.start(folder.resolve("data"), plan, store);
    }

    private static String text(FieldRecord record) {
        return new String(record.payload(), StandardCharsets.UTF_8);
    }

    private static List<Long> accepted(EngineRig rig) {
        return rig.snapshot().connections().stream().map(each -> each.acceptedTotal()).toList();
    }

    private List<FieldRecord> arrived() {
        List<FieldRecord> sorted = new ArrayList<>(store.arrived());
        sorted.sort((left, right) -> Long.compare(left.id().seq(), right.id().seq()));
        return sorted;
    }

    // Harm: a record is acknowledged and what belongs to it is not durable.
    @Test
    void whatIsSentAlongStandsBeforeItsCause() {
        try (EngineRig rig = start()) {
            for (int i = 0; i < 100; i++) {
                rig.source().send("press", CAUSE, "n" + i);
                rig.source().send("press", "plant/press/other", "other");
            }
            rig.awaitAccepted(200);
            Await.until(LONG, () -> store.count() == 300, "all of it");
            List<FieldRecord> all = arrived();
            for (int i = 0; i < 100; i++) {
                FieldRecord along = all.get(3 * i);
                FieldRecord cause = all.get(3 * i + 1);
                assertThat(text(along)).isEqualTo(i + 1 + " n" + i);
                assertThat(along.connection()).isEqualTo("echo");
                assertThat(along.address()).isEqualTo(EchoingSource.ECHO);
                assertThat(text(cause)).isEqualTo("n" + i);
                assertThat(rig.source().accepted()).contains(cause.id().seq());
            }
            Await.until(LONG, () -> accepted(rig).equals(List.of(200L, 100L)), "the counts");
            assertThat(echo.broughtBy()).containsExactly("devices");
        }
    }

    // Harm: two connections' threads bring what they cause out of order: an older state is told
    // after a newer one (COMB-1).
    @Test
    void manyThreadsKeepTheOrderInWhichTheCompanionSaw() throws InterruptedException {
        try (EngineRig rig = start()) {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                threads.add(
                        Thread.ofPlatform()
                                .start(
                                        () -> {
                                            for (int i = 0; i < 2_000; i++) {
                                                rig.source().send("press", CAUSE, "x");
                                            }
                                        }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            Await.until(LONG, () -> store.count() == 16_000, "all of it");
            int next = 1;
            for (FieldRecord record : arrived()) {
                if (record.address().equals(EchoingSource.ECHO)) {
                    assertThat(text(record)).isEqualTo(next + " x");
                    next++;
                }
            }
            assertThat(next).isEqualTo(8_001);
        }
    }

    // Harm: a guest's mistake costs the record of another its way in.
    @Test
    void aCompanionThatFailsIsToldOnceAndCostsNothing() {
        try (EngineRig rig = start()) {
            echo.breakDown(true);
            for (int i = 0; i < 5; i++) {
                assertThat(rig.source().send("press", CAUSE, "n")).isEqualTo(Admission.TAKEN);
            }
            rig.awaitAccepted(5);
            assertThat(
                            rig.engine().events(0, 1_000).events().stream()
                                    .filter(event -> event.code().equals("APP-0303")))
                    .hasSize(1);
            echo.breakDown(false);
            rig.source().send("press", CAUSE, "n");
            Await.until(LONG, () -> store.count() == 7, "the next with what it causes");
        }
    }

    // Harm: rows are missing, and only a counter that nobody looks at knows of it.
    @Test
    void whatTheLogDoesNotTakeOfWhatIsSentAlongIsToldOnceInARow() {
        try (EngineRig rig = start()) {
            echo.grow(16 << 20);
            for (int i = 0; i < 3; i++) {
                rig.source().send("press", CAUSE, "n");
            }
            rig.awaitAccepted(3);
            assertThat(refusals(rig))
                    .singleElement()
                    .satisfies(each -> assertThat(each.object()).isEqualTo("connection echo"))
                    .satisfies(each -> assertThat(each.message()).contains(EchoingSource.ECHO));
            echo.grow(0);
            rig.source().send("press", CAUSE, "n");
            rig.awaitAccepted(4);
            echo.grow(16 << 20);
            rig.source().send("press", CAUSE, "n");
            rig.awaitAccepted(5);
            assertThat(refusals(rig)).as("after one that was taken").hasSize(2);
        }
    }

    private static List<GatewayEvent> refusals(EngineRig rig) {
        return rig.engine().events(0, 1_000).events().stream()
                .filter(event -> event.code().equals("APP-0304"))
                .toList();
    }

    // Harm: while the gateway stops, records come in without what belongs to them.
    @Test
    void aStopInMidFlowPartsNothing() throws InterruptedException {
        EngineRig rig = start();
        Thread pouring =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    int n = 0;
                                    try {
                                        while (rig.source().send("press", CAUSE, "n" + n)
                                                != Admission.CLOSED) {
                                            n++;
                                        }
                                    } catch (IllegalStateException _) {
                                        // The source has stopped.
                                    }
                                });
        Await.until(LONG, () -> store.count() > 1_000, "flow");
        rig.close();
        pouring.join();
        // What the destination had no time for is in the log.
        try (EngineRig again = start()) {
            again.source().send("press", CAUSE, "last");
            Await.until(LONG, () -> text(arrived().getLast()).equals("last"), "the last one");
        }
        assertNothingParted();
    }

    // Harm: power goes between the two, and a cause that was acknowledged stands alone. One that
    // nobody was told of may: a disk keeps any part of what was not synced.
    @ParameterizedTest
    @EnumSource(CutOutcome.class)
    void aPowerCutPartsNothing(CutOutcome outcome) {
        SplittableRandom random = new SplittableRandom(11);
        FaultyFiles disk = new FaultyFiles();
        Path data = folder.resolve("data");
        int sent = 0;
        Set<Long> acknowledged = new HashSet<>();
        for (int cut = 0; cut < 5; cut++) {
            FaultyFiles powered = disk;
            try (EngineRig rig = EngineRig.start(data, plan.files(powered), store)) {
                powered.failAt(2 + random.nextInt(12), Fault.POWER_CUT, true);
                while (!powered.fired()) {
                    rig.source().send("press", CAUSE, "n" + sent++);
                }
                acknowledged.addAll(rig.source().accepted());
            }
            disk = powered.restart(outcome, random);
        }
        try (EngineRig rig = EngineRig.start(data, plan.files(disk), store)) {
            rig.source().send("press", CAUSE, "last");
            Await.until(
                    LONG,
                    () -> arrived().stream().anyMatch(each -> text(each).equals("last")),
                    "it");
        }
        assertThat(acknowledged).as("the cuts fell in the midst").hasSizeBetween(1, sent - 1);
        assertThat(alone())
                .as("acknowledged")
                .noneMatch(each -> acknowledged.contains(each.id().seq()));
    }

    private void assertNothingParted() {
        assertThat(alone()).isEmpty();
        assertThat(arrived()).anyMatch(each -> each.address().equals(EchoingSource.ECHO));
    }

    /// Causes that arrived without what was sent along with them.
    private List<FieldRecord> alone() {
        Set<String> sentAlong = new HashSet<>();
        List<FieldRecord> alone = new ArrayList<>();
        for (FieldRecord record : arrived()) {
            if (record.address().equals(EchoingSource.ECHO)) {
                sentAlong.add(text(record).substring(text(record).indexOf(' ') + 1));
            } else if (!sentAlong.contains(text(record))) {
                alone.add(record);
            }
        }
        return alone;
    }
}
