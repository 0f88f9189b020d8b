package org.fieldproof.testkit.proof;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.CRC32C;

/// Reads the segments of a log from their bytes. Written from the byte tables alone and without a
/// line of the log's own code, so that a fault in that code cannot hide itself (PROOF-1).
final class SegmentReader {
    private static final long MAGIC = 0x4650_524F_4F46_4C47L;
    private static final int HEADER_BYTES = 56;
    private static final int FRAMES_AT = 4096;
    private static final int FRAME_OVERHEAD_BYTES = 16;
    private static final int TYPE_SEAL = 2;
    private static final int LINEAGE_SLOT_BYTES = 4096;

    /// A record as found.
    ///
    /// @param endOffset in its file, behind its last byte
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Found(UUID epoch, long seq, byte[] payload, String file, long endOffset) {
        int crc() {
            return crcOf(payload);
        }
    }

    private record Header(UUID epoch, long id, long firstSeq) {}

    /// A file that belongs to the log.
    private record Part(String name, Optional<Header> header, List<Found> records) {
        long startSeq() {
            return header.isPresent() ? header.get().firstSeq() : records.getFirst().seq();
        }
    }

    private SegmentReader() {}

    /// Every record that counts, in the order of the files.
    ///
    /// @param files names and whole contents of a log's directory
    static List<Found> read(Map<String, byte[]> files) {
        TreeMap<String, byte[]> segments = new TreeMap<>();
        files.forEach(
                (name, bytes) -> {
                    if (name.matches("[0-7][0-9a-f]{15}\\.fplog")) {
                        segments.put(name, bytes);
                    }
                });
        List<UUID> epochs = epochs(files, segments);
        if (epochs.isEmpty()) {
            return List.of();
        }
        List<Part> parts = new ArrayList<>();
        for (Map.Entry<String, byte[]> each : segments.entrySet()) {
            Optional<Header> header = header(each.getValue());
            long id = Long.parseLong(each.getKey().substring(0, 16), 16);
            boolean foreign =
                    header.isPresent()
                            && (!epochs.contains(header.get().epoch()) || header.get().id() != id);
            if (!foreign) {
                List<UUID> tried =
                        header.isPresent() ? List.of(header.get().epoch()) : epochs.reversed();
                List<Found> records = frames(each.getKey(), each.getValue(), tried);
                if (header.isPresent() || !records.isEmpty()) {
                    parts.add(new Part(each.getKey(), header, records));
                }
            }
        }
        List<Found> all = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            // What lies at or behind the next file's first seq was written again over there.
            long below = i + 1 < parts.size() ? parts.get(i + 1).startSeq() : Long.MAX_VALUE;
            for (Found found : parts.get(i).records()) {
                if (found.seq() < below) {
                    all.add(found);
                }
            }
        }
        return all;
    }

    /// The log's epochs, oldest first: as `lineage.fppos` has them, or the newest segment's.
    private static List<UUID> epochs(Map<String, byte[]> files, Map<String, byte[]> segments) {
        List<UUID> epochs = new ArrayList<>();
        byte[] lineage = files.getOrDefault("lineage.fppos", new byte[0]);
        long newest = -1;
        for (int at = 0; at + 8 <= lineage.length; at += LINEAGE_SLOT_BYTES) {
            ByteBuffer slot = ByteBuffer.wrap(lineage, at, lineage.length - at).slice();
            int end = 16 + 8 * slot.getShort(6);
            if (end + 4 > slot.limit()
                    || slot.getInt(end) != crcOf(lineage, at, end)
                    || slot.getLong(8) <= newest) {
                continue;
            }
            newest = slot.getLong(8);
            epochs.clear();
            for (int i = 0; i < slot.getLong(16 + 8 * 7); i++) {
                int value = 16 + 8 * (8 + 3 * i);
                epochs.add(new UUID(slot.getLong(value), slot.getLong(value + 8)));
            }
        }
        if (epochs.isEmpty()) {
            segments.values().stream()
                    .map(SegmentReader::header)
                    .flatMap(Optional::stream)
                    .reduce((_, later) -> later)
                    .ifPresent(header -> epochs.add(header.epoch()));
        }
        return epochs;
    }

    private static Optional<Header> header(byte[] bytes) {
        Optional<Header> first = headerAt(bytes, 0);
        return first.isPresent() ? first : headerAt(bytes, 2048);
    }

    private static Optional<Header> headerAt(byte[] bytes, int at) {
        if (bytes.length < at + HEADER_BYTES) {
            return Optional.empty();
        }
        ByteBuffer copy = ByteBuffer.wrap(bytes, at, HEADER_BYTES).slice();
        if (copy.getLong(0) != MAGIC
                || copy.getInt(8) != 1
                || copy.getInt(52) != crcOf(bytes, at, 52)) {
            return Optional.empty();
        }
        UUID epoch = new UUID(copy.getLong(16), copy.getLong(24));
        return Optional.of(new Header(epoch, copy.getLong(32), copy.getLong(40)));
    }

    /// With a lost header: of the newest epoch in which any frame is valid.
    private static List<Found> frames(String name, byte[] bytes, List<UUID> epochs) {
        for (UUID epoch : epochs) {
            List<Found> found = frames(name, bytes, epoch);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private static List<Found> frames(String name, byte[] bytes, UUID epoch) {
        List<Found> found = new ArrayList<>();
        int salt = saltOf(epoch);
        ByteBuffer file = ByteBuffer.wrap(bytes);
        long lastSeq = 0;
        int at = FRAMES_AT;
        while (at + FRAME_OVERHEAD_BYTES <= bytes.length) {
            int type = bytes[at + 4];
            int length = file.getInt(at + 4) & 0xFF_FFFF;
            long end = (long) at + FRAME_OVERHEAD_BYTES + length;
            boolean valid =
                    type >= 1
                            && type <= 3
                            && end <= bytes.length
                            && (file.getInt(at) ^ salt)
                                    == crcOf(bytes, at + 4, length + FRAME_OVERHEAD_BYTES - 4);
            long seq = file.getLong(at + 8);
            if (!valid || (type == TYPE_SEAL ? seq < lastSeq : seq <= lastSeq)) {
                // Damage, or room that was never written: a frame may begin at any byte behind.
                at++;
                continue;
            }
            if (type != TYPE_SEAL) {
                byte[] payload = new byte[length];
                file.get(at + FRAME_OVERHEAD_BYTES, payload);
                found.add(new Found(epoch, seq, payload, name, end));
                lastSeq = seq;
            }
            at = (int) end;
        }
        return found;
    }

    /// The same bytes with every frame's checksum made to agree, frame after frame: what a reader
    /// sees that does not check. For the mutant.
    static byte[] believed(byte[] bytes) {
        Optional<Header> header = header(bytes);
        ByteBuffer file = ByteBuffer.wrap(bytes.clone());
        int at = FRAMES_AT;
        while (header.isPresent() && at + FRAME_OVERHEAD_BYTES <= bytes.length) {
            int rest = (file.getInt(at + 4) & 0xFF_FFFF) + FRAME_OVERHEAD_BYTES - 4;
            if (at + 4 + (long) rest > bytes.length || file.get(at + 4) == 0) {
                break;
            }
            file.putInt(at, crcOf(bytes, at + 4, rest) ^ saltOf(header.get().epoch()));
            at += 4 + rest;
        }
        return file.array();
    }

    private static int saltOf(UUID epoch) {
        ByteBuffer sixteen = ByteBuffer.allocate(16);
        sixteen.putLong(epoch.getMostSignificantBits()).putLong(epoch.getLeastSignificantBits());
        return crcOf(sixteen.array());
    }

    /// CRC32C, as the tables name it.
    static int crcOf(byte[] bytes) {
        return crcOf(bytes, 0, bytes.length);
    }

    private static int crcOf(byte[] bytes, int from, int count) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, count);
        return (int) crc.getValue();
    }
}
