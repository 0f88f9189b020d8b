package org.fieldproof.testkit.proof;

import java.io.IOException;
import java.util.SplittableRandom;
import org.fieldproof.log.io.StoreException;

/// Spoils files in every way that [Mutation] knows, one at a time, opens them with the product and
/// compares. G4: what comes out is what was put in minus exactly what is reported, and nothing is
/// missing that was not hit. On a disk in memory, so that a million take minutes.
final class MutationCampaign {
    private final long seed;
    private final Mutant mutant;
    private final Verdict verdict = new Verdict("file mutations");

    MutationCampaign(long seed, Mutant mutant) {
        this.seed = seed;
        this.mutant = mutant;
    }

    /// So many mutations, half of them of log segments, the others of disk buffers, positions and
    /// quarantine. Files are made anew now and then, so that many shapes are met.
    ///
    /// @param mutations files that differ from what was written; at least as many are spoiled
    Verdict run(int mutations) throws IOException, StoreException {
        SplittableRandom random = new SplittableRandom(seed);
        while (verdict.cuts() < mutations && verdict.holds()) {
            long shape = random.nextLong(1L << 40);
            new SpoiledLog(shape, mutant, verdict).run(1000);
            new SpoiledBuffer(shape, verdict).run(600);
            new SpoiledLedgers(shape, verdict).run(400);
        }
        return verdict;
    }
}
