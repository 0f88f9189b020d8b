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
import org.fieldproof.log.buffer.BufferConfig;
import org.fieldproof.log.buffer.BufferDamage;
import org.fieldproof.log.buffer.BufferLine;
import org.fieldproof.log.buffer.DiskBuffer;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.testkit.FaultyFiles;

/// A small disk buffer of several files, spoiled one at a time.
///
/// One loss cannot be seen by a buffer alone and is not counted as reported: its newest file cut
/// exactly between two lines, or gone. Such a shape is compared without those lines. And a sector
/// that holds another one's lines, whole, brings those records a second time: they carry their
/// identity, and a destination knows them.
final class SpoiledBuffer {
    private static final Path DIRECTORY = Path.of("/disk/buffer").toAbsolutePath();
    private static final BufferConfig CONFIG = new BufferConfig(1 << 20, 4096);

    private final SplittableRandom random;
    private final Verdict verdict;
    private final String name;
    private final FaultyFiles disk = new FaultyFiles();
    private final TreeMap<Long, byte[]> waiting = new TreeMap<>();
    private final TreeMap<String, byte[]> segments = new TreeMap<>();
    private long drained;

    SpoiledBuffer(long shape, Verdict verdict) throws IOException, StoreException {
        this.random = new SplittableRandom(shape);
        this.verdict = verdict;
        this.name = "buffer of shape " + shape;
        write();
        Snapshot.files(disk, DIRECTORY)
                .forEach(
                        (file, bytes) -> {
                            if (file.endsWith(".ndjson")) {
                                segments.put(file, bytes);
                            }
                        });
    }

    private void write() throws StoreException {
        long seq = 0;
        int runs = 2 + random.nextInt(2);
        for (int run = 0; run < runs; run++) {
            try (DiskBuffer buffer = DiskBuffer.open(DIRECTORY, CONFIG, disk)) {
                for (int group = 0; group < 3; group++) {
                    int count = 1 + random.nextInt(12);
                    for (int i = 0; i < count; i++) {
                        seq += 1 + random.nextInt(3);
                        byte[] json = json(seq);
                        buffer.append(seq, json);
                        waiting.put(seq, json);
                    }
                    buffer.sync();
                }
                if (random.nextInt(3) == 0) {
                    List<BufferLine> lines = buffer.peek(1 + random.nextInt(10), 1 << 20);
                    drained = lines.getLast().seq();
                    buffer.advance(lines.getLast().cursor(), drained);
                    waiting.headMap(drained, true).clear();
                }
            }
        }
    }

