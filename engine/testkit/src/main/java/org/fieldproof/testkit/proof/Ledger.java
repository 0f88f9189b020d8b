package org.fieldproof.testkit.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the parent knows from a child's lines, kept outside the child's file system and process
/// (PROOF-3). Owned by the parent's thread.
final class Ledger {
    private final TreeMap<Long, Integer> accepted = new TreeMap<>();
    private final Set<Long> quarantined = new TreeSet<>();
    private final List<String> complaints = new ArrayList<>();
    private String epoch = "";
    private long acceptedEver;
    private long highest;
    private long buffered;
    private long positionTried;
    private long positionWritten;
    private Optional<String> expectedView = Optional.empty();

    /// Takes one line. A line that was cut off by the child's death is no line.
    void hear(String line) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "O" -> opened(words[1]);
            case "V" -> viewed(line);
            case "Z" -> positioned(Long.parseLong(words[1]));
            case "A" -> accepted(Long.parseLong(words[1]), Integer.parseUnsignedInt(words[2], 16));
            case "B" -> buffered = Long.parseLong(words[1]);
            case "Q" -> quarantined.add(Long.parseLong(words[1]));
            case "U" -> removed(Long.parseLong(words[1]));
            case "G" -> given(Long.parseLong(words[1]), Integer.parseUnsignedInt(words[2], 16));
            case "p" -> positionTried = Long.parseLong(words[1]);
            case "P" -> positionWritten = Long.parseLong(words[1]);
            case "X" -> complaints.add(line);
            default -> {
                // S, D and E mark where it stands, for the one who starts and kills.
            }
        }
    }

    private void opened(String newEpoch) {
        if (!epoch.isEmpty() && !epoch.equals(newEpoch) && acceptedEver > 0) {
            complaints.add("epoch changed from " + epoch + " to " + newEpoch);
        }
        epoch = newEpoch;
    }

    private void viewed(String line) {
        expectedView
                .filter(expected -> !expected.equals(line))
                .ifPresent(
                        expected -> complaints.add("files say " + expected + ", log says " + line));
        expectedView = Optional.empty();
    }

    private void positioned(long found) {
        if (found < positionWritten || found > Math.max(positionTried, positionWritten)) {
            complaints.add("position " + found + " of " + positionWritten + ".." + positionTried);
        }
    }

    private void accepted(long seq, int crc) {
        acceptedEver++;
        accepted.put(seq, crc);
        if (seq <= highest) {
            complaints.add("seq " + seq + " was given when " + highest + " was");
        }
        highest = Math.max(highest, seq);
    }

    /// A person decided about it: it may be there still or not.
    private void removed(long seq) {
        quarantined.remove(seq);
        accepted.remove(seq);
    }

    /// The destination has it: from here on it is safe there.
    private void given(long seq, int crc) {
        Integer sent = accepted.get(seq);
        if (sent != null && sent != crc) {
            complaints.add("the destination got another record under seq " + seq);
        } else {
            accepted.remove(seq);
        }
    }

    long acceptedEver() {
        return acceptedEver;
    }

    /// Compares with what lies on the disk, and remembers what the next start must show.
    Findings compare(Snapshot disk) {
        List<SegmentReader.Found> inLog = SegmentReader.read(disk.log());
        List<LineReader.Line> inBuffer = LineReader.buffer(disk.buffer());
        Map<Long, String> held =
                LineReader.quarantine(disk.quarantine().getOrDefault("q.ndjson", new byte[0]));
        Map<Long, Integer> present = new HashMap<>();
        long wrong = 0;
        long half = 0;
        long digest = 0;
        for (SegmentReader.Found found : inLog) {
            present.put(found.seq(), found.crc());
            digest += digest(found.seq(), found.payload());
            half += Payload.half(found.payload()) ? 1 : 0;
            wrong += wrong(found.seq(), found.payload()) ? 1 : 0;
        }
        expectedView = Optional.of("V " + inLog.size() + " " + digest);
        long before = 0;
        for (LineReader.Line line : inBuffer) {
            byte[] payload = Payload.fromJson(line.record());
            present.put(line.seq(), SegmentReader.crcOf(payload));
            half += Payload.half(payload) ? 1 : 0;
            wrong += wrong(line.seq(), payload) || line.seq() <= before ? 1 : 0;
            before = line.seq();
        }
        List<String> losses = new ArrayList<>();
        for (Map.Entry<Long, Integer> each : new TreeMap<>(accepted).entrySet()) {
            long seq = each.getKey();
            boolean safe = isSafe(seq, each.getValue(), present, held);
            if (!safe) {
                losses.add(
                        seq
                                + (seq <= buffered
                                        ? " (was in the buffer)"
                                        : " (was in the log only)"));
                // Counted once.
                accepted.remove(seq);
            }
        }
        List<String> said = List.copyOf(complaints);
        complaints.clear();
        return new Findings(losses, wrong, half, said);
    }

    /// No view is expected any more: files change before the next start.
    void forgetView() {
        expectedView = Optional.empty();
    }

    private boolean isSafe(long seq, int crc, Map<Long, Integer> present, Map<Long, String> held) {
        if (quarantined.contains(seq)) {
            return held.containsKey(seq)
                    && SegmentReader.crcOf(Payload.fromJson(held.get(seq))) == crc;
        }
        return Integer.valueOf(crc).equals(present.get(seq));
    }

    private boolean wrong(long seq, byte[] payload) {
        Integer crc = accepted.get(seq);
        return crc == null ? !Payload.whole(payload) : crc != SegmentReader.crcOf(payload);
    }

    static long digest(long seq, byte[] payload) {
        return seq * 1_000_003L + SegmentReader.crcOf(payload);
    }

    /// What a comparison found.
    ///
    /// @param lost accepted records that are nowhere
    /// @param wrong records under a seq that was given to another one, never sent, or out of order
    /// @param half records of which a part is there
    /// @param complaints of the child, and contradictions between what it said
    record Findings(List<String> lost, long wrong, long half, List<String> complaints) {
        boolean clean() {
            return lost.isEmpty() && wrong == 0 && half == 0 && complaints.isEmpty();
        }
    }
}
