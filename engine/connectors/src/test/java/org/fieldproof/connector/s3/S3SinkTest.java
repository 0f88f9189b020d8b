package org.fieldproof.connector.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.ReadBack.Arrival;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.spi.WriteOutcome.RefusedRecord;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.stores.FaultyLine;
import org.fieldproof.connector.stores.FaultyLine.Spoil;
import org.fieldproof.connector.stores.StoreBench;
import org.fieldproof.testkit.store.ObjectServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real S3 server: names, replays, outages, refusals.
final class S3SinkTest {
    private static final WriteOutcome DURABLE = new WriteOutcome.Durable();
    private static final TestAuthority NOBODY = new TestAuthority("nobody");
    @TempDir Path directory;
    private List<ObjectServer> servers = List.of();

    @BeforeEach
    void startServer() throws Exception {
        servers = List.of(ObjectServer.start(directory.resolve("s3"), "plant"));
    }

    @AfterEach
    void stopServer() {
        servers.forEach(ObjectServer::close);
    }

    private ObjectServer server() {
        return servers.getFirst();
    }

    private StoreBench bench(LinkTable links, Map<String, ?> more) {
        Map<String, Object> fields =
                new HashMap<>(
                        Map.of(
                                "host", "127.0.0.1",
                                "port", server().port(),
                                "bucket", "plant",
                                "prefix", "site-7/raw",
                                "accessKey", "access",
                                "secretKey", "secret:key",
                                "connectTimeout", "15s",
                                "answerTimeout", "8s"));
        fields.putAll(more);
        return new StoreBench(new S3SinkFactory(), directory, fields, links, NOBODY);
    }

    private StoreBench bench() {
        return bench(LinkTable.direct(), Map.of());
    }

    /// S3-L2.
    @Test
    void aBatchIsAnObjectWithAFixedNameAndEveryRecordInIt() throws Exception {
        try (StoreBench bench = bench()) {
            bench.open();
            assertThat(bench.host().state()).isEqualTo(ConnectorState.UP);
            List<FieldRecord> records = Objects.range(1, 500);
            assertThat(bench.write(records)).isEqualTo(DURABLE);
            Path object =
                    directory.resolve(
                            "s3/plant/site-7/raw/2026/11/18/"
                                    + Objects.EPOCH
                                    + "/0000000000000000001-0000000000000000500-500.ndjson.gz");
            byte[] first = Files.readAllBytes(object);
            List<Arrival> arrivals = bench.arrivals(Objects.EPOCH);
            assertThat(arrivals).extracting(Arrival::seq).hasSize(500).isSorted();
            for (int i = 0; i < 500; i++) {
                assertThat(arrivals.get(i).payloadCrc32c())
                        .isEqualTo(RecordLines.crc(records.get(i).payload()));
                assertThat(arrivals.get(i).address()).isEqualTo(records.get(i).address());
            }
            bench.drop();
            assertThat(bench.write(records)).isEqualTo(DURABLE);
            assertThat(Files.readAllBytes(object)).isEqualTo(first);
            assertThat(server().objects("plant")).isEqualTo(1);
        }
    }

    /// S3-L3: after a crash the lane cuts its batches elsewhere.
    @Test
    void aReplayInOtherBatchesStoresNothingTwice() throws Exception {
        try (StoreBench bench = bench()) {
            assertThat(bench.write(Objects.range(1, 100))).isEqualTo(DURABLE);
            assertThat(bench.write(Objects.range(101, 150))).isEqualTo(DURABLE);
            bench.drop();
            assertThat(bench.write(Objects.range(51, 306))).isEqualTo(DURABLE);
            assertThat(bench.write(Objects.range(200, 400))).isEqualTo(DURABLE);
            assertThat(bench.arrivals(Objects.EPOCH))
                    .extracting(Arrival::seq)
                    .hasSize(400)
                    .doesNotHaveDuplicates();
        }
    }

    /// S3-L1. The planted fault is a store that loses the object between PUT and HEAD.
    @Test
    void anObjectThatIsNotThereAfterItsUploadIsNotDurable() throws Exception {
        try (FaultyLine line = new FaultyLine();
                StoreBench bench = bench(line, Map.of())) {
            bench.open();
            line.spoil(Spoil.HALF_CLOSE);
            assertThat(bench.write(Objects.range(1, 10)))
                    .isInstanceOf(WriteOutcome.Unavailable.class);
            line.spoil(Spoil.NONE);
            bench.drop();
            assertThat(bench.write(Objects.range(1, 10))).isEqualTo(DURABLE);
            assertThat(bench.arrivals(Objects.EPOCH)).hasSize(10);
        }
    }

