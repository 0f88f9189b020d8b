package org.fieldproof.connector.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.HashMap;
import java.util.Map;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.ReadBack.Arrival;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.stores.StoreBench;
import org.fieldproof.testkit.store.ObjectServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store behind TLS with an authority of its own, as MinIO in a plant has it. Harm if these
/// break: keys and records go to whoever answers, or a person is not told which certificate to
/// mend.
final class S3TlsTest {
    private static final TestAuthority PLANT = new TestAuthority("plant");

    @TempDir Path directory;

    private ObjectServer server(TlsIdentity identity) throws Exception {
        char[] password = "for the test".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        store.setKeyEntry(
                "server",
                java.util.Objects.requireNonNull(identity.key()),
                password,
                identity.chain().toArray(new Certificate[0]));
        Path file = directory.resolve("server.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
        return ObjectServer.startTls(
                directory.resolve("s3"),
                "plant",
                new ObjectServer.Keys(file, String.valueOf(password)));
    }

    private StoreBench bench(ObjectServer server, TestAuthority trusted) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("host", "localhost");
        fields.put("port", server.port());
        fields.put("tls", Map.of("trust", "installation"));
        fields.put("bucket", "plant");
        fields.put("accessKey", "access");
        fields.put("secretKey", "secret:key");
        fields.put("connectTimeout", "15s");
        fields.put("answerTimeout", "15s");
        return new StoreBench(new S3SinkFactory(), directory, fields, LinkTable.direct(), trusted);
    }

    private static DoctorReport examine(StoreBench bench) {
        return new Examination(bench.host(), "s3", false, 60_000_000_000L).run(new S3Doctor());
    }

    private static void refused(StoreBench bench, String code) {
        Problem why = bench.refusal();
        assertThat(why.code()).as(why.oneLine()).isEqualTo("S3-0102");
        assertThat(bench.host().state()).isNotEqualTo(ConnectorState.UP);
        DoctorReport report = examine(bench);
        assertThat(report.healthy()).isFalse();
        assertThat(report.of(DoctorStep.TLS).verdict())
                .as("%s", report)
                .isInstanceOfSatisfying(
                        StepVerdict.Failed.class,
                        failed -> assertThat(failed.why().code()).isEqualTo(code));
        assertThat(report.of(DoctorStep.LOGIN).verdict())
                .as("no key goes out")
                .isNotInstanceOf(StepVerdict.Passed.class);
    }

    @Test
    void withTheRightAuthorityRecordsGoThereAndComeBack() throws Exception {
        try (ObjectServer server = server(PLANT.server("localhost"));
                StoreBench bench = bench(server, PLANT)) {
            bench.open();
            assertThat(bench.write(Objects.range(1, 200))).isEqualTo(new WriteOutcome.Durable());
            assertThat(bench.arrivals(Objects.EPOCH)).extracting(Arrival::seq).hasSize(200);
            assertThat(server.objects("plant")).isEqualTo(1);
            DoctorReport report = examine(bench);
            assertThat(report.healthy()).as("%s", report).isTrue();
            assertThat(report.of(DoctorStep.TLS).verdict()).isInstanceOf(StepVerdict.Passed.class);
            assertThat(report.of(DoctorStep.PERMISSION).verdict())
                    .isInstanceOf(StepVerdict.Passed.class);
        }
    }

    @Test
    void aStrangersAuthorityIsRefused() throws Exception {
        try (ObjectServer server = server(PLANT.server("localhost"));
                StoreBench bench = bench(server, new TestAuthority("stranger"))) {
            refused(bench, "DOCT-0301");
        }
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws Exception {
        try (ObjectServer server = server(PLANT.server("store.elsewhere"));
                StoreBench bench = bench(server, PLANT)) {
            refused(bench, "DOCT-0304");
        }
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        try (ObjectServer server = server(PLANT.expiredServer("localhost"));
                StoreBench bench = bench(server, PLANT)) {
            refused(bench, "DOCT-0302");
        }
    }
}
