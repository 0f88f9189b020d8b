package org.fieldproof.testkit.proof;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.testkit.CutOutcome;
import org.fieldproof.testkit.Fault;
import org.fieldproof.testkit.FaultyFiles;

/// Cuts the power of a disk in memory at every operation of a workload of 300 operations, with
/// each outcome that a real disk may show, and again while it recovers. G1, G2, G9.
final class SimulatedCuts {
    private static final Path ROOT = Path.of("/disk").toAbsolutePath();
    private static final int OPERATIONS = 300;
    private static final int RECOVERY_OPERATIONS = 14;

    private final long seed;
    private final Mutant mutant;
    private final Verdict verdict = new Verdict("simulated power cut at every Nth operation");

    SimulatedCuts(long seed, Mutant mutant) {
        this.seed = seed;
        this.mutant = mutant;
    }

    /// @param stride 1 cuts at every operation
    Verdict run(int stride) throws IOException {
        boolean fired = true;
        for (int n = 1; fired && verdict.holds(); n += stride) {
            for (CutOutcome outcome : CutOutcome.values()) {
                fired = cutAt(n, outcome);
            }
        }
        return verdict;
    }

    private boolean cutAt(int n, CutOutcome outcome) throws IOException {
        SplittableRandom random = new SplittableRandom(seed * 31 + n);
        Ledger ledger = new Ledger();
        String when = "seed " + seed + ", cut at operation " + n + ", " + outcome;
        FaultyFiles disk = new FaultyFiles();
        disk.failAt(n, Fault.POWER_CUT, true);
        play(disk, 1, OPERATIONS, ledger);
        boolean fired = disk.fired();
        FaultyFiles after = check(disk, outcome, random, ledger, when);
        if (fired) {
            after.failAt(1 + n % RECOVERY_OPERATIONS, Fault.POWER_CUT, true);
            play(after, 2, 10, ledger);
            after = check(after, outcome, random, ledger, when + ", cut while recovering");
        }
        after.heal();
        if (!play(after, 3, 20, ledger)) {
            verdict.complain(when + ": does not go on");
        }
        after.cutPower();
        check(after, outcome, random, ledger, when + ", gone on");
        verdict.accepted(ledger.acceptedEver());
        return fired;
    }

    private FaultyFiles check(
            FaultyFiles disk,
            CutOutcome outcome,
            SplittableRandom random,
            Ledger ledger,
            String when)
            throws IOException {
        FaultyFiles after = disk.restart(outcome, random);
        verdict.cut();
        verdict.add(ledger.compare(Snapshot.of(after, ROOT)), when);
        if (outcome == CutOutcome.SCATTER || outcome == CutOutcome.ZERO_CONTENTS) {
            // Parts of the last write may stand behind a hole: recovery decides what they are.
            ledger.forgetView();
        }
        return after;
    }

    /// Whether the workload came to its end.
    private boolean play(FaultyFiles disk, long run, int operations, Ledger ledger) {
        LogFiles files = MutantFiles.over(disk, mutant);
        try {
            new Workload(files, ROOT, seed * 10 + run, 4, mutant, synced(ledger)).play(operations);
            return true;
        } catch (StoreException cut) {
            return false;
        }
    }

    private static Voice synced(Ledger ledger) {
        return line -> {
            synchronized (ledger) {
                ledger.hear(line);
            }
        };
    }
}
