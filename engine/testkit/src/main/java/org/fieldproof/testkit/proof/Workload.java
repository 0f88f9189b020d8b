package org.fieldproof.testkit.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogConfig;
import org.fieldproof.log.LogEntry;
import org.fieldproof.log.LogListener;
import org.fieldproof.log.LogReader;
import org.fieldproof.log.buffer.BufferConfig;
import org.fieldproof.log.buffer.BufferLine;
import org.fieldproof.log.buffer.DiskBuffer;
import org.fieldproof.log.buffer.QuarantineFile;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.log.ledger.PositionFile;

/// What a gateway does with its disk, in small: records go into the log, from there into a disk
/// buffer, from there to a destination or into quarantine. It says what it knows (PROOF-2):
///
/// | line | means |
/// |---|---|
/// | `O <epoch> <next seq>` | opened and recovered |
/// | `V <records> <digest>` | what the product reads out of the log after recovery |
/// | `Z <position>` | the position found at open |
/// | `A <seq> <crc>` | a record was accepted |
/// | `B <seq>` | everything up to it is in the buffer, synced; the log is released behind it |
/// | `Q <seq>` | it is in quarantine; `U <seq>` it is about to be taken out |
/// | `G <seq> <crc>` | the destination has got it |
/// | `D <seq>` | the buffer is about to move on behind it |
/// | `p <n>` / `P <n>` | a position is about to be written / is written |
/// | `X <what>` | something is wrong |
/// | `E` | the end, in order |
final class Workload {
    static final String LOG = "log";
    static final String BUFFER = "buffer";
    static final String QUARANTINE = "quarantine";

    private static final int LOSE_EVERY = 100_000;

    private final LogFiles files;
    private final Path root;
    private final long run;
    private final int groupMax;
    private final Mutant mutant;
    private final Voice voice;
    private final SplittableRandom random;
    private long n;
    private long spilled;
    private long guessedSeq;
    private long position;

    /// @param run names this run; its payloads and its choices follow from it
    /// @param groupMax records are appended in groups of at most this many
    Workload(LogFiles files, Path root, long run, int groupMax, Mutant mutant, Voice voice) {
        this.files = files;
        this.root = root;
        this.run = run;
        this.groupMax = groupMax;
        this.mutant = mutant;
        this.voice = voice;
        this.random = new SplittableRandom(run);
    }

    /// Opens everything, recovers, does so many operations, closes.
    void play(int operations) throws StoreException {
        files(root);
        try (DiskBuffer buffer =
                        DiskBuffer.open(
                                root.resolve(BUFFER), new BufferConfig(64 << 20, 16 << 10), files);
                QuarantineFile quarantine =
                        QuarantineFile.open(root.resolve(QUARANTINE).resolve("q.ndjson"), files);
                PositionFile positions =
                        PositionFile.open(
                                root.resolve(QUARANTINE).resolve("lane.fppos"), 1, files);
                DurableLog log =
                        DurableLog.open(config(buffer.lastSeq() + 1), files, LogListener.none())) {
            position = positions.value(0);
            voice.say("O " + log.epoch() + " " + log.recovery().nextSeq());
            sayWhatIsThere(log);
            voice.say("Z " + position);
            spilled = Math.max(buffer.lastSeq(), log.firstSeq() - 1);
            if (log.firstSeq() > buffer.lastSeq() + 1) {
                voice.say(
                        "X hole between buffer " + buffer.lastSeq() + " and log " + log.firstSeq());
            }
            guessedSeq = log.recovery().nextSeq();
            for (int i = 0; i < operations; i++) {
                int choice = random.nextInt(100);
                if (choice < 62) {
                    append(log);
                } else if (choice < 80) {
                    spill(log, buffer);
                } else if (choice < 94) {
                    deliver(buffer, quarantine);
                } else {
                    move(positions);
                }
            }
        }
        voice.say("E");
    }

    private void files(Path place) throws StoreException {
        try {
            for (String each : List.of(LOG, BUFFER, QUARANTINE)) {
                files.createDirectories(place.resolve(each));
            }
        } catch (java.io.IOException e) {
            throw StoreException.of("LOG-0301", place, "Place cannot be made", e);
        }
    }

    private LogConfig config(long seqFloor) {
        return new LogConfig(
                        root.resolve(LOG),
                        LogConfig.SEGMENT_BYTES_MIN,
                        8 << 10,
                        seqFloor,
                        System::nanoTime)
                .withStallPauseMillis(1);
    }

