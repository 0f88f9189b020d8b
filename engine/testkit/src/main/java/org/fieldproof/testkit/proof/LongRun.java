package org.fieldproof.testkit.proof;

import java.io.IOException;
import java.nio.file.Path;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.testkit.FaultyFiles;

/// Hundreds of thousands of records through log, buffer and destination on a disk in memory,
/// counted one by one outside of them. G5.
final class LongRun {
    private static final Path ROOT = Path.of("/disk").toAbsolutePath();
    private static final int OPERATIONS = 400;
    private static final int GROUP_MAX = 64;

    private final long seed;
    private final Mutant mutant;
    private final Verdict verdict = new Verdict("long run, every record counted");

    LongRun(long seed, Mutant mutant) {
        this.seed = seed;
        this.mutant = mutant;
    }

    /// At least so many records.
    Verdict run(long records) throws IOException, StoreException {
        FaultyFiles disk = new FaultyFiles();
        Ledger ledger = new Ledger();
        for (long life = 0; ledger.acceptedEver() < records; life++) {
            Workload workload =
                    new Workload(
                            disk,
                            ROOT,
                            seed * 1000 + life,
                            GROUP_MAX,
                            mutant,
                            line -> {
                                synchronized (ledger) {
                                    ledger.hear(line);
                                }
                            });
            workload.play(OPERATIONS);
            verdict.add(ledger.compare(Snapshot.of(disk, ROOT)), "seed " + seed + ", life " + life);
        }
        verdict.accepted(ledger.acceptedEver());
        return verdict;
    }
}
