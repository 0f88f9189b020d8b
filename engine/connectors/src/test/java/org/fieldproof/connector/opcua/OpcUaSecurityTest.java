package org.fieldproof.connector.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.ApplicationType;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.ApplicationDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.connector.opcua.simulator.SimulatorServer;
import org.fieldproof.connector.opcua.testing.OpcAuthority;
import org.fieldproof.connector.opcua.testing.OpcAuthority.Wish;
import org.fieldproof.connector.opcua.testing.OpcHost;
import org.fieldproof.connector.opcua.testing.Plant;
import org.fieldproof.connector.opcua.trust.ServerTrust;
import org.fieldproof.connector.opcua.trust.Thumbprint;
import org.fieldproof.connector.opcua.trust.TrustLists;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who is believed, who is let in, and what people read when somebody is not. A hole here opens a
/// plant; a message without a remedy costs an engineer a day.
class OpcUaSecurityTest {
    @TempDir Path folder;

    private Plant plant() {
        return new Plant(folder).tag("Speed");
    }

    /// The problem that the source tells; it must name object, cause and remedy.
    private static Problem refusal(Plant plant) {
        OpcHost host = plant.startSource();
        Await.until(Plant.LIMIT, () -> host.why() != null, "a reason");
        Problem why = Objects.requireNonNull(host.why());
        assertThat(why.object()).isEqualTo("connection plc");
        assertThat(why.message()).isNotBlank().endsWith(".");
        assertThat(why.remedy()).isNotBlank().endsWith(".");
        assertThat(host.door().count()).as("records over a refused line").isZero();
        return why;
    }

    @ParameterizedTest
    @CsvSource({
        "Aes256_Sha256_RsaPss, SignAndEncrypt",
        "Aes256_Sha256_RsaPss, Sign",
        "Aes128_Sha256_RsaOaep, SignAndEncrypt",
        "Basic256Sha256, Sign",
        "Basic256, SignAndEncrypt",
        "Basic128Rsa15, SignAndEncrypt",
        "None, None"
    })
    void everyPolicyAndModeWorks(String policy, String mode) {
        try (Plant plant = plant()) {
            boolean none = policy.equals("None");
            plant.simulator(none ? "unprotected" : "policies", none ? true : List.of(policy));
            plant.simulator("anonymous", false)
                    .simulator("users", List.of(Map.of("user", "op", "password", "secret:pw")));
            plant.source("policy", policy).source("mode", mode);
            plant.source("user", "op").source("password", "secret:pw");
            plant.startSimulator();
            OpcHost host = plant.startAndWaitUp();
            Await.until(Plant.LIMIT, () -> host.door().count() > 0, "a value");
        }
    }

    @Test
    void theStrongestPolicyThatProtectsIsChosen() {
        UaSecurity wanted = UaSecurity.of("strongest", "SignAndEncrypt");
        List<EndpointDescription> offered =
                List.of(
                        endpoint(SecurityPolicy.None, MessageSecurityMode.None),
                        endpoint(SecurityPolicy.Basic256, MessageSecurityMode.SignAndEncrypt),
                        endpoint(SecurityPolicy.Basic256Sha256, MessageSecurityMode.Sign),
                        endpoint(
                                SecurityPolicy.Aes128_Sha256_RsaOaep,
                                MessageSecurityMode.SignAndEncrypt));
        assertThat(wanted.choose(offered).orElseThrow().getSecurityPolicyUri())
                .isEqualTo(SecurityPolicy.Aes128_Sha256_RsaOaep.getUri());
        assertThat(wanted.choose(offered.subList(0, 3))).as("UA-7").isEmpty();
    }

    private static EndpointDescription endpoint(SecurityPolicy policy, MessageSecurityMode mode) {
        return new EndpointDescription(
                "opc.tcp://plc:4840",
                new ApplicationDescription(
                        "urn:plc",
                        null,
                        LocalizedText.NULL_VALUE,
                        ApplicationType.Server,
                        null,
                        null,
                        null),
                ByteString.NULL_VALUE,
                mode,
                policy.getUri(),
                null,
                null,
                Unsigned.ubyte(0));
    }