    private void sayWhatIsThere(DurableLog log) throws StoreException {
        long[] sum = new long[2];
        try (LogReader reader = log.reader(log.firstSeq())) {
            int read = 1;
            while (read > 0) {
                read =
                        reader.read(
                                64 << 10,
                                (seq, payload) -> {
                                    sum[0]++;
                                    sum[1] += Ledger.digest(seq, bytesOf(payload));
                                });
            }
        }
        voice.say("V " + sum[0] + " " + sum[1]);
    }

    private static String hex(byte[] payload) {
        return Integer.toHexString(SegmentReader.crcOf(payload));
    }

    private static byte[] bytesOf(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return bytes;
    }

    private void append(DurableLog log) throws StoreException {
        List<Sent> group = new ArrayList<>();
        int count = 1 + random.nextInt(groupMax);
        for (int i = 0; i < count; i++) {
            Sent sent = new Sent(Payload.of(run, n++));
            group.add(sent);
            log.append(sent);
        }
        for (Sent each : group) {
            each.await();
        }
    }

    /// The lane takes records over from the log: buffer, sync, and only then release.
    private void spill(DurableLog log, DiskBuffer buffer) throws StoreException {
        List<Taken> taken = new ArrayList<>();
        if (log.durableSeq() <= spilled) {
            return;
        }
        try (LogReader reader = log.reader(spilled + 1)) {
            reader.read(
                    groupMax * (3 << 10),
                    (seq, payload) -> taken.add(new Taken(seq, bytesOf(payload))));
        }
        if (mutant == Mutant.REORDER && taken.size() > 1) {
            taken.add(0, taken.removeLast());
        }
        for (Taken each : taken) {
            long seq = each.seq();
            boolean lost = mutant == Mutant.LOSE_ONE_IN_100_000 && seq % LOSE_EVERY == 0;
            if (!lost) {
                byte[] json = Payload.json(each.payload());
                buffer.append(mutant == Mutant.NEW_IDENTITY ? seq + 1 : seq, json);
            }
            spilled = Math.max(spilled, seq);
        }
        if (mutant == Mutant.DELETE_BEFORE_SYNC) {
            voice.say("B " + spilled);
            log.releaseThrough(spilled);
            append(log);
        }
        buffer.sync();
        if (mutant != Mutant.DELETE_BEFORE_SYNC) {
            voice.say("B " + spilled);
            log.releaseThrough(spilled);
        }
    }

    /// The destination takes what it can; now and then it refuses one for good.
    private void deliver(DiskBuffer buffer, QuarantineFile quarantine) throws StoreException {
        List<BufferLine> lines = buffer.peek(1 + random.nextInt(3 * groupMax), 1 << 20);
        if (lines.isEmpty()) {
            return;
        }
        long before = 0;
        for (BufferLine line : lines) {
            if (line.seq() <= before) {
                voice.say("X order: " + line.seq() + " behind " + before);
            }
            before = line.seq();
            if (line.seq() % 17 == 0) {
                quarantine.append(line.seq(), line.json());
                voice.say("Q " + line.seq());
            } else {
                String record = new String(line.json(), StandardCharsets.US_ASCII);
                voice.say("G " + line.seq() + " " + hex(Payload.fromJson(record)));
            }
        }
        voice.say("D " + before);
        buffer.advance(lines.getLast().cursor(), before);
        if (quarantine.count() > 20) {
            long oldest = quarantine.list(1, 1).getFirst().seq();
            voice.say("U " + oldest);
            quarantine.remove(List.of(oldest));
        }
    }

    private void move(PositionFile positions) throws StoreException {
        position++;
        voice.say("p " + position);
        positions.write(position);
        voice.say("P " + position);
    }

    /// A record on its way from the log to the buffer.
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Taken(long seq, byte[] payload) {}

    /// A record on its way into the log.
    private final class Sent implements LogEntry {
        private final byte[] payload;
        private final CountDownLatch answered = new CountDownLatch(1);
        private volatile @org.jspecify.annotations.Nullable StoreException refusal;

        Sent(byte[] payload) {
            this.payload = payload;
        }

        void await() throws StoreException {
            try {
                answered.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            StoreException why = refusal;
            if (why != null) {
                throw why;
            }
        }

        @Override
        public int encodedBytes() {
            return payload.length;
        }

        @Override
        public void encode(ByteBuffer into) {
            if (mutant == Mutant.ACK_BEFORE_WRITE) {
                accepted(guessedSeq++);
            }
            into.put(payload);
        }

        @Override
        public void durable(long seq) {
            if (mutant != Mutant.ACK_BEFORE_WRITE) {
                accepted(seq);
            }
            answered.countDown();
        }

        private void accepted(long seq) {
            voice.say("A " + seq + " " + hex(payload));
        }

        @Override
        public void refused(StoreException why) {
            refusal = why;
            answered.countDown();
        }
    }
}
