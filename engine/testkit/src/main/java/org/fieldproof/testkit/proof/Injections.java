package org.fieldproof.testkit.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fieldproof.testkit.Trees;

/// Kills the child at its Nth system call of a kind, or lets that call fail, by a tracer: for
/// every N of a workload of 300 operations, and again while it recovers. G2, G3, G9, G10.
final class Injections {
    private static final int OPERATIONS = 300;
    private static final Pattern COUNTED = Pattern.compile("\\b(\\w+)\\(.*");

    /// What is injected at which call.
    private static final Map<String, List<String>> FAULTS = faults();

    private final Path work;
    private final long seed;
    private final Mutant mutant;
    private final Verdict verdict = new Verdict("system call killed or failed, strace");

    Injections(Path work, long seed, Mutant mutant) {
        this.work = work;
        this.seed = seed;
        this.mutant = mutant;
    }

    private static Map<String, List<String>> faults() {
        Map<String, List<String>> faults = new LinkedHashMap<>();
        faults.put("fdatasync", List.of("signal=KILL", "error=EIO"));
        faults.put("pwrite64", List.of("signal=KILL", "error=ENOSPC", "error=EIO"));
        faults.put("fsync", List.of("signal=KILL", "error=EIO"));
        faults.put("unlink", List.of("signal=KILL", "error=EIO"));
        faults.put("rename", List.of("signal=KILL"));
        return faults;
    }

    /// @param stride 1 meets every call
    Verdict run(int stride) throws IOException {
        if (!Command.present("strace")) {
            verdict.skip("strace is not installed");
            return verdict;
        }
        Map<String, Integer> whole = count(OPERATIONS);
        if (whole.isEmpty()) {
            verdict.skip("no right to trace a process");
            return verdict;
        }
        Map<String, Integer> recovery = count(0);
        int phase = 0;
        for (Map.Entry<String, List<String>> each : FAULTS.entrySet()) {
            String call = each.getKey();
            for (String fault : each.getValue()) {
                int calls = whole.getOrDefault(call, 0);
                for (int n = 1 + phase++ % stride; n <= calls && verdict.holds(); n += stride) {
                    one(call, fault, n, Math.max(1, recovery.getOrDefault(call, 1)));
                }
            }
        }
        return verdict;
    }

    /// How often each call comes in a life that nothing disturbs.
    private Map<String, Integer> count(int operations) throws IOException {
        Path trace = work.resolve("counted.txt");
        Path root = fresh();
        Map<String, Integer> counts = new TreeMap<>();
        ChildRun.Order order =
                order(root, 1, operations)
                        .wrapped(
                                "strace",
                                "-f",
                                "-qq",
                                "--seccomp-bpf",
                                "-e",
                                "trace=" + String.join(",", FAULTS.keySet()),
                                "-o",
                                trace.toString());
        try (ChildRun child = ChildRun.start(order, work.resolve("errors.txt"))) {
            child.drain(new Ledger());
            if (child.exit() != 0) {
                return Map.of();
            }
        }
        for (String line : Files.readAllLines(trace)) {
            Matcher call = COUNTED.matcher(line);
            if (call.find() && !line.contains("resumed>")) {
                counts.merge(call.group(1), 1, Integer::sum);
            }
        }
        return counts;
    }

    private Path fresh() throws IOException {
        Path root = work.resolve("injected");
        Trees.delete(root);
        return Files.createDirectories(root);
    }

    private ChildRun.Order order(Path root, long run, int operations) {
        return new ChildRun.Order(root, seed * 10 + run, operations, mutant);
    }

    private void one(String call, String fault, int n, int recoveryCalls) throws IOException {
        Ledger ledger = new Ledger();
        Path root = fresh();
        String when = "seed " + seed + ", " + call + " " + fault + " at " + n;
        life(order(root, 1, OPERATIONS).wrapped(injecting(call, fault, n)), ledger, when);
        int m = 1 + n % recoveryCalls;
        life(
                order(root, 2, 5).wrapped(injecting(call, fault, m)),
                ledger,
                when + ", then at " + m + " while recovering");
        try (ChildRun child = ChildRun.start(order(root, 3, 10), work.resolve("errors.txt"))) {
            child.drain(ledger);
            if (child.exit() != 0) {
                verdict.complain(when + ": does not go on, " + child.errors());
            }
        }
        verdict.add(ledger.compare(Snapshot.of(root)), when + ", gone on");
        verdict.accepted(ledger.acceptedEver());
    }

    private void life(ChildRun.Order order, Ledger ledger, String when) throws IOException {
        try (ChildRun child = ChildRun.start(order, work.resolve("errors.txt"))) {
            child.drain(ledger);
            int exit = child.exit();
            boolean expected = exit == ChildRun.KILLED || exit == ProofChild.REFUSED || exit == 0;
            if (!expected) {
                verdict.complain(when + ": exit " + exit + ", " + child.errors());
            }
            verdict.cut();
        }
        verdict.add(ledger.compare(Snapshot.of(order.root())), when);
        // After a failed call, what the process still saw and what counts may differ.
        if (!when.contains("KILL")) {
            ledger.forgetView();
        }
    }

    private static String[] injecting(String call, String fault, int n) {
        return new String[] {
            "strace",
            "-f",
            "-qq",
            "--seccomp-bpf",
            "-o",
            "/dev/null",
            "-e",
            "trace=" + call,
            "-e",
            "inject=" + call + ":" + fault + ":when=" + n
        };
    }
}
