package org.fieldproof.testkit.proof;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogConfig;
import org.fieldproof.log.LogEntry;
import org.fieldproof.log.LogInspection;
import org.fieldproof.log.LogListener;
import org.fieldproof.log.LogReader;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.log.recovery.RecoveryAction;
import org.fieldproof.testkit.FaultyFiles;

/// A small log of several segments whose files are spoiled one at a time.
final class SpoiledLog {
    private static final Path DIRECTORY = Path.of("/disk/log").toAbsolutePath();
    private static final int OPENED_EVERY = 8;

    private final SplittableRandom random;
    private final Mutant mutant;
    private final Verdict verdict;
    private final String name;
    private final FaultyFiles disk = new FaultyFiles();
    private final TreeMap<Long, String> accepted = new TreeMap<>();
    private final Map<String, byte[]> segments = new TreeMap<>();
    private final Map<String, List<SegmentReader.Found>> records = new TreeMap<>();

    SpoiledLog(long shape, Mutant mutant, Verdict verdict) throws IOException, StoreException {
        this.random = new SplittableRandom(shape);
        this.mutant = mutant;
        this.verdict = verdict;
        this.name = "log of shape " + shape;
        write();
    }

    private static LogConfig config() {
        return new LogConfig(
                DIRECTORY,
                LogConfig.SEGMENT_BYTES_MIN,
                LogConfig.BATCH_BYTES_MIN,
                System::nanoTime);
    }

    private void write() throws IOException, StoreException {
        int runs = 2 + random.nextInt(3);
        int n = 0;
        for (int run = 0; run < runs; run++) {
            DurableLog log = DurableLog.open(config(), disk, LogListener.none());
            int groups = 2 + random.nextInt(3);
            for (int group = 0; group < groups; group++) {
                n += append(log, n);
            }
            if (run < runs - 1 || random.nextBoolean()) {
                log.close();
            } else {
                // The last life ends without a word, as by a kill.
                disk.restartProcess();
                log.close();
            }
        }
    }

