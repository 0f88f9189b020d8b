package org.fieldproof.connector.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.stores.StoreBench;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// TLS-L1. Harm if it breaks: passwords and records go to whoever answers, or a person at a plant
/// is told "handshake failed" and has nothing to go by.
final class CertificateMatrixTest {
    private static final TestAuthority UNUSED = new TestAuthority("unused");

    @TempDir Path directory;

    static Stream<Arguments> everyPair() {
        return Arrays.stream(TlsClient.values())
                .flatMap(
                        client ->
                                Arrays.stream(BadCertificate.values())
                                        .map(bad -> Arguments.of(client, bad)));
    }

    private StoreBench bench(TlsClient client, TlsTrap trap, TlsIdentity shown) {
        Map<String, String> tls = new HashMap<>(Map.of("trust", "installation"));
        if (!shown.revocationLists().isEmpty()) {
            tls.put("crl", "revoked.crl");
        }
        StoreBench bench =
                new StoreBench(
                        client.factory(),
                        directory,
                        client.fields(trap.port(), tls),
                        LinkTable.direct(),
                        UNUSED);
        bench.host().withTrust(shown);
        return bench;
    }

    @ParameterizedTest(name = "{0} is shown {1}")
    @MethodSource("everyPair")
    void whoShowsABadCertificateIsToldNothing(TlsClient client, BadCertificate bad)
            throws Exception {
        TlsIdentity shown = bad.made();
        try (TlsTrap trap = new TlsTrap(shown, client == TlsClient.POSTGRESQL);
                StoreBench bench = bench(client, trap, shown)) {
            Problem why = bench.refusal();
            assertThat(why.message()).as(why.oneLine()).containsPattern(bad.words);
            assertThat(trap.connections()).isPositive();
            assertThat(trap.said()).as("bytes behind the handshake").isZero();
        }
    }

    @ParameterizedTest(name = "{0} and TLS 1.1")
    @EnumSource(TlsClient.class)
    void whoSpeaksAnOldVersionIsToldNothing(TlsClient client) throws Exception {
        try (TlsTrap trap = new TlsTrap(null, client == TlsClient.POSTGRESQL);
                StoreBench bench = bench(client, trap, BadCertificate.good())) {
            Problem why = bench.refusal();
            assertThat(why.message()).as(why.oneLine()).containsPattern("protocol version TLS1.?1");
            assertThat(trap.connections()).isPositive();
        }
    }

    /// The test of the test: the same trap with a good certificate is believed, and told things.
    @ParameterizedTest(name = "{0} is shown a good one")
    @EnumSource(TlsClient.class)
    void whoShowsAGoodCertificateIsSpokenTo(TlsClient client) throws Exception {
        isSpokenTo(client, BadCertificate.good());
    }

    @ParameterizedTest(name = "{0} is shown a good one beside a revoked one")
    @EnumSource(TlsClient.class)
    void whoIsNotOnTheListsIsSpokenTo(TlsClient client) throws Exception {
        isSpokenTo(client, BadCertificate.goodAndListed());
    }

    /// The doctor goes by the same lists, and says which certificate was taken back and what to do.
    @ParameterizedTest(name = "the doctor of {0} is shown a revoked one")
    @EnumSource(TlsClient.class)
    void aRevokedCertificateIsNamedByTheDoctor(TlsClient client) throws Exception {
        StepVerdict verdict = examined(client, BadCertificate.REVOKED.made());

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        StepVerdict.Failed.class,
                        failed -> {
                            assertThat(failed.why().code()).isEqualTo("DOCT-0306");
                            assertThat(failed.why().message())
                                    .contains("it was revoked by CN=plant root on 20")
                                    .contains("(KEY_COMPROMISE)");
                            assertThat(failed.why().remedy())
                                    .contains("Have a new one made there", "wrong hands");
                        });
    }

    @ParameterizedTest(name = "the doctor of {0} is shown one whose authority was revoked")
    @EnumSource(TlsClient.class)
    void aRevokedAuthorityIsNamedByTheDoctor(TlsClient client) throws Exception {
        assertThat(examined(client, BadCertificate.OF_A_REVOKED_AUTHORITY.made()))
                .isInstanceOfSatisfying(
                        StepVerdict.Failed.class,
                        failed -> {
                            assertThat(failed.why().code()).isEqualTo("DOCT-0306");
                            assertThat(failed.why().message()).contains("in its chain was revoked");
                        });
    }

    /// The test of the test: beside a revoked one, a good one is believed.
    @ParameterizedTest(name = "the doctor of {0} is shown a good one beside a revoked one")
    @EnumSource(TlsClient.class)
    void whoIsNotOnTheListsIsBelievedByTheDoctor(TlsClient client) throws Exception {
        StepVerdict verdict = examined(client, BadCertificate.goodAndListed());

        // Certificates of tests end tomorrow.
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        StepVerdict.Doubtful.class,
                        believed -> assertThat(believed.why().code()).isEqualTo("DOCT-0331"));
    }

    private StepVerdict examined(TlsClient client, TlsIdentity shown) throws Exception {
        try (TlsTrap trap = new TlsTrap(shown, client == TlsClient.POSTGRESQL);
                StoreBench bench = bench(client, trap, shown)) {
            return new Examination(bench.host(), "store", false, 60_000_000_000L)
                    .run(client.factory().doctor().orElseThrow())
                    .of(DoctorStep.TLS)
                    .verdict();
        }
    }

    private void isSpokenTo(TlsClient client, TlsIdentity shown) throws Exception {
        try (TlsTrap trap = new TlsTrap(shown, client == TlsClient.POSTGRESQL);
                StoreBench bench = bench(client, trap, shown)) {
            Thread opening = Thread.ofVirtual().start(bench::openOrNot);
            Await.until(Duration.ofSeconds(60), () -> trap.said() > 0, "a first byte");
            opening.join();
        }
    }
}
