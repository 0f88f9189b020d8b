package org.fieldproof.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.engine.rig.EngineRig;
import org.fieldproof.engine.rig.ScriptedDestination;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// G23: a whole data directory in layout 1, as a killed gateway left it once, kept as it was. Never
/// written anew: a change that cannot read it is a change of the format. Of its 24 records the lane
/// `upstream` had delivered six; two lie in its quarantine, one of them edited, and sixteen in its
/// disk buffer. Those of `archive` are in the log alone.
class GoldenDataTest {
    private static final UUID EPOCH = UUID.fromString("8c3ebce7-02f2-4d40-82ee-f3d7bc309dee");
    private static final int RECORDS = 24;
    private static final String EDITED = hex("{\"n\":3,\"mended\":true}");
    private static final String[] TEXTS = {
        "", "v", "ü/€/😀", "quote\"back\\slash\ttab\n", "x".repeat(120)
    };

    @TempDir private Path root;

    private final ScriptedDestination upstream = new ScriptedDestination("upstream");
    private final ScriptedDestination archive = new ScriptedDestination("archive");

    /// Harm: after an update the backlog of an outage is unreadable, comes with another identity or
    /// other values, or what was delivered comes again.
    @Test
    void whatAnOlderVersionLeftIsDeliveredAsItWasReceived() throws Exception {
        copyTheFiles();
        try (EngineRig rig = EngineRig.start(root, upstream, archive)) {
            assertThat(rig.ask(new Command.RetryAllQuarantined("upstream")))
                    .isInstanceOf(Outcome.Done.class);
            Await.until(
                    EngineRig.PATIENCE,
                    () -> upstream.count() == 18 && archive.count() == RECORDS,
                    "the backlogs of both lanes");
            assertThat(rig.engine().events(1, 500).events())
                    .extracting(event -> event.code())
                    .as("nothing is damaged, and nothing missing")
                    .doesNotContain("LOG-0205", "LANE-0207");
            assertThat(rig.snapshot().lanes())
                    .allSatisfy(lane -> assertThat(lane.droppedTotal()).isZero());
            assertThat(rig.ask(new Command.ReadAudit(100)))
                    .isInstanceOfSatisfying(
                            Outcome.AuditRead.class,
                            audit -> {
                                assertThat(audit.intact()).isTrue();
                                assertThat(audit.lines().getLast().act())
                                        .isEqualTo("edit quarantined 4 of upstream");
                            });
        }
        Map<Long, FieldRecord> fromLog = bySeq(archive.arrived());
        for (int i = 0; i < RECORDS; i++) {
            assertSame(Objects.requireNonNull(fromLog.get(i + 1L)), i, payload(i));
        }
        Map<Long, FieldRecord> fromBuffer = bySeq(upstream.arrived());
        assertThat(fromBuffer.keySet())
                .as("the six that were delivered do not come again")
                .doesNotContain(1L, 2L, 3L, 5L, 6L, 7L);
        fromBuffer.forEach(
                (seq, record) -> {
                    int i = (int) (seq - 1);
                    assertSame(record, i, i == 3 ? EDITED : payload(i));
                    assertThat(record.acceptTimeEpochNanos())
                            .as("accepted once, whichever file says so")
                            .isEqualTo(
                                    Objects.requireNonNull(fromLog.get(seq))
                                            .acceptTimeEpochNanos());
                });
    }

    private static void assertSame(FieldRecord record, int i, String payload) {
        assertThat(record.epoch()).isEqualTo(EPOCH);
        assertThat(record.connection()).isEqualTo("devices");
        assertThat(record.device()).isEqualTo("press-0" + i % 3);
        assertThat(record.address()).isEqualTo(address(i));
        assertThat(HexFormat.of().formatHex(record.payload())).isEqualTo(payload);
        assertThat(record.encoding())
                .isEqualTo(
                        switch (i % 3) {
                            case 0 -> PayloadEncoding.BYTES;
                            case 1 -> PayloadEncoding.TEXT;
                            default -> PayloadEncoding.TYPED;
                        });
        assertThat(record.quality())
                .isEqualTo(
                        switch (i / 3 % 3) {
                            case 0 -> Quality.GOOD;
                            case 1 -> Quality.UNCERTAIN;
                            default -> Quality.BAD;
                        });
        assertThat(record.sourceTimeEpochNanos())
                .isEqualTo(i % 2 == 0 ? 0 : 1_790_000_000_123_456_789L + i);
        assertThat(record.qos()).isEqualTo(i % 3);
        assertThat(record.retained()).isEqualTo(i % 5 == 0);
        assertThat(record.duplicateFlagged()).isEqualTo(i % 7 == 0);
        assertThat(record.properties()).isEqualTo(properties(i));
    }

    private static String address(int i) {
        return i < 8 && i % 4 == 3
                ? "plant/press-02/poison"
                : "plant/press-0" + i % 3 + "/täglich/" + i;
    }

    private static String payload(int i) {
        return switch (i % 4) {
            case 0 -> hex("{\"n\":" + i + "}");
            case 1 -> "c32800ff%02x".formatted(i);
            case 2 -> "";
            default -> hex("über " + i + " 😀");
        };
    }

    private static List<Property> properties(int i) {
        List<Property> properties = new ArrayList<>();
        for (int p = 0; p < i % 3; p++) {
            properties.add(new Property("p" + p, TEXTS[(i + p) % TEXTS.length]));
        }
        return properties;
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<Long, FieldRecord> bySeq(List<FieldRecord> records) {
        Map<Long, FieldRecord> all = new HashMap<>();
        records.forEach(record -> all.put(record.seq(), record));
        assertThat(all).as("each came once").hasSameSizeAs(records);
        return all;
    }

    private void copyTheFiles() throws Exception {
        Path golden =
                Path.of(
                        Objects.requireNonNull(GoldenDataTest.class.getResource("/data-1"))
                                .toURI());
        try (Stream<Path> walk = Files.walk(golden)) {
            for (Path each : walk.filter(Files::isRegularFile).toList()) {
                copy(each, root.resolve(golden.relativize(each).toString()));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(Objects.requireNonNull(to.getParent()));
        Files.copy(from, to);
    }
}