    private byte[] json(long seq) {
        return ("{\"n\":" + seq + ",\"pad\":\"" + "p".repeat(random.nextInt(220)) + "\"}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    void run(int mutations) throws IOException {
        verdict.accepted(waiting.size());
        for (int i = 0; i < mutations && verdict.holds(); i++) {
            one(i);
        }
    }

    private void one(int i) throws IOException {
        String file = List.copyOf(segments.keySet()).get(random.nextInt(segments.size()));
        byte[] whole = Snapshot.known(segments, file);
        FaultyFiles copy = disk.copy();
        Path path = DIRECTORY.resolve(file);
        byte[] spoiled;
        String what;
        switch (random.nextInt(40)) {
            case 0 -> {
                spoiled = new byte[0];
                what = file + " missing";
                copy.lose(path);
            }
            case 1 -> {
                String other = List.copyOf(segments.keySet()).get(random.nextInt(segments.size()));
                spoiled = Snapshot.known(segments, other);
                what = file + " holds what " + other + " holds";
                copy.damage(path, _ -> spoiled);
            }
            case 2 -> {
                spoiled = whole;
                what = "a foreign file and a copy of " + file;
                put(copy, "notes.txt", whole);
                put(copy, "00000000000000ee.ndjson", whole);
            }
            default -> {
                Mutation mutation = Mutation.random(random, whole.length);
                spoiled = mutation.of(whole);
                what = file + " " + mutation;
                copy.damage(path, _ -> spoiled);
            }
        }
        if (Arrays.equals(spoiled, whole) && !what.startsWith("a foreign")) {
            return;
        }
        verdict.cut();
        String when = name + ", mutation " + i + ", " + what;
        try (DiskBuffer buffer = DiskBuffer.open(DIRECTORY, CONFIG, copy)) {
            // A newest file that is another one's copy is listed as left aside.
            boolean aside = buffer.recovery().strays().contains(file);
            Set<Long> hit = hit(file, spoiled);
            compare(buffer, hit, aside ? hit : invisible(file, spoiled), when);
            buffer.append(90_000, json(90_000));
            buffer.sync();
        } catch (StoreException e) {
            verdict.complain(when + ": " + e.code() + " " + e.getMessage());
            return;
        }
        try (DiskBuffer again = DiskBuffer.open(DIRECTORY, CONFIG, copy)) {
            if (again.lastSeq() != 90_000) {
                verdict.complain(when + ": what was appended afterwards is not there");
            }
        } catch (StoreException e) {
            verdict.complain(when + ", second open: " + e.code() + " " + e.getMessage());
        }
    }

    private static void put(FaultyFiles disk, String file, byte[] bytes) throws IOException {
        try (LogFile made = disk.create(DIRECTORY.resolve(file))) {
            made.writeFully(ByteBuffer.wrap(bytes), 0);
            made.force();
        }
        disk.forceDirectory(DIRECTORY);
    }

    /// Records whose line is not there byte for byte, at its place.
    private Set<Long> hit(String file, byte[] spoiled) {
        Set<Long> hit = new TreeSet<>();
        byte[] whole = Snapshot.known(segments, file);
        int at = 0;
        while (at < whole.length) {
            int end = at;
            while (whole[end] != '\n') {
                end++;
            }
            end++;
            for (LineReader.Line line :
                    LineReader.buffer(Map.of(file, Arrays.copyOfRange(whole, at, end)))) {
                boolean same =
                        spoiled.length >= end && Arrays.equals(whole, at, end, spoiled, at, end);
                if (!same) {
                    hit.add(line.seq());
                }
            }
            at = end;
        }
        return hit;
    }

    /// What is gone without a trace because the newest file ends early, between two lines.
    private Set<Long> invisible(String file, byte[] spoiled) {
        boolean newest = file.equals(segments.lastKey());
        byte[] whole = Snapshot.known(segments, file);
        boolean prefix = Arrays.equals(spoiled, Arrays.copyOf(whole, spoiled.length));
        boolean clean = prefix && Mutation.endsBetweenLines(spoiled, whole);
        return newest && clean ? hit(file, spoiled) : Set.of();
    }

    private void compare(DiskBuffer buffer, Set<Long> hit, Set<Long> invisible, String when)
            throws StoreException {
        Set<Long> missing = new TreeSet<>(waiting.keySet());
        long before = 0;
        for (BufferLine line : buffer.peek(100_000, 1 << 24)) {
            byte[] expected = waiting.get(line.seq());
            // The position may have been set back: what was delivered before may come again.
            if (line.seq() > drained && !Arrays.equals(expected, line.json())) {
                verdict.complain(when + ": wrong record under seq " + line.seq());
            }
            if (line.seq() <= before && !when.contains("CopySector")) {
                verdict.complain(when + ": seq " + line.seq() + " behind " + before);
            }
            before = line.seq();
            missing.remove(line.seq());
        }
        if (!hit.containsAll(missing)) {
            verdict.lost(missing.size(), when + ": missing " + missing + ", hit only " + hit);
        }
        missing.removeAll(invisible);
        List<BufferDamage> damages = new ArrayList<>(buffer.damages());
        long end = waiting.lastKey() + 1;
        boolean torn = buffer.recovery().tornBytes() > 0;
        for (long seq : missing) {
            // Lines of another place blur which seqs surround the damage; that there is one is
            // told.
            boolean moved = when.contains("CopySector") && !damages.isEmpty();
            boolean reported = moved || (torn && seq > before);
            for (BufferDamage each : damages) {
                long to = each.beforeSeq() == 0 ? end : each.beforeSeq();
                reported |= seq > each.afterSeq() && seq < to;
            }
            if (!reported) {
                verdict.lost(1, when + ": " + seq + " is missing, reported is " + damages);
            }
        }
    }
}
