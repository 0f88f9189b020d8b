package org.fieldproof.testkit.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.fieldproof.log.buffer.QuarantineFile;
import org.fieldproof.log.buffer.QuarantinedLine;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.log.ledger.PositionFile;
import org.fieldproof.testkit.FaultyFiles;

/// A position and a quarantine, spoiled.
///
/// A position is the last one or the one before, or it is said to be lost: never one that was not
/// written, never a later one. A quarantine gives its records as they came, and says that lines
/// are damaged if one is missing; only an end that is cut exactly between two lines is not seen.
final class SpoiledLedgers {
    private static final Path PLACE = Path.of("/disk/lane").toAbsolutePath();
    private static final Path POSITION = PLACE.resolve("lane.fppos");
    private static final Path QUARANTINE = PLACE.resolve("q.ndjson");

    private final SplittableRandom random;
    private final Verdict verdict;
    private final String name;
    private final FaultyFiles disk = new FaultyFiles();
    private final Map<Long, byte[]> held = new TreeMap<>();
    private final Map<Long, byte[]> sent = new TreeMap<>();
    private long lastPosition;

    SpoiledLedgers(long shape, Verdict verdict) throws StoreException {
        this.random = new SplittableRandom(shape);
        this.verdict = verdict;
        this.name = "ledgers of shape " + shape;
        try (PositionFile positions = PositionFile.open(POSITION, 3, disk)) {
            int writes = 2 + random.nextInt(6);
            for (int i = 0; i < writes; i++) {
                lastPosition++;
                positions.write(lastPosition, lastPosition * 7, -lastPosition);
            }
        }
        try (QuarantineFile quarantine = QuarantineFile.open(QUARANTINE, disk)) {
            for (long seq = 1; seq <= 12; seq++) {
                byte[] json =
                        ("{\"n\":" + seq + ",\"p\":\"" + "q".repeat(random.nextInt(150)) + "\"}")
                                .getBytes(StandardCharsets.US_ASCII);
                quarantine.append(seq, json);
                held.put(seq, json);
                sent.put(seq, json);
                if (seq % 4 == 0) {
                    quarantine.remove(List.of(seq - 1));
                    held.remove(seq - 1);
                }
            }
        }
    }

    void run(int mutations) throws IOException {
        verdict.accepted(held.size());
        Map<String, byte[]> files = Snapshot.files(disk, PLACE);
        for (int i = 0; i < mutations && verdict.holds(); i++) {
            boolean position = random.nextBoolean();
            Path path = position ? POSITION : QUARANTINE;
            byte[] whole = Snapshot.known(files, String.valueOf(path.getFileName()));
            Mutation mutation = Mutation.random(random, whole.length);
            byte[] spoiled = mutation.of(whole);
            if (Arrays.equals(spoiled, whole)) {
                continue;
            }
            verdict.cut();
            FaultyFiles copy = disk.copy();
            copy.damage(path, _ -> spoiled);
            String when = name + ", mutation " + i + ", " + path.getFileName() + " " + mutation;
            try {
                if (position) {
                    position(copy, when);
                } else {
                    quarantine(copy, whole, spoiled, when);
                }
            } catch (StoreException e) {
                verdict.complain(when + ": " + e.code() + " " + e.getMessage());
            }
        }
    }

    private void position(FaultyFiles copy, String when) throws StoreException {
        try (PositionFile positions = PositionFile.open(POSITION, 3, copy)) {
            long value = positions.value(0);
            boolean consistent = positions.value(1) == value * 7 && positions.value(2) == -value;
            boolean right =
                    switch (positions.found()) {
                        case FRESH -> false;
                        case INTACT -> value == lastPosition;
                        case ONE_SLOT -> value == lastPosition || value == lastPosition - 1;
                        case LOST -> value == 0;
                    };
            if (!right || !consistent) {
                verdict.complain(when + ": " + positions.found() + " " + positions);
            }
            positions.write(99, 99 * 7, -99);
        }
        try (PositionFile again = PositionFile.open(POSITION, 3, copy)) {
            if (again.value(0) != 99) {
                verdict.complain(when + ": what was written afterwards is not there");
            }
        }
    }

    private void quarantine(FaultyFiles copy, byte[] whole, byte[] spoiled, String when)
            throws StoreException {
        boolean betweenLines =
                Arrays.equals(spoiled, Arrays.copyOf(whole, spoiled.length))
                        && Mutation.endsBetweenLines(spoiled, whole);
        try (QuarantineFile quarantine = QuarantineFile.open(QUARANTINE, copy)) {
            Map<Long, byte[]> found = new TreeMap<>();
            for (QuarantinedLine line : quarantine.list(1, 1000)) {
                found.put(line.seq(), line.json());
                if (!Arrays.equals(line.json(), sent.get(line.seq()))) {
                    verdict.complain(when + ": wrong record under seq " + line.seq());
                }
            }
            boolean complete = found.keySet().containsAll(held.keySet());
            if (!complete && quarantine.damagedLines() == 0 && !betweenLines) {
                verdict.lost(1, when + ": holds " + found.keySet() + ", no damage reported");
            }
            quarantine.append(500, Snapshot.known(held, 1L));
        }
        try (QuarantineFile again = QuarantineFile.open(QUARANTINE, copy)) {
            if (again.lastSeq() != 500) {
                verdict.complain(when + ": what was appended afterwards is not there");
            }
        }
    }
}