    private int append(DurableLog log, int n) {
        int count = 1 + random.nextInt(4);
        List<Entry> group = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Entry entry = new Entry("r" + (n + i) + "-" + "z".repeat(random.nextInt(90)));
            group.add(entry);
            log.append(entry);
        }
        for (Entry each : group) {
            accepted.put(each.await(), each.text);
        }
        return count;
    }

    void run(int mutations) throws IOException, StoreException {
        FaultyFiles base = disk.restart(org.fieldproof.testkit.CutOutcome.KEEP_ALL, random);
        Map<String, byte[]> all = Snapshot.files(base, DIRECTORY);
        all.forEach(
                (file, bytes) -> {
                    if (file.endsWith(".fplog")) {
                        segments.put(file, bytes);
                        records.put(file, new ArrayList<>());
                    }
                });
        for (SegmentReader.Found found : SegmentReader.read(all)) {
            Snapshot.known(records, found.file()).add(found);
        }
        verdict.accepted(accepted.size());
        for (int i = 0; i < mutations && verdict.holds(); i++) {
            one(base, i);
        }
    }

    private void one(FaultyFiles base, int i) throws IOException, StoreException {
        String file = List.copyOf(segments.keySet()).get(random.nextInt(segments.size()));
        byte[] whole = Snapshot.known(segments, file);
        FaultyFiles copy = base.copy();
        Set<Long> hit = new TreeSet<>();
        String what;
        if (random.nextInt(50) == 0) {
            what = wholeFile(copy, file, hit);
        } else {
            Mutation mutation = Mutation.random(random, whole.length);
            byte[] spoiled = mutation.of(whole);
            if (Arrays.equals(spoiled, whole)) {
                return;
            }
            copy.damage(DIRECTORY.resolve(file), _ -> spoiled);
            hit.addAll(hitWithHeader(file, spoiled));
            hit.addAll(between(file, mutation));
            what = file + " " + mutation;
        }
        verdict.cut();
        String when = name + ", mutation " + i + ", " + what;
        try {
            LogFiles seen = MutantFiles.over(copy, mutant);
            if (segments.size() > 1
                    || !SegmentReader.read(Snapshot.files(copy, DIRECTORY)).isEmpty()) {
                inspect(seen, hit, when);
            }
            if (i % OPENED_EVERY == 0) {
                open(seen, hit, when);
            }
        } catch (StoreException e) {
            verdict.complain(when + ": " + e.code() + " " + e.getMessage());
        }
    }

    /// Removes the file, or puts another log's or an older state in its place.
    private String wholeFile(FaultyFiles copy, String file, Set<Long> hit) throws IOException {
        Path path = DIRECTORY.resolve(file);
        byte[] whole = Snapshot.known(segments, file);
        Snapshot.known(records, file).forEach(found -> hit.add(found.seq()));
        return switch (random.nextInt(3)) {
            case 0 -> {
                copy.lose(path);
                yield file + " missing";
            }
            case 1 -> {
                byte[] foreign = ofAnotherLog(whole);
                copy.damage(path, _ -> foreign);
                yield file + " of another log";
            }
            default -> {
                // A copy under a new name, as by a restored backup: the original stays.
                hit.clear();
                try (LogFile copied = copy.create(DIRECTORY.resolve("00000000000000ee.fplog"))) {
                    copied.writeFully(ByteBuffer.wrap(whole), 0);
                    copied.force();
                }
                copy.forceDirectory(DIRECTORY);
                yield file + " copied under another name";
            }
        };
    }

    /// The same with another epoch, in both copies of the header, and checksums that agree.
    private byte[] ofAnotherLog(byte[] whole) {
        byte[] foreign = whole.clone();
        long epoch = random.nextLong();
        for (int at : new int[] {0, 2048}) {
            ByteBuffer header = ByteBuffer.wrap(foreign, at, 56).slice();
            header.putLong(16, epoch);
            header.putInt(52, SegmentReader.crcOf(Arrays.copyOfRange(foreign, at, at + 52)));
        }
        return foreign;
    }

    /// The records that a change of bytes concerns.
    private Set<Long> hit(String file, byte[] spoiled) {
        byte[] whole = Snapshot.known(segments, file);
        Set<Long> hit = new TreeSet<>();
        for (SegmentReader.Found found : Snapshot.known(records, file)) {
            int end = (int) found.endOffset();
            int from = end - found.payload().length - 16;
            boolean same =
                    spoiled.length >= end && Arrays.equals(whole, from, end, spoiled, from, end);
            if (!same) {
                hit.add(found.seq());
            }
        }
        return hit;
    }

    /// A sector that holds another one's frames may cost the records between the two places:
    /// whole frames in the wrong place are told apart by their seqs, and that is not always
    /// possible.
    private Set<Long> between(String file, Mutation mutation) {
        Set<Long> between = new TreeSet<>();
        if (mutation instanceof Mutation.CopySector copy) {
            int from = Math.min(copy.from(), copy.to()) * Mutation.SECTOR_BYTES;
            int to = (Math.max(copy.from(), copy.to()) + 1) * Mutation.SECTOR_BYTES;
            for (SegmentReader.Found found : Snapshot.known(records, file)) {
                long start = found.endOffset() - found.payload().length - 16;
                if (found.endOffset() > from && start < to) {
                    between.add(found.seq());
                }
            }
        }
        return between;
    }

    private Set<Long> hitWithHeader(String file, byte[] spoiled) {
        Set<Long> hit = hit(file, spoiled);
        if (spoiled.length < 56) {
            // Without a header's first copy there are no frames either.
            Snapshot.known(records, file).forEach(found -> hit.add(found.seq()));
        }
        return hit;
    }

    private void inspect(LogFiles files, Set<Long> hit, String when) throws StoreException {
        LogInspection inspection = LogInspection.of(DIRECTORY, files);
        TreeMap<Long, String> found = new TreeMap<>();
        inspection.dump(1, (seq, payload) -> found.put(seq, text(payload)));
        long first = inspection.firstSeq();
        long behind = inspection.lastSeq() + 1;
        compare(found, inspection.gaps(), first, behind, hit, when + ", inspected");
    }

    private void open(LogFiles files, Set<Long> hit, String when) throws StoreException {
        long next;
        try (DurableLog log = DurableLog.open(config(), files, LogListener.none())) {
            Map<Long, String> found = readAll(log);
            next = log.recovery().nextSeq();
            if (!log.recovery().newEpoch()) {
                compare(found, log.recovery().gaps(), log.firstSeq(), next, hit, when);
            }
            Entry entry = new Entry("goes on");
            log.append(entry);
            if (entry.await() != next) {
                verdict.complain(when + ": does not go on at " + next);
            }
        }
        try (DurableLog again = DurableLog.open(config(), files, LogListener.none())) {
            if (!"goes on".equals(readAll(again).get(next))) {
                verdict.complain(when + ": what was appended afterwards is not there");
            }
        }
    }

    private static Map<Long, String> readAll(DurableLog log) throws StoreException {
        TreeMap<Long, String> found = new TreeMap<>();
        try (LogReader reader = log.reader(log.firstSeq())) {
            int read = 1;
            while (read > 0) {
                read = reader.read(64 << 10, (seq, payload) -> found.put(seq, text(payload)));
            }
        }
        return found;
    }

    /// Missing is exactly what is reported: as a gap, or because the log begins behind it or goes
    /// on before it. And nothing is missing that was not hit.
    private void compare(
            Map<Long, String> found,
            List<RecoveryAction.ReportGap> gaps,
            long first,
            long behind,
            Set<Long> hit,
            String when) {
        for (Map.Entry<Long, String> each : found.entrySet()) {
            if (!each.getValue().equals(accepted.get(each.getKey()))) {
                verdict.complain(when + ": wrong record under seq " + each.getKey());
            }
        }
        Set<Long> missing = new TreeSet<>(accepted.keySet());
        missing.removeAll(found.keySet());
        Set<Long> reported = new TreeSet<>();
        for (RecoveryAction.ReportGap gap : gaps) {
            long to = Math.min(gap.seqs().toSeq(), accepted.lastKey());
            for (long seq = gap.seqs().fromSeq(); seq <= to; seq++) {
                reported.add(seq);
            }
        }
        accepted.keySet().stream()
                .filter(seq -> seq < first || seq >= behind)
                .forEach(reported::add);
        if (!missing.equals(reported)) {
            verdict.lost(missing.size(), when + ": missing " + missing + ", reported " + reported);
        }
        if (!hit.containsAll(missing)) {
            verdict.lost(missing.size(), when + ": missing " + missing + ", hit only " + hit);
        }
    }

    private static String text(ByteBuffer payload) {
        return StandardCharsets.UTF_8.decode(payload).toString();
    }

    private static final class Entry implements LogEntry {
        private final String text;
        private final byte[] bytes;
        private final CountDownLatch answered = new CountDownLatch(1);
        private volatile long seq;

        Entry(String text) {
            this.text = text;
            this.bytes = text.getBytes(StandardCharsets.UTF_8);
        }

        long await() {
            try {
                answered.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return seq;
        }

        @Override
        public int encodedBytes() {
            return bytes.length;
        }

        @Override
        public void encode(ByteBuffer into) {
            into.put(bytes);
        }

        @Override
        public void durable(long durableSeq) {
            seq = durableSeq;
            answered.countDown();
        }

        @Override
        public void refused(StoreException why) {
            seq = -1;
            answered.countDown();
        }
    }
}
