package org.fieldproof.testkit.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.fieldproof.testkit.Trees;

/// Kills the child with SIGKILL at seeded random moments, again and again on the same directory:
/// while it starts, while it recovers, while it works. G2.
final class KillLoop {
    private static final int CYCLES_ON_ONE_DIRECTORY = 50;
    private static final int OPERATIONS = 300;

    private final Path work;
    private final long seed;
    private final Mutant mutant;
    private final Verdict verdict = new Verdict("kill -9");
    private Ledger ledger = new Ledger();

    KillLoop(Path work, long seed, Mutant mutant) {
        this.work = work;
        this.seed = seed;
        this.mutant = mutant;
    }

    /// So many kills that found the child alive.
    Verdict run(int kills) throws IOException {
        long run = 0;
        while (verdict.cuts() < kills && verdict.holds()) {
            if (run % CYCLES_ON_ONE_DIRECTORY == 0) {
                verdict.accepted(ledger.acceptedEver());
                ledger = new Ledger();
            }
            Path root = work.resolve("kill-" + run / CYCLES_ON_ONE_DIRECTORY);
            one(root, run);
            run++;
            if (run % CYCLES_ON_ONE_DIRECTORY == 0) {
                Trees.delete(root);
            }
        }
        verdict.accepted(ledger.acceptedEver());
        return verdict;
    }

    private void one(Path root, long run) throws IOException {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + run);
        Files.createDirectories(root);
        ChildRun.Order order = new ChildRun.Order(root, seed * 100_000 + run, OPERATIONS, mutant);
        String when = "kill -9, seed " + seed + ", run " + run;
        try (ChildRun child = ChildRun.start(order, work.resolve("errors.txt"))) {
            int mode = random.nextInt(10);
            int linesUntilDeath = mode < 7 ? 1 + random.nextInt(900) : Integer.MAX_VALUE;
            for (String line = child.line(); line != null; line = child.line()) {
                ledger.hear(line);
                if (line.equals("S") && mode >= 7) {
                    // Most of these fall into the recovery, some into the JVM's own start of work.
                    child.killAfter(random.nextLong(mode == 9 ? 120_000_000 : 30_000_000));
                }
                if (--linesUntilDeath == 0) {
                    child.killAfter(random.nextLong(3_000_000));
                }
            }
            int exit = child.exit();
            if (exit == ChildRun.KILLED) {
                verdict.cut();
            } else if (exit != 0) {
                verdict.complain(when + ": exit " + exit + ", " + child.errors());
            }
        }
        verdict.add(ledger.compare(Snapshot.of(root)), when);
    }
}
