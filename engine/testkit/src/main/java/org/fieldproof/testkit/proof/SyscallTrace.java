package org.fieldproof.testkit.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the child's system calls and sees to it that no acknowledgement leaves the process before
/// an `fdatasync` that covers the record has returned, and an `fsync` of the directory that holds
/// its file's name. G1.
final class SyscallTrace {
    private static final int OPERATIONS = 60;
    private static final Pattern PWRITE =
            Pattern.compile("pwrite64\\(\\d+<([^>]+)>, .*, \\d+, (\\d+)\\) += (\\d+)");
    private static final Pattern SYNC = Pattern.compile("(fdatasync|fsync)\\(\\d+<([^>]+)>.*");
    private static final Pattern CREATE =
            Pattern.compile("openat\\(.*O_CREAT.*\\) += \\d+<([^>]+)>");
    private static final Pattern SAID = Pattern.compile("write\\(1<[^>]*>, \"A (\\d+) .*");

    private final Path work;
    private final Mutant mutant;
    private final Verdict verdict = new Verdict("system calls: no acknowledgement before its sync");
    private final Map<String, Long> written = new HashMap<>();
    private final Map<String, Long> synced = new HashMap<>();
    private final Map<String, Long> syncing = new HashMap<>();
    private final Map<String, String> unfinished = new HashMap<>();
    private final Set<String> nameless = new HashSet<>();

    SyscallTrace(Path work, Mutant mutant) {
        this.work = work;
        this.mutant = mutant;
    }

    Verdict run() throws IOException {
        if (!Command.present("strace")) {
            verdict.skip("strace is not installed");
            return verdict;
        }
        Path root = Files.createDirectories(work.resolve("traced"));
        Path trace = work.resolve("trace.txt");
        ChildRun.Order order =
                new ChildRun.Order(root, 5, OPERATIONS, mutant)
                        .wrapped(
                                "strace",
                                "-f",
                                "-y",
                                "-qq",
                                "-s",
                                "40",
                                "-e",
                                "trace=pwrite64,fdatasync,fsync,write,openat",
                                "-e",
                                "signal=none",
                                "-o",
                                trace.toString());
        try (ChildRun child = ChildRun.start(order, work.resolve("errors.txt"))) {
            child.drain(new Ledger());
            if (child.exit() != 0) {
                verdict.skip("no right to trace a process (" + child.errors() + ")");
                return verdict;
            }
        }
        Map<Long, SegmentReader.Found> records = new HashMap<>();
        for (SegmentReader.Found found : SegmentReader.read(Snapshot.of(root).log())) {
            records.put(found.seq(), found);
        }
        String folder = root.resolve(Workload.LOG).toString();
        for (String line : Files.readAllLines(trace)) {
            call(line, records, folder);
        }
        return verdict;
    }

    /// One line: a whole call, the beginning of one that another thread interrupts, or its rest.
    private void call(String line, Map<Long, SegmentReader.Found> records, String folder) {
        String pid = line.substring(0, line.indexOf(' '));
        String rest = line.substring(pid.length()).strip();
        if (rest.startsWith("<... ")) {
            String begun = unfinished.remove(pid);
            if (begun != null) {
                finished(pid, begun + rest.substring(rest.indexOf("resumed>") + 8));
            }
            return;
        }
        begun(pid, rest, records, folder);
        if (rest.endsWith("<unfinished ...>")) {
            unfinished.put(pid, rest.substring(0, rest.length() - "<unfinished ...>".length()));
        } else {
            finished(pid, rest);
        }
    }

    private void begun(
            String pid, String call, Map<Long, SegmentReader.Found> records, String folder) {
        Matcher sync = SYNC.matcher(call);
        if (sync.matches()) {
            syncing.put(pid, written.getOrDefault(sync.group(2), 0L));
        }
        Matcher said = SAID.matcher(call);
        if (said.matches()) {
            SegmentReader.Found found = records.get(Long.parseLong(said.group(1)));
            if (found == null) {
                return;
            }
            verdict.cut();
            verdict.accepted(1);
            String file = folder + "/" + found.file();
            if (synced.getOrDefault(file, 0L) < found.endOffset()) {
                verdict.complain("seq " + found.seq() + " was acknowledged before its sync");
            }
            if (nameless.contains(file)) {
                verdict.complain("seq " + found.seq() + " was acknowledged before its file's name");
            }
        }
    }

    private void finished(String pid, String call) {
        Matcher write = PWRITE.matcher(call);
        if (write.find()) {
            long end = Long.parseLong(write.group(2)) + Long.parseLong(write.group(3));
            written.merge(write.group(1), end, Math::max);
        }
        Matcher create = CREATE.matcher(call);
        if (create.find()) {
            nameless.add(create.group(1));
        }
        Matcher sync = SYNC.matcher(call);
        Long covers = sync.matches() ? syncing.remove(pid) : null;
        if (covers != null && call.endsWith("= 0")) {
            String path = sync.group(2);
            synced.merge(path, covers, Math::max);
            nameless.removeIf(each -> each.substring(0, each.lastIndexOf('/')).equals(path));
        }
    }
}
