package org.fieldproof.engine.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.DeviceHandle;
import org.fieldproof.log.frame.Epochs;
import org.junit.jupiter.api.Test;

/// A record that comes back otherwise than it went in is a lost record with a straight face.
class RecordCodecTest {
    private static final UUID EPOCH = new UUID(11, 22);
    private static final List<PayloadEncoding> ENCODINGS = List.of(PayloadEncoding.values());
    private static final List<Quality> QUALITIES = List.of(Quality.values());
    private static final String[] TEXTS = {
        "", "plant/press-01", "ü/€/😀", "quote\"back\\slash\ttab\n", "\u0000\u0007", "x".repeat(300)
    };

    private static final class NamedDevice implements DeviceHandle {
        private final String id;

        NamedDevice(String id) {
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public void connected(String peer, String identity) {}

        @Override
        public void disconnected(String reason) {}
    }

    private static byte[] payload(SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> new byte[0];
            case 1 -> TEXTS[random.nextInt(TEXTS.length)].getBytes(StandardCharsets.UTF_8);
            case 2 -> ("{\"n\":" + random.nextLong() + "}").getBytes(StandardCharsets.UTF_8);
            case 3 -> new byte[] {(byte) 0xc3, 0x28, (byte) 0xed, (byte) 0xa0, (byte) 0x80};
            default -> {
                byte[] bytes = new byte[random.nextInt(1_000)];
                random.nextBytes(bytes);
                yield bytes;
            }
        };
    }

    private static InboundRecord draw(SplittableRandom random) {
        List<Property> properties = new ArrayList<>();
        for (int i = random.nextInt(4); i > 1; i--) {
            properties.add(
                    new Property(
                            TEXTS[random.nextInt(TEXTS.length)],
                            TEXTS[random.nextInt(TEXTS.length)]));
        }
        return new InboundRecord(
                new NamedDevice(TEXTS[random.nextInt(TEXTS.length)]),
                TEXTS[random.nextInt(TEXTS.length)],
                payload(random),
                ENCODINGS.get(random.nextInt(3)),
                QUALITIES.get(random.nextInt(3)),
                random.nextBoolean() ? 0 : random.nextLong(),
                random.nextInt(3),
                random.nextBoolean(),
                random.nextBoolean(),
                properties);
    }

    private static FieldRecord expected(InboundRecord from, long seq, long acceptTime) {
        return new FieldRecord(
                EPOCH,
                seq,
                "devices",
                from.device().id(),
                from.address(),
                from.payload(),
                from.encoding(),
                from.quality(),
                from.sourceTimeEpochNanos(),
                acceptTime,
                from.qos(),
                from.retained(),
                from.duplicateFlagged(),
                from.properties());
    }

    private static void assertSame(FieldRecord found, FieldRecord expected, String what) {
        assertThat(found).as(what).usingRecursiveComparison().isEqualTo(expected);
    }

    @Test
    void aFrameOfTheLogComesBackAsItWent() {
        long seed = 4_711;
        SplittableRandom random = new SplittableRandom(seed);
        RecordReader reader = new RecordReader(Epochs.only(EPOCH));
        for (int i = 1; i <= 3_000; i++) {
            InboundRecord in = draw(random);
            long time = random.nextLong();
            byte[] device = in.device().id().getBytes(StandardCharsets.UTF_8);
            RecordFrame frame =
                    new RecordFrame("devices".getBytes(StandardCharsets.UTF_8), device, in, time);
            ByteBuffer bytes = ByteBuffer.allocate(frame.encodedBytes());
            frame.encode(bytes);
            assertThat(bytes.remaining()).as("announced size, record %d", i).isZero();
            FieldRecord out = reader.read(i, bytes.flip().asReadOnlyBuffer());
            assertSame(out, expected(in, i, time), "record " + i + ", seed " + seed);
        }
    }

    @Test
    void aLineOfTheBufferComesBackAsItWentAndIsOneLine() throws IOException {
        long seed = 815;
        SplittableRandom random = new SplittableRandom(seed);
        RecordJson json = new RecordJson();
        for (int i = 1; i <= 3_000; i++) {
            FieldRecord record = expected(draw(random), i, random.nextLong());
            byte[] line = json.write(record);
            assertThat(line).doesNotContain((byte) '\n', (byte) '\r');
            StoredRecord read = json.read(line);
            assertSame(read.record(), record, "record " + i + ", seed " + seed);
            assertThat(read.why()).isNull();
        }
    }

    @Test
    void aQuarantinedLineCarriesItsReason() throws IOException {
        RecordJson json = new RecordJson();
        FieldRecord record = expected(draw(new SplittableRandom(1)), 7, 8);
        Problem why = Problem.error("JDBC-0104", "table", "No \u0000 here.", "Mend it.");
        Instant since = Instant.parse("2026-11-20T12:00:00.123456789Z");
        StoredRecord read =
                json.read(json.writeQuarantined(new QuarantinedRecord(record, why, since)));
        assertSame(read.record(), record, "the record");
        assertThat(read.why()).isEqualTo(why);
        assertThat(read.since()).isEqualTo(since);
    }

    @Test
    void aDumpNamesTheAcceptTimeForPeople() {
        FieldRecord record = expected(draw(new SplittableRandom(3)), 1, 1_795_175_121_000_000_042L);
        assertThat(new String(new RecordJson().writeDump(record), StandardCharsets.UTF_8))
                .contains("\"acceptTime\":\"2026-11-20T")
                .contains("000000042Z\"");
    }

    @Test
    void aFrameOfAnotherVersionIsRefused() {
        ByteBuffer frame = ByteBuffer.allocate(64).put(0, (byte) 9);
        assertThatThrownBy(() -> new RecordReader(Epochs.only(EPOCH)).read(1, frame))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version");
    }

    @Test
    void aLineThatIsNoRecordIsAnErrorAndNotAnEmptyRecord() {
        RecordJson json = new RecordJson();
        for (String wrong :
                List.of(
                        "",
                        "[]",
                        "{}",
                        "{\"seq\":0}",
                        "{\"kind\":\"x\"}",
                        "{\"quality\":\"x\"}",
                        "{\"seq\":1,\"epoch\":\"x\"}")) {
            assertThatThrownBy(() -> json.read(wrong.getBytes(StandardCharsets.UTF_8)))
                    .as(wrong)
                    .isInstanceOf(IOException.class);
        }
    }
}
