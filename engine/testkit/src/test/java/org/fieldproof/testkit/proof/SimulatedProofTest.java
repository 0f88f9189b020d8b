package org.fieldproof.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Proofs on a disk in memory, at the size of a build, and that each fails over its mutant.
class SimulatedProofTest {
    private static final int STRIDE = Integer.getInteger("proof.simulate", 11);
    private static final int MUTATIONS = Integer.getInteger("proof.mutate", 20_000);

    /// G1, G2, G9. Harm: a power cut loses what a device was told is safe.
    @Test
    void aPowerCutAtEveryNthOperationLosesNothingAccepted() throws Exception {
        Verdict verdict = new SimulatedCuts(1, Mutant.NONE).run(STRIDE);
        assertThat(verdict.holds()).as(verdict.toString()).isTrue();
        assertThat(verdict.cuts()).isGreaterThan(100);
    }

    /// PROOF-5. Harm: a proof that cannot fail.
    @ParameterizedTest
    @EnumSource(
            value = Mutant.class,
            names = {
                "NO_FORCE",
                "ACK_BEFORE_WRITE",
                "DELETE_BEFORE_SYNC",
                "POSITION_NOT_SYNCED",
                "REORDER",
                "NEW_IDENTITY"
            })
    void theProofOfPowerCutsCatches(Mutant mutant) throws Exception {
        Verdict verdict = new SimulatedCuts(1, mutant).run(3);
        assertThat(verdict.holds()).as(verdict.toString()).isFalse();
    }

    /// G4. Harm: spoiled bytes are delivered, swallow their neighbours, or go unnoticed.
    @Test
    void aSpoiledFileCostsExactlyWhatIsReported() throws Exception {
        Verdict verdict = new MutationCampaign(1, Mutant.NONE).run(MUTATIONS);
        assertThat(verdict.holds()).as(verdict.toString()).isTrue();
        assertThat(verdict.cuts()).isGreaterThanOrEqualTo(MUTATIONS);
    }

    /// PROOF-5. Harm: a proof that cannot fail.
    @Test
    void theProofOfSpoiledFilesCatchesAReaderThatDoesNotLookAtChecksums() throws Exception {
        Verdict verdict = new MutationCampaign(1, Mutant.SKIP_CHECKSUM).run(MUTATIONS);
        assertThat(verdict.holds()).as(verdict.toString()).isFalse();
    }

    /// G5. Harm: one record in 100,000 is missed by nobody.
    @Test
    void everyRecordOfALongRunIsAccountedFor() throws Exception {
        Verdict verdict = new LongRun(1, Mutant.NONE).run(250_000);
        assertThat(verdict.holds()).as(verdict.toString()).isTrue();
        assertThat(verdict.accepted()).isGreaterThanOrEqualTo(250_000);
    }

    /// PROOF-5. Harm: a proof that cannot fail.
    @Test
    void theProofOfTheLongRunCatchesALossOfOneIn100_000() throws Exception {
        Verdict verdict = new LongRun(1, Mutant.LOSE_ONE_IN_100_000).run(250_000);
        assertThat(verdict.lost()).as(verdict.toString()).isEqualTo(2);
    }
}