    /// Row 32.
    @Test
    void aServerWithoutProtectionIsRefusedAndSaysWhatItOffers() {
        try (Plant plant = plant()) {
            plant.simulator("policies", List.of("Basic256")).simulator("unprotected", true);
            plant.startSimulator();
            Problem why = refusal(plant);
            assertThat(why.code()).isEqualTo("OPC-0216");
            assertThat(why.message()).contains("Basic256 with Sign", "None");
        }
    }

    @Test
    void aPolicyThatIsNotOfferedIsNamedWithThoseThatAre() {
        try (Plant plant = plant()) {
            plant.simulator("policies", List.of("Basic256Sha256"));
            plant.source("policy", "Aes256_Sha256_RsaPss");
            plant.startSimulator();
            Problem why = refusal(plant);
            assertThat(why.code()).isEqualTo("OPC-0215");
            assertThat(why.message())
                    .contains("Aes256_Sha256_RsaPss", "Basic256Sha256 with SignAndEncrypt");
        }
    }

    @Test
    void aWrongPasswordIsToldAsOne() {
        try (Plant plant = plant()) {
            plant.simulator("anonymous", false)
                    .simulator("users", List.of(Map.of("user", "op", "password", "secret:right")));
            plant.source("user", "op").source("password", "secret:wrong");
            plant.startSimulator();
            Problem why = refusal(plant);
            assertThat(why.code()).isEqualTo("OPC-0217");
            assertThat(why.oneLine()).doesNotContain("wrong\"").doesNotContain("right");
        }
    }

    @Test
    void aKindOfLoginThatTheServerDoesNotTakeIsNamed() {
        try (Plant plant = plant()) {
            plant.simulator("anonymous", false)
                    .simulator("users", List.of(Map.of("user", "op", "password", "secret:right")));
            plant.startSimulator();
            Problem why = refusal(plant);
            assertThat(why.code()).isEqualTo("OPC-0218");
            assertThat(why.message()).contains("anonymous", "UserName");
        }
    }

    @Test
    void aUserCertificateLogsIn() {
        TlsIdentity user = OpcAuthority.selfSigned(Wish.of("user", "urn:user", "localhost"));
        try (Plant plant = plant()) {
            plant.simulator("anonymous", false)
                    .simulator(
                            "trustedThumbprints",
                            List.of(Thumbprint.sha256(user.chain().getFirst())));
            plant.source("userCertificateFile", "u.pem").source("userKeyFile", "u.key");
            plant.startSimulator();
            OpcHost host = plant.makeSourceHost().withFiles(user);
            plant.startAndWaitUp();
            Await.until(Plant.LIMIT, () -> host.door().count() > 0, "a value");
        }
    }

    /// First trust is an act of a person, with the thumbprint that the message shows (S5).
    @Test
    void anUnknownServerIsRefusedUntilItsThumbprintIsWritten() {
        try (Plant plant = plant()) {
            plant.simulator("certificate", "self-signed").source("trustInstallation", false);
            SimulatorServer server = plant.startSimulator();
            Problem why = refusal(plant);
            assertThat(why.code()).isEqualTo("OPC-0205");
            assertThat(why.message()).startsWith("We refuse");
            assertThat(server.services().count("CreateSession")).isZero();
            String shown = why.remedy().replaceAll("(?s).*?([0-9a-f]{64}).*", "$1");
            plant.stopSource();

            plant.source("serverThumbprint", shown);
            OpcHost host = plant.startAndWaitUp();
            Await.until(Plant.LIMIT, () -> host.door().count() > 0, "a value");
        }
    }

    @Test
    void anUnknownServerIsAlsoTrustedByMovingItsFile() throws IOException {
        try (Plant plant = plant()) {
            plant.simulator("certificate", "self-signed").source("trustInstallation", false);
            plant.startSimulator();
            assertThat(refusal(plant).code()).isEqualTo("OPC-0205");
            plant.stopSource();

            TrustLists lists = new TrustLists(plant.sourceDirectory());
            try (var rejected = Files.list(lists.rejected())) {
                Path shown = rejected.findFirst().orElseThrow();
                Files.move(shown, lists.trusted().resolve(shown.getFileName()));
            }
            plant.startAndWaitUp();
        }
    }

