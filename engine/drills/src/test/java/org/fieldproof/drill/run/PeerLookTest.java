package org.fieldproof.drill.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.StepResult;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.drill.Fault;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.drill.evidence.PeerReport;
import org.fieldproof.engine.port.DrillEnvironment;
import org.junit.jupiter.api.Test;

/// A look by hand: this test is the doctor, and says how much time is left.
class PeerLookTest {
    private final Map<String, CompletableFuture<DoctorReport>> asked = new LinkedHashMap<>();
    private final Map<String, Long> limits = new LinkedHashMap<>();

    /// Harm: what a peer says while its line is cut would stand there as said before the fault.
    @Test
    void whatComesAfterTheEndStaysUntold() {
        PeerLook look = look(List.of("early", "late"));
        assertThat(look.goesOn(PeerLook.LIMIT_MS)).isTrue();
        answer("early");
        assertThat(look.goesOn(-PeerLook.GRACE_MS + 1)).isTrue();
        assertThat(look.goesOn(-PeerLook.GRACE_MS)).as("the time is over").isFalse();
        look.end();

        answer("late");

        assertThat(look.reports())
                .extracting(PeerReport::notExamined)
                .containsExactly("", "It had told nothing within 8 s.");
    }

    @Test
    void whatCouldNotBeginIsToldByItsCodeAlone() {
        PeerLook look = look(List.of("refused", "broken"));
        look.goesOn(PeerLook.LIMIT_MS);
        future("refused")
                .completeExceptionally(
                        new ConnectorException(
                                Problem.error("DOCT-0104", "x", "plc-07 hangs.", "Wait.")));
        future("broken").completeExceptionally(new IllegalStateException("plc-07"));
        assertThat(look.goesOn(PeerLook.LIMIT_MS)).isFalse();
        look.end();

        assertThat(look.reports())
                .extracting(PeerReport::notExamined)
                .containsExactly("It could not begin: DOCT-0104.", "It could not begin.");
    }

    /// Harm: the doctor takes 32 at once, and all beyond would be refused in every drill.
    @Test
    void manyPeersHaveTheirTurnInPortions() {
        List<String> peers = IntStream.range(0, 60).mapToObj(i -> "peer-" + i).toList();
        PeerLook look = look(peers);
        look.goesOn(8_000);
        assertThat(asked).hasSize(PeerLook.AT_ONCE_MAX);
        assertThat(limits.values()).as("a third of the time each").containsOnly(8_000L / 3);

        answer("peer-3");
        look.goesOn(7_000);
        assertThat(asked).as("one told, so the next is asked").hasSize(PeerLook.AT_ONCE_MAX + 1);
        List.copyOf(asked.keySet()).forEach(this::answer);
        look.goesOn(5_000);
        List.copyOf(asked.keySet()).forEach(this::answer);
        assertThat(look.goesOn(1_000)).isTrue();
        assertThat(asked.keySet()).containsExactlyElementsOf(peers);
        assertThat(limits.get("peer-59")).as("no longer than there is time").isEqualTo(1_000);
        List.copyOf(asked.keySet()).forEach(this::answer);
        assertThat(look.goesOn(900)).isFalse();
        look.end();

        assertThat(look.reports()).hasSize(60).allMatch(each -> each.report() != null);
    }

    @Test
    void whoseTurnDoesNotComeIsToldAsNotExamined() {
        PeerLook look = look(IntStream.range(0, 30).mapToObj(i -> "peer-" + i).toList());
        look.goesOn(8_000);
        assertThat(look.goesOn(100)).as("those under way may still tell").isTrue();
        look.end();

        assertThat(asked).hasSize(PeerLook.AT_ONCE_MAX);
        assertThat(look.reports()).hasSize(30);
        assertThat(look.reports().getLast().notExamined())
                .isEqualTo("Its turn did not come within 8 s.");
    }

    private PeerLook look(List<String> peers) {
        DrillEnvironment environment =
                (DrillEnvironment)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {DrillEnvironment.class},
                                (_, method, given) ->
                                        switch (method.getName()) {
                                            case "project" ->
                                                    PlantProject.project(
                                                            new Fault.Down(),
                                                            Duration.ofSeconds(1),
                                                            0,
                                                            DeviceClass.SIM);
                                            case "examinable" -> Set.copyOf(peers);
                                            case "examine" -> {
                                                limits.put((String) given[0], (Long) given[1]);
                                                yield future((String) given[0]);
                                            }
                                            default -> throw new AssertionError(method.toString());
                                        });
        PeerLook look = new PeerLook(environment, peers);
        look.begin();
        return look;
    }

    private CompletableFuture<DoctorReport> future(String peer) {
        return asked.computeIfAbsent(peer, _ -> new CompletableFuture<>());
    }

    private void answer(String peer) {
        future(peer)
                .complete(
                        new DoctorReport(
                                peer,
                                "x",
                                Instant.EPOCH,
                                1,
                                Arrays.stream(DoctorStep.values()).map(PeerLookTest::fine).toList(),
                                ""));
    }

    private static StepResult fine(DoctorStep step) {
        return new StepResult(step, 1, new StepVerdict.Passed("Fine."), List.of());
    }
}
