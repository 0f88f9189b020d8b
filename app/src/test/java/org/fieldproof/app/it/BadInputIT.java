package org.fieldproof.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong at a running gateway is told with code, object, cause and remedy, and what a
/// good device was promised meanwhile is kept. One gateway has all the faults at once, so that
/// none may hide another.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int GOOD_MESSAGES = 500;

    private Path folder;
    private Distribution fieldproof;
    private PaperTrail installation;
    private Path data;
    private Path project;
    private GuardedBroker broker;
    private ServerSocket taken;
    private Distribution.Running gateway;

    @BeforeAll
    void startAGatewayThatHasEveryFault(@TempDir Path scratch) throws Exception {
        Assumptions.assumeTrue(GuardedBroker.present(), "mosquitto is not installed");
        folder = scratch;
        fieldproof = new Distribution(folder);
        PaperTrail foreign = PaperTrail.unknown();
        broker = GuardedBroker.start(folder, foreign.issue(folder, "broker.example"));
        taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        project = Files.createDirectories(folder.resolve("project"));
        foreign.writeTo(project.resolve("broker-ca.crt"));
        Files.writeString(project.resolve("project.yaml"), yaml());
        data = folder.resolve("data");
        var made =
                fieldproof.run(
                        LIMIT,
                        "certificate",
                        project.toString(),
                        "good",
                        "--data",
                        data.toString());
        assertThat(made.exit()).as(made.toString()).isZero();
        installation = PaperTrail.of(data.resolve("pki"));
        secret("PRESS", "the right one");
        secret("BROKER", "not the right one");
        gateway = fieldproof.start("run", project.toString(), "--data", data.toString(), "--json");
        gateway.port("open");
        gateway.port("passwords");
        gateway.port("certificates");
    }

    @AfterAll
    void stopEverything() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        if (broker != null) {
            broker.close();
        }
        if (taken != null) {
            taken.close();
        }
    }

    @Test
    void aWrongPasswordOfADeviceIsNamed() throws Exception {
        assertThat(publish("passwords", "-u", "press", "-P", "guessed", "-i", "press-01"))
                .isNotZero();
        assertTold("MQTT-0120", "passwords", "press-01", "wrong user name or password", "secret");
        assertThat(publish("passwords", "-u", "press", "-P", "the right one", "-i", "press-01"))
                .as("with the right one it gets in")
                .isZero();
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsNamed() throws Exception {
        assertThat(publishWith(PaperTrail.unknown().issue(folder, "stranger"))).isNotZero();
        assertTold("MQTT-0121", "certificates", "127.0.0.1", "not signed by", "authority");
    }

    @Test
    void anExpiredCertificateIsNamed() throws Exception {
        assertThat(publishWith(installation.issueExpired(folder, "latecomer"))).isNotZero();
        assertTold("MQTT-0122", "certificates", "latecomer", "has expired", "Renew");
        assertThat(publishWith(installation.issue(folder, "timely")))
                .as("one of the same authority that is valid gets in")
                .isZero();
    }

    @Test
    void aPlainClientAtATlsPortIsNamed() throws Exception {
        assertThat(publish("certificates", "-i", "plain-01")).isNotZero();
        assertTold("MQTT-0126", "certificates", "127.0.0.1", "plain MQTT", "TLS");
    }

    @Test
    void aTlsClientAtAPlainPortIsNamed() throws Exception {
        Path authority = data.resolve("pki").resolve("ca.crt");
        assertThat(publish("open", "--cafile", authority.toString(), "-i", "tls-01")).isNotZero();
        assertTold("MQTT-0127", "open", "127.0.0.1", "TLS", "port");
    }

    @Test
    void aWrongPasswordAtTheBrokerIsNamed() {
        // MQTT 5 has a reason code for a bad password; mosquitto says "not authorized" instead.
        assertFault("MQTT-0217", "wrong-login", "not authorized", "password");
    }

    @Test
    void aBrokerWithACertificateForAnotherHostIsNamed() {
        assertFault("MQTT-0206", "wrong-host", "localhost", "host");
    }

    @Test
    void tlsToAPlainBrokerPortIsNamed() {
        assertFault("MQTT-0207", "tls-to-plain", "TLS", "tls");
    }

    @Test
    void plainToATlsBrokerPortIsNamed() {
        assertFault("MQTT-0208", "plain-to-tls", "", "tls");
    }

    @Test
    void aMissingSecretIsNamed() {
        assertFault("SEC-0101", "NOWHERE", "FIELDPROOF_SECRET_NOWHERE", "variable");
    }

    @Test
    void aListenersPortInUseIsNamed() {
        assertFault("MQTT-0101", "taken", String.valueOf(taken.getLocalPort()), "port");
    }

    @Test
    void aSecondProcessOnTheDataDirectoryIsRefusedWithThePidOfTheFirst() {
        var second =
                fieldproof.run(
                        LIMIT, "run", project.toString(), "--data", data.toString(), "--json");
        assertThat(second.exit()).as(second.toString()).isOne();
        JsonNode problem = second.json().getFirst();
        assertThat(problem.path("code").asText()).isEqualTo("DATA-0101");
        assertThat(problem.path("message").asText()).contains(data.toString());
        assertThat(problem.path("message").asText()).contains(String.valueOf(gateway.pid()));
        assertThat(problem.path("remedy").asText()).contains("--data");
        assertThat(gateway.alive()).as("the first goes on").isTrue();
    }

    @Test
    void whatAGoodDeviceWasPromisedIsKeptForEveryDestination() throws Exception {
        int port = gateway.port("open");
        LedgerPublisher device =
                new LedgerPublisher("good", "plant/good/telemetry", GOOD_MESSAGES, () -> port);
        device.publishAll();
        assertThat(device.ackedCount()).isEqualTo(GOOD_MESSAGES);
        Map<String, Integer> dumped = new HashMap<>();
        var dump = fieldproof.run(LIMIT, "log", "dump", data.toString(), "--json");
        for (JsonNode line : dump.json()) {
            dumped.merge(Dumped.payload(line), 1, Integer::sum);
        }
        for (int n = 1; n <= GOOD_MESSAGES; n++) {
            assertThat(dumped).as("message " + n).containsKey(Mosquitto.hex(device.payload(n)));
        }
    }

    /// A fault that stands: in every status line until it is mended.
    private void assertFault(String code, String object, String cause, String remedy) {
        JsonNode status =
                gateway.await(
                        "a fault " + code + " of " + object,
                        LIMIT,
                        line -> !fault(line, code, object).isMissingNode());
        JsonNode fault = fault(status, code, object);
        assertThat(fault.path("message").asText()).isNotBlank().contains(cause);
        assertThat(fault.path("remedy").asText()).isNotBlank().contains(remedy);
    }

    private static JsonNode fault(JsonNode status, String code, String object) {
        for (JsonNode fault : status.path("faults")) {
            if (fault.path("code").asText().equals(code)
                    && fault.path("object").asText().contains(object)) {
                return fault;
            }
        }
        return status.path("no such fault");
    }

    /// Something that happened once: a line of JSON on stderr.
    private void assertTold(String code, String object, String who, String cause, String remedy) {
        Await.until(
                LIMIT,
                () -> !told(code, who).isEmpty(),
                code + " about " + who + " in\n" + gateway.errors());
        Map<String, String> event = told(code, who).getFirst();
        assertThat(event.get("object")).contains(object);
        assertThat(event.get("message")).contains(cause);
        assertThat(event.get("remedy")).isNotBlank().contains(remedy);
    }

    private List<Map<String, String>> told(String code, String who) {
        List<Map<String, String>> found = new ArrayList<>();
        String said = gateway.errors();
        String whole = said.substring(0, said.lastIndexOf('\n') + 1);
        for (String line : whole.lines().filter(line -> line.endsWith("}")).toList()) {
            JsonNode json = Distribution.parse(line);
            Map<String, String> event = new HashMap<>();
            json.path("kvpList")
                    .forEach(
                            pair ->
                                    pair.properties()
                                            .forEach(
                                                    each ->
                                                            event.put(
                                                                    each.getKey(),
                                                                    each.getValue().asText())));
            event.put("message", json.path("formattedMessage").asText());
            if (code.equals(event.get("code")) && event.getOrDefault("client", "").contains(who)) {
                found.add(event);
            }
        }
        return found;
    }

    private int publishWith(PaperTrail.Pem identity) throws Exception {
        return publish(
                "certificates",
                "--cafile",
                data.resolve("pki").resolve("ca.crt").toString(),
                "--cert",
                identity.certificate().toString(),
                "--key",
                identity.key().toString(),
                "-i",
                "by-certificate");
    }

    private int publish(String listener, String... more) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Mosquitto.program("mosquitto_pub").orElseThrow().toString());
        command.addAll(List.of("-h", "localhost", "-p", "" + gateway.port(listener)));
        command.addAll(List.of("-q", "1", "-t", "plant/bad/telemetry", "-m", "hello"));
        command.addAll(List.of(more));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                Files.createTempFile(folder, "mosquitto_pub-", ".log").toFile())
                        .start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("mosquitto_pub hangs: " + command);
        }
        return process.exitValue();
    }

    private void secret(String name, String value) throws Exception {
        Path secrets = Files.createDirectories(data.resolve("secrets"));
        Path file = Files.writeString(secrets.resolve(name), value);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private String yaml() {
        return """
        fieldproof: 1
        name: bad-input
        title: Everything wrong at once
        connections:
          - {id: open, type: mqtt-listener, host: 127.0.0.1, port: 0, identity: client-id}
          - id: passwords
            type: mqtt-listener
            host: 127.0.0.1
            port: 0
            users: [{name: press, password: "secret:PRESS"}]
          - id: certificates
            type: mqtt-listener
            host: 127.0.0.1
            port: 0
            tls: {identity: installation, clientCertificates: required}
          - {id: taken, type: mqtt-listener, host: 127.0.0.1, port: %3$d}
        pipelines:
          - id: main
            from: [open, passwords, certificates, taken]
            match: ["plant/#"]
            to: [wrong-login, wrong-host, tls-to-plain, plain-to-tls, no-secret]
        destinations:
          - {id: wrong-login, type: mqtt, host: 127.0.0.1, port: %1$d,
             user: press, password: "secret:BROKER"}
          - {id: wrong-host, type: mqtt, host: localhost, port: %2$d, tls: {trust: broker-ca.crt}}
          - {id: tls-to-plain, type: mqtt, host: 127.0.0.1, port: %1$d,
             tls: {trust: broker-ca.crt}}
          - {id: plain-to-tls, type: mqtt, host: 127.0.0.1, port: %2$d}
          - {id: no-secret, type: mqtt, host: 127.0.0.1, port: %1$d,
             user: press, password: "secret:NOWHERE"}
        """
                .formatted(broker.plainPort(), broker.tlsPort(), taken.getLocalPort());
    }
}
