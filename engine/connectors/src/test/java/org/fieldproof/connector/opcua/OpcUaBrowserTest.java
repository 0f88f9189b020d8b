package org.fieldproof.connector.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.TagBrowser;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.opcua.simulator.SimulatorServer;
import org.fieldproof.connector.opcua.testing.OpcAuthority;
import org.fieldproof.connector.opcua.testing.OpcAuthority.Wish;
import org.fieldproof.connector.opcua.testing.OpcHost;
import org.fieldproof.connector.opcua.testing.Plant;
import org.fieldproof.connector.opcua.trust.TrustLists;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Looking around in a server, and only that.
class OpcUaBrowserTest {
    @TempDir Path folder;

    @Test
    void aFolderIsBrowsedInPiecesAndItsValuesAreRead() throws ConnectorException {
        try (Plant plant = new Plant(folder)) {
            plant.simulator(
                    "variables",
                    List.of(
                            Map.of("name", "Many", "count", 1_500, "shape", "constant"),
                            Map.of("name", "Flag", "type", "Boolean", "shape", "constant")));
            SimulatorServer server = plant.startSimulator();
            OpcHost host = plant.makeSourceHost();
            try (TagBrowser browser = new OpcUaSourceFactory().browser(host).orElseThrow()) {
                TagBrowser.Found top =
                        browser.children("", 100).stream()
                                .filter(found -> found.name().equals("Fieldproof"))
                                .findFirst()
                                .orElseThrow();
                assertThat(top.hasValue()).isFalse();

                List<TagBrowser.Found> all = browser.children(top.address(), 10_000);
                assertThat(all).as("more than one answer holds").hasSize(1_501);
                assertThat(browser.children(top.address(), 10)).hasSize(10);
                TagBrowser.Found flag = all.getLast();
                assertThat(flag.address()).isEqualTo(Plant.NODE + "Flag");
                assertThat(flag.type()).isEqualTo("Boolean");
                assertThat(flag.hasValue()).isTrue();

                List<TagBrowser.Reading> read =
                        browser.read(List.of(flag.address(), Plant.NODE + "no", "nsu=urn:no;i=1"));
                assertThat(read.get(0).value()).isEqualTo(new TypedValue.Bool(true));
                assertThat(read.get(0).status()).isEqualTo("Good");
                assertThat(read.get(1).quality()).isEqualTo(Quality.BAD);
                assertThat(read.get(1).status()).isEqualTo("Bad_NodeIdUnknown");
                assertThat(read.get(2).quality()).isEqualTo(Quality.BAD);
                assertThatThrownBy(() -> browser.children("nsu=urn:no;i=1", 10))
                        .isInstanceOf(ConnectorException.class)
                        .hasMessageContaining("OPC-0308");
            }
            Await.until(Plant.LIMIT, () -> server.sessions() == 0, "the session to be closed");
            assertThat(server.services().all().keySet())
                    .doesNotContain("Write", "Call", "CreateSubscription");
        }
    }

    /// Harm: whoever has a certificate of his own making is offered for believing in the place of
    /// the server that the authority, or the list, vouches for.
    @Test
    void aPersonIsAskedOnlyWhereNobodyElseIsBelieved() throws Exception {
        try (Plant plant = new Plant(folder)) {
            plant.simulator("certificate", "self-signed");
            plant.startSimulator();
            assertThat(consent(plant)).as("the installation is trusted").isEmpty();
            plant.source("trustInstallation", false);
            assertThat(consent(plant)).as("nobody is believed").isPresent();
            X509Certificate other =
                    OpcAuthority.selfSigned(Wish.of("other", "urn:other", "localhost"))
                            .chain()
                            .getFirst();
            TrustLists lists = new TrustLists(plant.sourceDirectory());
            Files.write(lists.trusted().resolve("other.der"), other.getEncoded());
            assertThat(consent(plant)).as("somebody else is listed").isEmpty();
        }
    }

    private static Optional<ConnectorException.Consent> consent(Plant plant) {
        OpcHost host = plant.makeSourceHost();
        try (TagBrowser _ = new OpcUaSourceFactory().browser(host).orElseThrow()) {
            throw new AssertionError("it was believed");
        } catch (ConnectorException e) {
            return e.consent();
        }
    }
}
