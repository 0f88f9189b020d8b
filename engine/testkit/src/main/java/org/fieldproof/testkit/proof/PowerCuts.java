package org.fieldproof.testkit.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// Power cuts on a real ext4: the child is stopped at a seeded random moment, the disk under its
/// file system is copied, the child is killed, and life goes on with the copy. What was only in
/// the system's memory is not in the copy. G1, G2.
///
/// Weaker than a real cut in one way, no disk lies and no sector tears, harsher in another:
/// without the system's own commit every five seconds only explicit syncs count.
final class PowerCuts {
    private static final int CUTS_ON_ONE_DISK = 25;
    private static final int OPERATIONS = 300;
    private static final int DISK_MEBIBYTES = 48;
    private static final long POLL_NANOS = 200_000;
    private static final int POLLS_MAX = 100_000;

    private final Path work;
    private final long seed;
    private final Mutant mutant;
    private final Verdict verdict = new Verdict("power cut, loop-mounted ext4");
    private Ledger ledger = new Ledger();
    private int image;

    PowerCuts(Path work, long seed, Mutant mutant) {
        this.work = work;
        this.seed = seed;
        this.mutant = mutant;
    }

    Verdict run(int cuts) throws IOException {
        String missing = Ext4Image.missing(work);
        if (!missing.isEmpty()) {
            verdict.skip(missing);
            return verdict;
        }
        long run = 0;
        while (verdict.cuts() < cuts && verdict.holds()) {
            ledger = new Ledger();
            Path disk = nextImage();
            Ext4Image.make(disk, place(), DISK_MEBIBYTES).close();
            for (int i = 0; i < CUTS_ON_ONE_DISK && verdict.cuts() < cuts && verdict.holds(); i++) {
                disk = one(disk, run++);
            }
            Files.delete(disk);
            verdict.accepted(ledger.acceptedEver());
        }
        return verdict;
    }

    private Path place() {
        return work.resolve("disk");
    }

    private Path nextImage() {
        return work.resolve("disk-" + image++ + ".img");
    }

    /// One life and one cut; returns the disk as the cut left it.
    private Path one(Path disk, long run) throws IOException {
        SplittableRandom random = new SplittableRandom(seed * 7_000_003 + run);
        Path copy = nextImage();
        String when = "power cut, seed " + seed + ", run " + run;
        try (Ext4Image mounted = Ext4Image.mount(disk, place());
                ChildRun child = ChildRun.start(order(run), work.resolve("errors.txt"))) {
            int linesUntilCut = random.nextInt(6) == 0 ? 1 : 1 + random.nextInt(800);
            String line = child.line();
            while (line != null && --linesUntilCut > 0) {
                ledger.hear(line);
                line = child.line();
            }
            if (line != null) {
                ledger.hear(line);
                LockSupport.parkNanos(random.nextLong(4_000_000));
                stop(child);
            }
            mounted.copyTo(copy);
            child.kill();
            child.drain(ledger);
            int exit = child.exit();
            if (exit != ChildRun.KILLED && exit != 0) {
                verdict.complain(when + ": exit " + exit + ", " + child.errors());
            }
        }
        verdict.cut();
        Files.delete(disk);
        try (Ext4Image after = Ext4Image.mount(copy, place())) {
            verdict.add(ledger.compare(Snapshot.of(after.place())), when);
        }
        return copy;
    }

    private ChildRun.Order order(long run) {
        return new ChildRun.Order(place(), seed * 100_000 + run, OPERATIONS, mutant);
    }

    /// Stops the process and waits until each of its threads stands still: nothing is said and
    /// nothing is written while the disk is copied. A child that ended meanwhile is as good.
    private static void stop(ChildRun child) throws IOException {
        if (Command.run("kill", "-STOP", Long.toString(child.pid())).exit() != 0) {
            return;
        }
        for (int i = 0; i < POLLS_MAX; i++) {
            if (!child.handle().isAlive() || standsStill(child.pid())) {
                return;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        throw new IOException("process " + child.pid() + " does not stop");
    }

    private static boolean standsStill(long pid) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks.toList()) {
                String stat = Files.readString(task.resolve("stat"));
                char state = stat.charAt(stat.lastIndexOf(')') + 2);
                if (state != 'T' && state != 't' && state != 'Z' && state != 'X') {
                    return false;
                }
            }
            return true;
        } catch (java.nio.file.NoSuchFileException threadEnded) {
            return false;
        }
    }
}
