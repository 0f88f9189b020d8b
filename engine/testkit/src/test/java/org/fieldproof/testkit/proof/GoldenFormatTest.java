package org.fieldproof.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogConfig;
import org.fieldproof.log.LogListener;
import org.fieldproof.log.LogReader;
import org.fieldproof.log.buffer.BufferConfig;
import org.fieldproof.log.buffer.BufferLine;
import org.fieldproof.log.buffer.DiskBuffer;
import org.fieldproof.log.buffer.QuarantineFile;
import org.fieldproof.log.buffer.QuarantinedLine;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.log.ledger.PositionFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// G23: files of format version 1, as they were written once and are kept here. Never written
/// anew: a change that cannot read them is a change of the format.
class GoldenFormatTest {
    private static final BufferConfig CONFIG = new BufferConfig(1 << 20, 16 << 10);

    @TempDir Path root;

    @BeforeEach
    void copyTheFiles() throws Exception {
        Path golden =
                Path.of(
                        Objects.requireNonNull(GoldenFormatTest.class.getResource("/format-1"))
                                .toURI());
        try (Stream<Path> walk = Files.walk(golden)) {
            for (Path each : walk.filter(Files::isRegularFile).toList()) {
                Path copy = root.resolve(golden.relativize(each).toString());
                Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                Files.copy(each, copy);
            }
        }
    }

    private List<String> expected(String kind) throws IOException {
        return Files.readAllLines(root.resolve("expected.txt")).stream()
                .filter(line -> line.startsWith(kind + " "))
                .toList();
    }

    private static String hex(byte[] bytes) {
        return Integer.toHexString(SegmentReader.crcOf(bytes));
    }

    private DurableLog log() throws StoreException {
        return DurableLog.open(
                LogConfig.of(root.resolve("log"), System::nanoTime),
                LogFiles.nio(),
                LogListener.none());
    }

    private DiskBuffer buffer() throws StoreException {
        return DiskBuffer.open(root.resolve("buffer"), CONFIG, LogFiles.nio());
    }

    private QuarantineFile quarantine() throws StoreException {
        return QuarantineFile.open(quarantineFile(), LogFiles.nio());
    }

    private Path quarantineFile() {
        return root.resolve("quarantine/q.ndjson");
    }

    private PositionFile position() throws StoreException {
        return PositionFile.open(positionFile(), 1, LogFiles.nio());
    }

    private Path positionFile() {
        return root.resolve("quarantine/lane.fppos");
    }

    /// Harm: an update cannot read what the version before it accepted.
    @Test
    void theLogOfFormat1IsRead() throws Exception {
        List<String> found = new ArrayList<>();
        try (DurableLog log = log();
                LogReader reader = log.reader(log.firstSeq())) {
            int read = 1;
            while (read > 0) {
                read =
                        reader.read(
                                1 << 20,
                                (seq, payload) -> {
                                    byte[] bytes = new byte[payload.remaining()];
                                    payload.get(bytes);
                                    found.add("log " + log.epoch() + " " + seq + " " + hex(bytes));
                                });
            }
            assertThat(log.recovery().clean()).isTrue();
        }
        assertThat(found).hasSizeGreaterThan(20).isEqualTo(expected("log"));
    }

    /// Harm: a backlog of days is unreadable after an update.
    @Test
    void theBufferOfFormat1IsRead() throws Exception {
        List<String> found = new ArrayList<>();
        try (DiskBuffer buffer = buffer()) {
            for (BufferLine line : buffer.peek(1000, 1 << 20)) {
                found.add("buffer " + line.seq() + " " + hex(line.json()));
            }
            assertThat(buffer.damages()).isEmpty();
        }
        assertThat(found).isNotEmpty().isEqualTo(expected("buffer"));
    }

