package org.fieldproof.engine.writing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.WritePrepared;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagSchema.Addressed;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.engine.journal.AuditTrail;
import org.fieldproof.engine.journal.Operator;
import org.fieldproof.engine.port.OneArmed.Arming;
import org.fieldproof.engine.secret.Redactor;
import org.fieldproof.testkit.ManualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// WRT-1 and WRT-2 as one question, whether the device was written when it must not be, and desks
/// that are spoiled. Harm if it breaks: the proof of G20 proves nothing.
class WriteMutantsTest {
    @TempDir private Path journal;
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-28T12:00:00Z"));
    private final SpokenDevice device = new SpokenDevice(new TypedValue.Int(16, 100));
    private volatile boolean drillRuns;

    enum Mutant {
        NONE,
        /// The arming is never looked at.
        ARMED_FOR_EVER,
        /// A confirmation stays good.
        TWICE,
        /// Nobody is asked right before the frame.
        NO_LAST_WORD,
        /// Drills are not looked at.
        BLIND_TO_DRILLS
    }

    @Test
    void nothingIsWrittenThatMustNotBe() throws Exception {
        assertThat(complaints(Mutant.NONE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void eachMutantIsCaught(Mutant mutant) throws Exception {
        assertThat(complaints(mutant)).isNotEmpty();
    }

    private Permits permits(Mutant mutant) {
        return new Permits(
                clock,
                new SplittableRandom(1),
                () -> drillRuns && mutant != Mutant.BLIND_TO_DRILLS) {
            @Override
            boolean stands(Arming<String> under) {
                return mutant == Mutant.ARMED_FOR_EVER || super.stands(under);
            }

            @Override
            synchronized Optional<Ended> lapse() {
                return mutant == Mutant.ARMED_FOR_EVER ? Optional.empty() : super.lapse();
            }

            @Override
            synchronized Optional<Prepared> take(String token) {
                Optional<Prepared> taken = super.take(token);
                if (mutant == Mutant.TWICE) {
                    taken.ifPresent(each -> put(token, each));
                }
                return taken;
            }

            @Override
            synchronized Optional<Problem> leave(Prepared confirmed) {
                return mutant == Mutant.NO_LAST_WORD ? Optional.empty() : super.leave(confirmed);
            }
        };
    }

    private List<String> complaints(Mutant mutant) throws Exception {
        List<String> complaints = new ArrayList<>();
        Addressed tag = new Addressed(TagDefinition.of("level", "hr0", "int16"), "tank/level");
        try (AuditTrail audit =
                AuditTrail.open(
                        journal,
                        GatewayClock.system(),
                        new Redactor(),
                        new Operator("ann", "console"))) {
            WriteDesk desk =
                    new WriteDesk(
                            List.of(
                                    new WritableLine(
                                            "tank", DeviceClass.BENCH, List.of(tag), device::open)),
                            audit,
                            clock,
                            permits(mutant),
                            new WriteDesk.Patience(0, 5_000, 60_000));
            int written = attempts(desk, complaints);
            if (written != 1) {
                complaints.add("control: " + written + " writes that were allowed");
            }
            desk.close(Duration.ofSeconds(10));
        }
        return complaints;
    }

    /// @return how often it was written where it was allowed
    private int attempts(WriteDesk desk, List<String> complaints) throws Exception {
        ask(desk, new Command.ArmWrites("tank", "tank", 1));
        String once = token(desk);
        ask(desk, new Command.ConfirmWrite(once));
        int allowed = device.written().size();
        ask(desk, new Command.ConfirmWrite(once));
        note(allowed, "a token twice", complaints);
        String held = token(desk);
        CountDownLatch dialling = device.holdDials();
        CompletableFuture<Outcome> told =
                desk.submit(new Command.ConfirmWrite(held)).toCompletableFuture();
        assertThat(dialling.await(60, TimeUnit.SECONDS)).isTrue();
        ask(desk, new Command.DisarmWrites());
        device.goOn();
        told.join();
        note(allowed, "disarmed while it was dialled", complaints);
        ask(desk, new Command.ArmWrites("tank", "tank", 1));
        String drilled = token(desk);
        drillRuns = true;
        ask(desk, new Command.ConfirmWrite(drilled));
        drillRuns = false;
        note(allowed, "during a drill", complaints);
        ask(desk, new Command.ArmWrites("tank", "tank", 1));
        clock.advance(Duration.ofSeconds(30));
        String late = token(desk);
        dialling = device.holdDials();
        told = desk.submit(new Command.ConfirmWrite(late)).toCompletableFuture();
        assertThat(dialling.await(60, TimeUnit.SECONDS)).isTrue();
        clock.advance(Duration.ofSeconds(31));
        device.goOn();
        told.join();
        note(allowed, "behind the end of the arming", complaints);
        return allowed;
    }

    private void note(int allowed, String what, List<String> complaints) {
        if (device.written().size() > allowed) {
            complaints.add("written: " + what);
        }
    }

    private static String token(WriteDesk desk) {
        Outcome shown = ask(desk, new Command.PrepareWrite("tank", "level", "5"));
        return shown instanceof WritePrepared prepared ? prepared.token() : "none";
    }

    private static Outcome ask(WriteDesk desk, Command.WriteCommand command) {
        return desk.submit(command).toCompletableFuture().join();
    }
}