    /// LANE-10: found while nothing is written.
    @Test
    void aServerThatGoesWhileNothingIsWrittenIsFoundByTheQuestion() throws Exception {
        try (StoreBench bench = bench()) {
            assertThat(bench.write(Objects.range(1, 10))).isEqualTo(DURABLE);
            bench.sink().probe().toCompletableFuture().join();
            assertThat(bench.host().state()).isEqualTo(ConnectorState.UP);
            server().stop();
            assertThat(bench.whyNoSignOfLife().code()).isEqualTo("S3-0101");
            assertThat(bench.host().state()).isEqualTo(ConnectorState.DOWN);
            bench.drop();
            server().startAgain();
            assertThat(bench.write(Objects.range(11, 20))).isEqualTo(DURABLE);
            assertThat(bench.arrivals(Objects.EPOCH)).hasSize(20);
        }
    }

    @Test
    void aServerThatIsStoppedInMidFlowLosesNothing() throws Exception {
        try (StoreBench bench = bench()) {
            assertThat(bench.write(Objects.range(1, 50))).isEqualTo(DURABLE);
            server().stop();
            assertThat(bench.write(Objects.range(51, 100)))
                    .isInstanceOfSatisfying(
                            WriteOutcome.Unavailable.class,
                            gone -> assertThat(gone.why().code()).isEqualTo("S3-0101"));
            assertThat(bench.host().state()).isEqualTo(ConnectorState.DOWN);
            bench.drop();
            server().startAgain();
            assertThat(bench.write(Objects.range(51, 120))).isEqualTo(DURABLE);
            assertThat(bench.arrivals(Objects.EPOCH))
                    .extracting(Arrival::seq)
                    .hasSize(120)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aLineThatHangsResetsOrEndsHalfWayIsNoticedAndReplayed() throws Exception {
        try (FaultyLine line = new FaultyLine();
                StoreBench bench = bench(line, Map.of())) {
            long next = 1;
            for (Spoil spoil : List.of(Spoil.HANG, Spoil.RESET, Spoil.HALF_CLOSE)) {
                line.spoil(spoil);
                List<FieldRecord> batch = Objects.range(next, next + 19);
                assertThat(bench.write(batch))
                        .as(spoil.name())
                        .isInstanceOf(WriteOutcome.Unavailable.class);
                line.spoil(Spoil.NONE);
                bench.drop();
                assertThat(bench.write(batch)).as(spoil.name()).isEqualTo(DURABLE);
                next += 20;
            }
            line.spoil(Spoil.DRIBBLE);
            assertThat(line.dialled()).isPositive();
            assertThat(bench.arrivals(Objects.EPOCH)).hasSize(60);
        }
    }

    @Test
    void wrongKeysAndAMissingBucketAreNamed() {
        try (StoreBench wrong = bench(LinkTable.direct(), Map.of("secretKey", "secret:no"))) {
            assertThat(wrong.refusal().code()).isEqualTo("S3-0103");
            assertThat(wrong.host().state()).isEqualTo(ConnectorState.FAULTED);
        }
        try (StoreBench missing = bench(LinkTable.direct(), Map.of("bucket", "nowhere"))) {
            assertThat(missing.refusal().code()).isEqualTo("S3-0104");
        }
    }

    @Test
    void aRecordWithHalfACharacterIsRefusedAlone() throws Exception {
        try (StoreBench bench = bench()) {
            List<FieldRecord> records =
                    List.of(
                            Objects.of(1, "a", new byte[1]),
                            Objects.of(2, "x\uD800", new byte[1]),
                            Objects.of(3, "b", new byte[1]));
            assertThat(bench.write(records))
                    .isInstanceOfSatisfying(
                            WriteOutcome.Refused.class,
                            refused ->
                                    assertThat(refused.refused())
                                            .extracting(RefusedRecord::seq)
                                            .containsExactly(2L));
            assertThat(bench.arrivals(Objects.EPOCH))
                    .extracting(Arrival::seq)
                    .containsExactly(1L, 3L);
        }
    }

    @Test
    void failedConnectsLeaveNothingBehind() throws Exception {
        server().stop();
        StoreBench.failedConnectsStayFlat(this::bench, "S3-0101");
        server().startAgain();
    }

    @Test
    void theDoctorTriesOutWhatTheDestinationNeedsAndLeavesNothing() throws Exception {
        try (StoreBench bench = bench()) {
            DoctorReport report =
                    new Examination(bench.host(), "s3", false, 60_000_000_000L).run(new S3Doctor());
            assertThat(report.healthy()).isTrue();
            assertThat(report.of(DoctorStep.PERMISSION).verdict())
                    .isInstanceOf(StepVerdict.Passed.class);
            assertThat(directory.resolve("s3/plant/site-7/raw/fieldproof-check.txt"))
                    .doesNotExist();
        }
        try (StoreBench wrong = bench(LinkTable.direct(), Map.of("secretKey", "secret:no"))) {
            DoctorReport report =
                    new Examination(wrong.host(), "s3", false, 60_000_000_000L).run(new S3Doctor());
            assertThat(report.of(DoctorStep.LOGIN).verdict())
                    .isInstanceOfSatisfying(
                            StepVerdict.Failed.class,
                            failed -> assertThat(failed.why().code()).isEqualTo("S3-0103"));
        }
    }
}