    @Test
    void theQuarantineAndThePositionOfFormat1AreRead() throws Exception {
        List<String> found = new ArrayList<>();
        try (QuarantineFile quarantine = quarantine()) {
            for (QuarantinedLine line : quarantine.list(1, 1000)) {
                found.add("quarantine " + line.seq() + " " + hex(line.json()));
            }
            assertThat(quarantine.damagedLines()).isZero();
        }
        assertThat(found).isNotEmpty().isEqualTo(expected("quarantine"));
        try (PositionFile position = position()) {
            assertThat(List.of("position " + position.value(0))).isEqualTo(expected("position"));
        }
    }

    /// Harm: the reader that all proofs rest on does not read what the tables say.
    @Test
    void theIndependentReaderReadsTheSame() throws Exception {
        List<String> found = new ArrayList<>();
        for (SegmentReader.Found each : SegmentReader.read(Snapshot.of(root).log())) {
            found.add("log " + each.epoch() + " " + each.seq() + " " + hex(each.payload()));
        }
        assertThat(found).isEqualTo(expected("log"));
    }

    /// LOG-1. Harm: an old program started by mistake destroys what a newer one keeps.
    @Test
    void aLogOfANewerVersionIsRefusedAndLeftAsItIs() throws Exception {
        for (Path segment : files("log", ".fplog")) {
            byte[] bytes = Files.readAllBytes(segment);
            for (int at : new int[] {0, 2048}) {
                ByteBuffer header = ByteBuffer.wrap(bytes, at, 56).slice();
                header.putInt(8, 2);
                header.putInt(52, SegmentReader.crcOf(Arrays.copyOfRange(bytes, at, at + 52)));
            }
            Files.write(segment, bytes);
        }
        refusedUntouched(this::log, "LOG-0302");
    }

    @Test
    void aBufferOfANewerVersionIsRefusedAndLeftAsItIs() throws Exception {
        for (Path file : files("buffer", ".ndjson")) {
            newerFirstLine(file, "{\"buffer\":1,", "{\"buffer\":2,");
        }
        refusedUntouched(this::buffer, "LOG-0405");
    }

    @Test
    void aQuarantineOfANewerVersionIsRefusedAndLeftAsItIs() throws Exception {
        newerFirstLine(quarantineFile(), "{\"quarantine\":1", "{\"quarantine\":2");
        refusedUntouched(this::quarantine, "LOG-0415");
    }

    @Test
    void aPositionOfANewerVersionIsRefusedAndLeftAsItIs() throws Exception {
        byte[] bytes = Files.readAllBytes(positionFile());
        for (int at : new int[] {0, 4096}) {
            ByteBuffer slot = ByteBuffer.wrap(bytes, at, 28).slice();
            slot.putShort(4, (short) 2);
            slot.putInt(24, SegmentReader.crcOf(Arrays.copyOfRange(bytes, at, at + 24)));
        }
        Files.write(positionFile(), bytes);
        refusedUntouched(this::position, "LOG-0503");
    }

    private List<Path> files(String folder, String suffix) throws IOException {
        try (Stream<Path> all = Files.list(root.resolve(folder))) {
            return all.filter(path -> path.toString().endsWith(suffix)).toList();
        }
    }

    private static void newerFirstLine(Path file, String old, String newer) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(",\"crc\":\"");
        assertThat(text).startsWith(old);
        String first = newer + text.substring(old.length(), end);
        String crc =
                "%08x".formatted(SegmentReader.crcOf(first.getBytes(StandardCharsets.ISO_8859_1)));
        String rest = text.substring(end + 16);
        Files.writeString(file, first + ",\"crc\":\"" + crc + rest, StandardCharsets.ISO_8859_1);
    }

    private void refusedUntouched(ThrowingCallable open, String code) throws IOException {
        Map<String, String> before = everything();
        assertThatThrownBy(open)
                .isInstanceOfSatisfying(
                        StoreException.class, why -> assertThat(why.code()).isEqualTo(code));
        assertThat(everything()).as("untouched").isEqualTo(before);
    }

    private Map<String, String> everything() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path each : walk.filter(Files::isRegularFile).toList()) {
                all.put(root.relativize(each).toString(), hex(Files.readAllBytes(each)));
            }
        }
        return all;
    }
}
