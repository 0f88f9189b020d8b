package org.fieldproof.testkit.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.fieldproof.testkit.Trees;

/// Faults that a library in front of the C library plants: calls that fail at random (libfiu), and
/// a wall clock that jumps (libfaketime). G3, G10, G18.
final class PreloadedFaults {
    private static final int OPERATIONS = 300;
    private static final long YEAR_MILLIS = 365L * 24 * 3600 * 1000;
    private static final List<String> JUMPS = List.of("+0", "-3600", "+315360000", "-86400");
    private static final List<String> POINTS =
            List.of(
                    "posix/io/sync/fdatasync",
                    "posix/io/sync/fsync",
                    "posix/io/rw/pwrite",
                    "posix/io/dir/unlink");

    private final Path work;
    private final long seed;

    PreloadedFaults(Path work, long seed) {
        this.work = work;
        this.seed = seed;
    }

    /// Lives in which system calls fail at random, each followed by one in which they do not.
    Verdict failingCalls(int lives) throws IOException {
        Verdict verdict = new Verdict("calls that fail at random, libfiu");
        if (!Command.present("fiu-run")) {
            verdict.skip("fiu-run is not installed");
            return verdict;
        }
        for (int life = 0; life < lives && verdict.holds(); life++) {
            Path root = fresh();
            Ledger ledger = new Ledger();
            String point = POINTS.get(life % POINTS.size());
            String when = "seed " + seed + ", life " + life + ", " + point;
            ChildRun.Order order =
                    new ChildRun.Order(root, seed * 100 + life, OPERATIONS, Mutant.NONE);
            String fault = "enable_random name=" + point + ",probability=0.03";
            live(order.wrapped("fiu-run", "-x", "-c", fault), ledger, verdict, when);
            ledger.forgetView();
            live(
                    new ChildRun.Order(root, seed * 100 + 50 + life, 20, Mutant.NONE),
                    ledger,
                    verdict,
                    when + ", gone on");
            verdict.cut();
            verdict.accepted(ledger.acceptedEver());
        }
        return verdict;
    }

    private static int live(ChildRun.Order order, Ledger ledger, Verdict verdict, String when)
            throws IOException {
        int exit;
        try (ChildRun child = ChildRun.start(order, order.root().resolveSibling("errors.txt"))) {
            child.drain(ledger);
            exit = child.exit();
            boolean refusedUnasked = exit == ProofChild.REFUSED && order.wrapper().isEmpty();
            if ((exit != 0 && exit != ProofChild.REFUSED) || refusedUnasked) {
                verdict.complain(when + ": exit " + exit + ", " + child.errors());
            }
        }
        verdict.add(ledger.compare(Snapshot.of(order.root())), when);
        return exit;
    }

    /// Lives in which the wall clock goes back an hour, forward ten years and back a day.
    Verdict jumpingClock(int lives) throws IOException {
        Verdict verdict = new Verdict("wall clock jumps, libfaketime");
        Optional<Path> library = library();
        if (library.isEmpty()) {
            verdict.skip("libfaketime is not installed");
            return verdict;
        }
        Path root = fresh();
        Ledger ledger = new Ledger();
        Path clock = work.resolve("clock.txt");
        SplittableRandom random = new SplittableRandom(seed);
        for (int life = 0; life < lives && verdict.holds(); life++) {
            Files.writeString(clock, JUMPS.getFirst());
            Map<String, String> environment =
                    Map.of(
                            "LD_PRELOAD",
                            library.get().toString(),
                            "FAKETIME_TIMESTAMP_FILE",
                            clock.toString(),
                            "FAKETIME_NO_CACHE",
                            "1",
                            "FAKETIME_DONT_FAKE_MONOTONIC",
                            "1");
            ChildRun.Order order =
                    new ChildRun.Order(
                            root,
                            seed * 100 + life,
                            OPERATIONS,
                            Mutant.NONE,
                            List.of(),
                            environment);
            String when = "seed " + seed + ", clock, life " + life;
            clockLife(order, ledger, verdict, clock, random, when);
            verdict.add(ledger.compare(Snapshot.of(root)), when);
        }
        verdict.accepted(ledger.acceptedEver());
        return verdict;
    }

    private void clockLife(
            ChildRun.Order order,
            Ledger ledger,
            Verdict verdict,
            Path clock,
            SplittableRandom random,
            String when)
            throws IOException {
        try (ChildRun child = ChildRun.start(order, work.resolve("errors.txt"))) {
            long earliest = Long.MAX_VALUE;
            long latest = 0;
            int lines = 0;
            int jump = 1;
            int nextJump = 20 + random.nextInt(100);
            for (String line = child.line(); line != null; line = child.line()) {
                ledger.hear(line);
                lines++;
                if (line.startsWith("W ")) {
                    long wall = Long.parseLong(line.substring(2));
                    earliest = Math.min(earliest, wall);
                    latest = Math.max(latest, wall);
                }
                if (lines >= nextJump && jump < JUMPS.size()) {
                    Files.writeString(clock, JUMPS.get(jump++));
                    verdict.cut();
                    nextJump += 60 + random.nextInt(100);
                }
            }
            int exit = child.exit();
            if (exit != 0) {
                verdict.complain(when + ": exit " + exit + ", " + child.errors());
            } else if (latest - earliest < YEAR_MILLIS) {
                verdict.complain(when + ": the child's clock did not jump");
            }
        }
    }

    private static Optional<Path> library() throws IOException {
        for (Path lib : List.of(Path.of("/usr/lib"), Path.of("/usr/local/lib"))) {
            if (Files.isDirectory(lib)) {
                try (Stream<Path> found =
                        Files.find(lib, 4, (path, _) -> path.endsWith("libfaketimeMT.so.1"))) {
                    Optional<Path> first = found.findFirst();
                    if (first.isPresent()) {
                        return first;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Path fresh() throws IOException {
        Path root = work.resolve("preloaded");
        Trees.delete(root);
        return Files.createDirectories(root);
    }
}
