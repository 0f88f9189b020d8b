package org.fieldproof.testkit.proof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/// Reads the lines of a disk buffer or a quarantine from their bytes, without a line of the code
/// that wrote them (PROOF-1). Lines that do not agree with their checksum are left out.
final class LineReader {
    private static final Pattern LINE =
            Pattern.compile("(\\{\"seq\":(\\d+),(.*)),\"crc\":\"([0-9a-f]{8})\"\\}");
    private static final Pattern FIRST_LINE =
            Pattern.compile(
                    "\\{\"buffer\":\\d+,\"segment\":\\d+,\"previous\":(\\d+),"
                            + "\"previousBytes\":(\\d+),.*");
    private static final Pattern ANY_LINE = Pattern.compile("(\\{.*),\"crc\":\"([0-9a-f]{8})\"\\}");
    private static final String RECORD = "\"record\":";
    private static final String REMOVED = "\"removed\":true";

    /// A line as found.
    ///
    /// @param record the object that was stored; empty for a removal
    record Line(long seq, String record) {}

    private LineReader() {}

    /// The lines of a disk buffer's files, oldest file first.
    static List<Line> buffer(Map<String, byte[]> files) {
        TreeMap<String, byte[]> segments = new TreeMap<>();
        files.forEach(
                (name, bytes) -> {
                    if (name.matches("[0-7][0-9a-f]{15}\\.ndjson")) {
                        segments.put(name, bytes);
                    }
                });
        // A file's first line says how much of the one before counts; what it steps over does not.
        TreeMap<String, Long> counted = new TreeMap<>();
        for (Map.Entry<String, byte[]> each : segments.entrySet()) {
            String text = new String(each.getValue(), StandardCharsets.ISO_8859_1);
            Matcher match = FIRST_LINE.matcher(text.split("\n", 2)[0]);
            if (match.matches() && !match.group(1).equals("0")) {
                String previous = "%016x.ndjson".formatted(Long.parseLong(match.group(1)));
                counted.merge(previous, Long.parseLong(match.group(2)), Math::min);
                segments.subMap(previous, false, each.getKey(), false)
                        .keySet()
                        .forEach(name -> counted.put(name, 0L));
            }
        }
        List<Line> lines = new ArrayList<>();
        segments.forEach(
                (name, bytes) -> {
                    long end = Math.min(bytes.length, counted.getOrDefault(name, Long.MAX_VALUE));
                    byte[] counts = Arrays.copyOf(bytes, (int) end);
                    lines.addAll(lines(name.equals(segments.lastKey()) ? settled(counts) : counts));
                });
        return lines;
    }

    /// What a quarantine's file holds: appended and not removed, by seq.
    static Map<Long, String> quarantine(byte[] bytes) {
        Map<Long, String> held = new TreeMap<>();
        for (Line line : lines(bytes)) {
            if (line.record().isEmpty()) {
                held.remove(line.seq());
            } else {
                held.put(line.seq(), line.record());
            }
        }
        return held;
    }

    /// The newest file without what stands behind a damaged place that no mark follows: that
    /// write was never synced.
    private static byte[] settled(byte[] bytes) {
        int at = 0;
        int damaged = -1;
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String each : text.split("\n", -1)) {
            Matcher match = ANY_LINE.matcher(each);
            boolean whole = match.matches() && agrees(match.group(1), match.group(2));
            if (whole && !each.startsWith("{\"seq\":")) {
                damaged = -1;
            } else if (!whole && !each.isEmpty() && damaged < 0) {
                damaged = at;
            }
            at += each.length() + 1;
        }
        return damaged < 0 ? bytes : Arrays.copyOf(bytes, damaged);
    }

    private static boolean agrees(String body, String hex) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.ISO_8859_1));
        return crc.getValue() == Long.parseLong(hex, 16);
    }

    private static List<Line> lines(byte[] bytes) {
        List<Line> lines = new ArrayList<>();
        // One byte, one character: the checksum is over bytes.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String each : text.split("\n", -1)) {
            Matcher match = LINE.matcher(each);
            if (!match.matches()) {
                continue;
            }
            String body = match.group(3);
            if (agrees(match.group(1), match.group(4))) {
                if (body.startsWith(RECORD)) {
                    lines.add(
                            new Line(
                                    Long.parseLong(match.group(2)),
                                    body.substring(RECORD.length())));
                } else if (body.equals(REMOVED)) {
                    lines.add(new Line(Long.parseLong(match.group(2)), ""));
                }
            }
        }
        return lines;
    }
}