    /// Row 31: both thumbprints, so that a person can tell a renewal from an impostor.
    @Test
    void aChangedServerCertificateIsRefusedWithBothThumbprints() throws Exception {
        try (Plant plant = plant()) {
            plant.simulator("certificate", "self-signed").source("trustInstallation", false);
            plant.startSimulator();
            Problem first = refusal(plant);
            String old = first.remedy().replaceAll("(?s).*?([0-9a-f]{64}).*", "$1");
            plant.stopSource();
            plant.source("serverThumbprint", old);
            plant.startAndWaitUp();
            plant.stopSource();
            plant.stopSimulator();
            Path own = new TrustLists(plant.simulatorDirectory()).own();
            Files.delete(own.resolve("key.pem"));
            plant.startSimulator();

            Problem why = refusal(plant);

            assertThat(why.code()).isEqualTo("OPC-0206");
            X509Certificate now =
                    (X509Certificate)
                            java.security.cert.CertificateFactory.getInstance("X.509")
                                    .generateCertificate(
                                            Files.newInputStream(own.resolve("certificate.der")));
            assertThat(why.message()).contains(old, Thumbprint.sha256(now));
        }
    }

    /// The other side: what the server's administrator has to do, with our thumbprint and file.
    @Test
    void aServerThatRefusesOurCertificateIsToldAsSuch() {
        try (Plant plant = plant()) {
            plant.source("certificate", "self-signed");
            plant.makeSimulatorHost();
            SimulatorServer server = plant.startSimulator();
            Problem why = refusal(plant);
            assertThat(why.code()).isEqualTo("OPC-0214");
            assertThat(why.message())
                    .contains("refuses our certificate", "sha256", "certificate.der");
            assertThat(why.remedy()).startsWith("On the server");
            assertThat(server.sessions()).isZero();
        }
    }

    private Problem refusalOfServer(TlsIdentity shown, Plant plant) {
        plant.makeSimulatorHost().withApplications((_, _) -> shown);
        plant.startSimulator();
        return refusal(plant);
    }

    private static Wish simulator() {
        String host =
                org.fieldproof.connector.opcua.trust.OwnCertificate.hostName().orElse("localhost");
        return Wish.of("sim", "urn:" + host + ":fieldproof:sim", "localhost", "127.0.0.1");
    }

    @Test
    void anExpiredServerCertificateIsRefused() {
        Instant now = Instant.now();
        try (Plant plant = plant()) {
            Problem why =
                    refusalOfServer(
                            plant.authority.issue(
                                    simulator()
                                            .between(
                                                    now.minus(Duration.ofDays(9)),
                                                    now.minus(Duration.ofDays(1)))),
                            plant);
            assertThat(why.code()).isEqualTo("OPC-0207");
            assertThat(why.message()).contains("expired at");
        }
    }

    @Test
    void aServerCertificateForAnotherHostIsRefused() {
        try (Plant plant = plant()) {
            Wish wish = simulator();
            Problem why =
                    refusalOfServer(
                            plant.authority.issue(Wish.of("sim", wish.uri(), "plc-99")), plant);
            assertThat(why.code()).isEqualTo("OPC-0208");
            assertThat(why.message()).contains("plc-99", "127.0.0.1");
        }
    }

    @Test
    void aServerCertificateForAnotherApplicationIsRefused() {
        try (Plant plant = plant()) {
            Problem why =
                    refusalOfServer(
                            plant.authority.issue(
                                    Wish.of("sim", "urn:another", "localhost", "127.0.0.1")),
                            plant);
            assertThat(why.code()).isEqualTo("OPC-0209");
            assertThat(why.message()).contains("urn:another");
        }
    }

    @Test
    void aServerCertificateThatIsUnfitIsRefused() {
        try (Plant plant = plant()) {
            Problem why =
                    refusalOfServer(
                            plant.authority.issue(simulator().usage(KeyUsage.digitalSignature)),
                            plant);
            assertThat(why.code()).isEqualTo("OPC-0212");
        }
    }

