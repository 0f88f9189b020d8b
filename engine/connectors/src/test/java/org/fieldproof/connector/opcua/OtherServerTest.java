package org.fieldproof.connector.opcua;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.TagWriter;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.opcua.testing.OpcHost;
import org.fieldproof.connector.opcua.testing.Plant;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.FreePorts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a server of another make, node-opcua: what works only between two ends of one library
/// fails here. Skipped, and said so, where node or the package is missing; `.ci/run` installs it.
class OtherServerTest {
    private static final String SETPOINT = "nsu=urn:other:plant;s=Setpoint";

    @TempDir Path folder;

    private static Path modules() {
        String given = System.getenv("FIELDPROOF_NODE_OPCUA");
        Path root =
                given != null
                        ? Path.of(given)
                        : Path.of(System.getProperty("java.io.tmpdir"), "fieldproof-node-opcua");
        return root.resolve("node_modules");
    }

    private Process start(int port, Path pki) throws IOException {
        Path script = folder.resolve("other-server.js");
        try (InputStream source =
                Objects.requireNonNull(getClass().getResourceAsStream("other-server.js"))) {
            Files.copy(source, script);
        }
        ProcessBuilder builder =
                new ProcessBuilder(
                        "node", script.toString(), Integer.toString(port), pki.toString());
        builder.environment().put("NODE_PATH", modules().toString());
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("node.log").toFile());
        return builder.start();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    /// The whole way of an engineer with a new server: we do not know it, it does not know us, then
    /// both are told, then values.
    @Test
    void trustIsSetUpFromBothSidesAndValuesFlowAndSurviveAKilledServer() throws Exception {
        assumeTrue(
                Files.isDirectory(modules().resolve("node-opcua-server")),
                "node-opcua-server is not installed: skipped");
        int port = FreePorts.next();
        Path pki = folder.resolve("pki");
        @Nullable Process server = start(port, pki);
        try (Plant plant = new Plant(folder)) {
            Await.until(Plant.LIMIT, () -> listens(port), "the other server");
            plant.source("url", "opc.tcp://127.0.0.1:" + port + "/UA/Other")
                    .source("certificate", "self-signed")
                    .source("trustInstallation", false)
                    .source("user", "op")
                    .source("password", "secret:right")
                    .tagAt("counter", "nsu=urn:other:plant;s=Counter")
                    .tagAt("pair/counter", "nsu=urn:other:plant;s=Counter")
                    .with("group", "pair")
                    .tagAt("pair/state", "i=2259")
                    .with("group", "pair");
            String unknown = refused(plant, "OPC-0205");
            plant.source("serverThumbprint", unknown.replaceAll("(?s).*?([0-9a-f]{64}).*", "$1"));

            refused(plant, "OPC-0214");
            // It keeps what it has refused after it has answered.
            Path rejected = pki.resolve("rejected");
            Await.until(Plant.LIMIT, () -> !whole(rejected).isEmpty(), "our certificate there");
            for (Path each : whole(rejected)) {
                Files.move(each, pki.resolve("trusted/certs").resolve(each.getFileName()));
            }

            OpcHost host = plant.startAndWaitUp();
            Await.until(Plant.LIMIT, () -> host.door().count() >= 10, "values");
            double last = -1;
            for (var record : host.door().of("plc/counter")) {
                double value = TypedValue.decode(record.payload()).number().orElseThrow();
                assertThat(value).isGreaterThan(last);
                last = value;
            }

            writes(host);

            String pair = new String(host.door().of("plc/pair").getLast().payload(), UTF_8);
            assertThat(pair).matches("\\{\"counter\":\\d+(\\.\\d+)?,\"state\":0}");

            server.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
            Await.until(Plant.LIMIT, () -> host.state() == ConnectorState.DOWN, "the loss");
            int before = host.door().count();
            Files.delete(folder.resolve("other-server.js"));
            server = start(port, pki);
            Await.until(Plant.LIMIT, () -> host.door().count() > before + 5, "values again");
            assertThat(host.told("OPC-0302")).as("the gap").isTrue();
        } finally {
            if (server != null) {
                server.destroyForcibly();
            }
        }
    }

    /// One value, which the server itself prints; and none where it lets it only be read.
    private void writes(OpcHost host) throws Exception {
        OpcUaSourceFactory factory = new OpcUaSourceFactory();
        try (TagWriter writer =
                factory.writer(host, TagDefinition.of("tag", SETPOINT, "")).orElseThrow()) {
            assertThat(writer.read()).isEqualTo(new TypedValue.Float32(1.5f));
            assertThat(writer.write(new TypedValue.Float32(21.5f)))
                    .isEqualTo(new TagWriter.Answer.Taken());
            assertThat(writer.read()).isEqualTo(new TypedValue.Float32(21.5f));
        }
        assertThat(Files.readString(folder.resolve("node.log"))).contains("setpoint 21.5");
        TagDefinition sealed = TagDefinition.of("tag", SETPOINT.replace("Setpoint", "Sealed"), "");
        assertThatThrownBy(() -> factory.writer(host, sealed)).hasMessageContaining("OPC-0314");
    }

    /// Certificates of a folder that are written to their end.
    private static List<Path> whole(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(OtherServerTest::isCertificate).toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    private static boolean isCertificate(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(content) != null;
        } catch (IOException | CertificateException _) {
            return false;
        }
    }

    private static String refused(Plant plant, String code) {
        OpcHost host = plant.startSource();
        Await.until(Plant.LIMIT, () -> host.why() != null, "a refusal");
        String line = Objects.requireNonNull(host.why()).oneLine();
        plant.stopSource();
        assertThat(line).contains(code);
        return line.substring(Math.max(0, line.indexOf("set serverThumbprint")));
    }
}
