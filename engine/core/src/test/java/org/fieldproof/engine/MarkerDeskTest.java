package org.fieldproof.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.snapshot.MarkerSnapshot;
import org.fieldproof.api.snapshot.MarkersSnapshot;
import org.fieldproof.engine.rig.EngineRig;
import org.fieldproof.engine.rig.ScriptedDestination;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Marked moments. Harm if it breaks: a shift's note is gone after a restart, or nobody can tell
/// who took it away.
class MarkerDeskTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    // Moments that have been, whatever the date.
    private final Instant millis = Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.MILLIS);
    private final Instant at = millis.plusNanos(456_000);

    @TempDir Path folder;

    private final ScriptedDestination upstream = new ScriptedDestination("upstream");

    @Test
    void aMarkedMomentIsInThePictureTheTrailAndTheEvents() {
        try (EngineRig rig = start()) {
            Outcome set = rig.ask(new Command.SetMarker(at, "  filter changed  "));
            assertThat(set)
                    .isEqualTo(new Outcome.Done("Marker 1: Marked " + millis + ": filter changed"));
            Await.until(PATIENCE, () -> !shown(rig).isEmpty(), "the picture");
            assertThat(shown(rig))
                    .containsExactly(
                            new MarkerSnapshot(1, millis, "filter changed", "ann (console)"));
            assertThat(acts(rig).getFirst())
                    .isEqualTo("set marker 1 at " + millis + ": filter changed");
            assertThat(rig.engine().events(1, 1_000).events())
                    .filteredOn(event -> event.code().equals("APP-0334"))
                    .extracting(GatewayEvent::object, GatewayEvent::message)
                    .containsExactly(tuple("marker 1", "Marked " + millis + ": filter changed"));
        }
    }

    @Test
    void whatIsSaidAnewOrTakenAwayStaysInTheTrail() {
        try (EngineRig rig = start()) {
            rig.ask(new Command.SetMarker(at, ""));
            rig.ask(new Command.SetMarker(at, "second"));
            rig.ask(new Command.RenameMarker(1, "first: at last"));
            rig.ask(new Command.RemoveMarker(2));
            MarkerSnapshot left = new MarkerSnapshot(1, millis, "first: at last", "ann (console)");
            Await.until(PATIENCE, () -> shown(rig).equals(List.of(left)), "the picture");
            assertThat(acts(rig).subList(0, 4))
                    .containsExactly(
                            "remove marker 2",
                            "rename marker 1: first: at last",
                            "set marker 2 at " + millis + ": second",
                            "set marker 1 at " + millis);
        }
    }

    @Test
    void markersStandOverARestartAndNoNumberIsGivenTwice() {
        try (EngineRig rig = start()) {
            rig.ask(new Command.SetMarker(at, "first"));
            rig.ask(new Command.SetMarker(at, "second"));
            rig.ask(new Command.RemoveMarker(2));
        }
        try (EngineRig rig = start()) {
            Await.until(PATIENCE, () -> shown(rig).size() == 1, "what was read back");
            assertThat(shown(rig).getFirst().text()).isEqualTo("first");
            rig.ask(new Command.SetMarker(at, "third"));
            Await.until(PATIENCE, () -> shown(rig).size() == 2, "the picture");
            assertThat(shown(rig).getLast().id()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two\nlines",
                "a bell \u0007",
                "turned \u202e round",
                "half a pair \ud83d",
                "a line \u2028 end"
            })
    void aTextThatCannotBeSeenAsItIsIsRefused(String text) {
        try (EngineRig rig = start()) {
            assertRefused(rig, new Command.SetMarker(at, text));
            rig.ask(new Command.SetMarker(at, "good: \uD83D\uDC69\u200D\uD83D\uDD27 ü"));
            assertRefused(rig, new Command.RenameMarker(1, text));
            assertThat(acts(rig)).filteredOn(act -> act.contains("marker")).hasSize(1);
        }
    }

    @Test
    void aTextOfTwoHundredCharactersIsTakenAndOneMoreIsNot() {
        try (EngineRig rig = start()) {
            assertRefused(rig, new Command.SetMarker(at, "x".repeat(201)));
            assertThat(rig.ask(new Command.SetMarker(at, "x".repeat(200))))
                    .isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void whatIsNotThereOrHasNotBeenIsRefused() {
        try (EngineRig rig = start()) {
            assertRefused(rig, new Command.RemoveMarker(1));
            assertRefused(rig, new Command.RenameMarker(1, "x"));
            assertRefused(rig, new Command.SetMarker(Instant.now().plusSeconds(86_400), "x"));
            assertRefused(rig, new Command.SetMarker(Instant.EPOCH.minusMillis(1), "x"));
            rig.ask(new Command.SetMarker(at, "x"));
            rig.ask(new Command.RemoveMarker(1));
            assertRefused(rig, new Command.RemoveMarker(1));
        }
    }

    // Harm: a picture that grows for ever, with every beat.
    @Test
    void theNewestAreShownAndTheOthersCounted() {
        try (EngineRig rig = start()) {
            for (int i = 0; i < MarkersSnapshot.SHOWN_MAX + 3; i++) {
                rig.ask(new Command.SetMarker(at, ""));
            }
            Await.until(PATIENCE, () -> rig.snapshot().markers().more() == 3, "the picture");
            assertThat(shown(rig)).hasSize(MarkersSnapshot.SHOWN_MAX);
            assertThat(shown(rig).getFirst().id()).isEqualTo(4);
            assertRefused(rig, new Command.RemoveMarker(3));
        }
    }

    // Harm: a console says that it is marked, the power fails, and nothing is.
    @Test
    void whatDoesNotReachTheDiskIsNotSaidToBeMarked() throws Exception {
        try (EngineRig rig = start()) {
            assertThat(rig.ask(new Command.SetMarker(at, "first")))
                    .isInstanceOf(Outcome.Done.class);
            assertThat(Files.readString(trail())).contains("first");
            Path journal = folder.resolve("data/journal");
            Path away = journal.resolveSibling("away");
            Files.move(journal, away);
            assertRefused(rig, new Command.SetMarker(at, "second"));
            Files.move(away, journal);
            Await.until(PATIENCE, () -> hasInTrail("second"), "written by itself");
            assertThat(rig.ask(new Command.RemoveMarker(2))).isInstanceOf(Outcome.Done.class);
            assertThat(Files.readString(trail())).contains("remove marker 2");
        }
    }

    private boolean hasInTrail(String words) {
        try {
            return Files.readString(trail()).contains(words);
        } catch (IOException notYet) {
            return false;
        }
    }

    private Path trail() {
        return folder.resolve("data/journal/audit.jsonl");
    }

    // Harm: two who take one away both read that they did.
    @Test
    void oneOfManyTakesItAwayAndTheOthersAreTold() {
        try (EngineRig rig = start()) {
            rig.ask(new Command.SetMarker(at, "x"));
            List<CompletableFuture<Outcome>> all =
                    Stream.generate(
                                    () ->
                                            CompletableFuture.supplyAsync(
                                                    () -> rig.ask(new Command.RemoveMarker(1))))
                            .limit(8)
                            .toList();
            assertThat(all.stream().map(CompletableFuture::join))
                    .filteredOn(Outcome.Done.class::isInstance)
                    .hasSize(1);
            assertThat(acts(rig)).filteredOn("remove marker 1"::equals).hasSize(1);
        }
    }

    private EngineRig start() {
        return EngineRig.start(folder.resolve("data"), upstream);
    }

    private static List<MarkerSnapshot> shown(EngineRig rig) {
        return rig.snapshot().markers().shown();
    }

    private static List<String> acts(EngineRig rig) {
        return rig.ask(new Command.ReadAudit(1_000)) instanceof Outcome.AuditRead read
                ? read.lines().stream().map(Outcome.AuditLine::act).toList()
                : List.of();
    }

    private static void assertRefused(EngineRig rig, Command command) {
        assertThat(rig.ask(command))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why().code()).isEqualTo("APP-0335"));
    }
}