    /// S4: really checked, not only configured.
    @Test
    void aRevokedServerCertificateIsRefusedAndAMissingListToo()
            throws IOException, GeneralSecurityException {
        OpcAuthority plantAuthority = new OpcAuthority("plant");
        TlsIdentity shown = plantAuthority.issue(simulator());
        try (Plant plant = plant()) {
            plant.source("trustInstallation", false);
            TrustLists lists = new TrustLists(plant.sourceDirectory());
            lists.prepare();
            Files.write(
                    lists.trusted().resolve("ca.der"), plantAuthority.certificate().getEncoded());
            assertThat(refusalOfServer(shown, plant).code()).isEqualTo("OPC-0211");
            plant.stopSource();

            Path crl = plant.sourceDirectory().resolve("pki/trusted/crl/plant.crl");
            Files.write(crl, plantAuthority.list(shown.chain().getFirst()).getEncoded());
            assertThat(refusal(plant).code()).isEqualTo("OPC-0210");
            plant.stopSource();

            Files.write(crl, plantAuthority.list().getEncoded());
            plant.startAndWaitUp();
        }
    }

    @Test
    void nothingThereAndSomethingElseThereAreTwoProblems() throws IOException {
        // Bound and not listening: a port that was let go may be somebody else's by then.
        try (Socket held = new Socket();
                Plant plant = plant()) {
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            plant.source("url", "opc.tcp://127.0.0.1:" + held.getLocalPort());
            Problem why = refusal(plant);
            assertThat(why.code()).isEqualTo("OPC-0201");
        }
        try (ServerSocket foreign = new ServerSocket(0);
                Plant plant = plant()) {
            Thread.ofVirtual().start(() -> answerAsHttp(foreign));
            plant.source("url", "opc.tcp://127.0.0.1:" + foreign.getLocalPort());
            Problem why = refusal(plant);
            assertThat(why.code()).isEqualTo("OPC-0204");
        }
    }

    private static void answerAsHttp(ServerSocket foreign) {
        try {
            while (true) {
                var socket = foreign.accept();
                socket.getOutputStream()
                        .write(
                                "HTTP/1.1 400 Bad Request\r\n\r\n"
                                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            }
        } catch (IOException _) {
            // closed by the test
        }
    }

    @Test
    void aServerThatHangsIsGivenUpInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0);
                Plant plant = plant()) {
            plant.source("connectTimeout", "1s");
            plant.source("url", "opc.tcp://127.0.0.1:" + silent.getLocalPort());
            assertThat(refusal(plant).code()).isEqualTo("OPC-0203");
        }
    }

    /// S3: read from what is really handed to the library. A build that hands it anything but our
    /// validator fails here.
    @Test
    void theLibraryIsGivenOurValidatorAndNoOther() {
        TrustLists lists = new TrustLists(folder);
        ServerTrust trust =
                new ServerTrust(
                        lists,
                        new ServerTrust.Rules(
                                "plc", Optional.empty(), "", List.of(), 2_048, false, true),
                        org.fieldproof.api.time.GatewayClock.system());
        UaContext context =
                new UaContext(
                        endpoint(SecurityPolicy.Basic256Sha256, MessageSecurityMode.Sign),
                        Optional.empty(),
                        trust,
                        Duration.ofSeconds(1));
        assertThat(context.getCertificateValidator())
                .isInstanceOf(ServerTrust.class)
                .isNotInstanceOf(CertificateValidator.InsecureCertificateValidator.class);
        assertThat(context.getEncodingContext().getEncodingLimits().getMaxMessageSize())
                .as("row 33")
                .isLessThanOrEqualTo(16 << 20);
    }

    /// Downgrade: who sits between could have taken the stronger endpoints away.
    @Test
    void endpointsThatDifferBeforeAndAfterTheLineIsSecuredAreFound() throws Exception {
        EndpointDescription weak = endpoint(SecurityPolicy.None, MessageSecurityMode.None);
        EndpointDescription strong =
                endpoint(SecurityPolicy.Basic256Sha256, MessageSecurityMode.SignAndEncrypt);
        EndpointMatch.verify(List.of(weak, strong), new EndpointDescription[] {strong, weak});
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                () ->
                                        EndpointMatch.verify(
                                                List.of(weak),
                                                new EndpointDescription[] {weak, strong})))
                .isInstanceOf(NotTheServerException.class);
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                () ->
                                        EndpointMatch.verify(
                                                List.of(weak, strong),
                                                new EndpointDescription[] {weak})))
                .isInstanceOf(NotTheServerException.class);
    }
}
