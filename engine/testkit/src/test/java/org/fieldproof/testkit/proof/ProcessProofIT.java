package org.fieldproof.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Proofs with real processes, at the size of a build. What the machine does not allow is skipped
/// and says so.
class ProcessProofIT {
    private static final int KILLS = Integer.getInteger("proof.kill", 30);
    private static final int POWER_CUTS = Integer.getInteger("proof.power", 15);
    private static final int CALL_STRIDE = Integer.getInteger("proof.inject", 80);

    @TempDir Path work;

    private static void holds(Verdict verdict) {
        skipIfSkipped(verdict);
        assertThat(verdict.holds()).as(verdict.toString()).isTrue();
        assertThat(verdict.cuts()).isPositive();
        System.out.println(verdict.row());
    }

    private static void skipIfSkipped(Verdict verdict) {
        if (!verdict.skipped().isEmpty()) {
            System.out.println("SKIPPED: " + verdict.skipped());
        }
        Assumptions.assumeTrue(verdict.skipped().isEmpty(), verdict.skipped());
    }

    /// G2. Harm: a killed gateway loses what it acknowledged, or needs a person to start again.
    @Test
    void killedAtAnyMomentNothingAcceptedIsLost() throws Exception {
        holds(new KillLoop(work, 1, Mutant.NONE).run(KILLS));
    }

    /// PROOF-5. Harm: a proof that cannot fail.
    @Test
    void theKillProofCatchesAnAcknowledgementBeforeTheWrite() throws Exception {
        Verdict verdict = new KillLoop(work, 1, Mutant.ACK_BEFORE_WRITE).run(200);
        assertThat(verdict.holds()).as(verdict.toString()).isFalse();
    }

    /// G1. Harm: a power cut loses what was acknowledged.
    @Test
    void aPowerCutOnARealFileSystemLosesNothingAccepted() throws Exception {
        holds(new PowerCuts(work, 1, Mutant.NONE).run(POWER_CUTS));
    }

    /// PROOF-5. Harm: a proof that cannot fail.
    @Test
    void thePowerCutProofCatchesALogThatDoesNotSync() throws Exception {
        Verdict verdict = new PowerCuts(work, 1, Mutant.NO_FORCE).run(30);
        skipIfSkipped(verdict);
        assertThat(verdict.lost()).as(verdict.toString()).isPositive();
    }

    /// G2, G3, G10. Harm: one place in the program where a kill or a failed call loses a record.
    @Test
    void killedOrFailedAtItsNthSystemCallNothingAcceptedIsLost() throws Exception {
        holds(new Injections(work, 1, Mutant.NONE).run(CALL_STRIDE));
    }

    /// G1. Harm: the acknowledgement is on its way while the record is still in memory.
    @Test
    void noAcknowledgementLeavesBeforeASyncThatCoversItsRecord() throws Exception {
        holds(new SyscallTrace(work, Mutant.NONE).run());
    }

    /// PROOF-5. Harm: a proof that cannot fail.
    @ParameterizedTest
    @EnumSource(
            value = Mutant.class,
            names = {"NO_FORCE", "ACK_BEFORE_WRITE"})
    void theTraceCatches(Mutant mutant) throws Exception {
        Verdict verdict = new SyscallTrace(work, mutant).run();
        skipIfSkipped(verdict);
        assertThat(verdict.holds()).as(verdict.toString()).isFalse();
    }

    /// G3, G10. Harm: a call that fails now and then, and a record is lost with it.
    @Test
    void callsThatFailAtRandomLoseNothingAccepted() throws Exception {
        holds(new PreloadedFaults(work, 1).failingCalls(8));
    }

    /// G18, row 57. Harm: a clock that is set loses, expires or reorders records.
    @Test
    void aWallClockThatJumpsLosesAndReordersNothing() throws Exception {
        holds(new PreloadedFaults(work, 1).jumpingClock(3));
    }
}
