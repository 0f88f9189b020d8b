package org.fieldproof.connector.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteValue;
import org.fieldproof.connector.opcua.simulator.SimulatorServer;
import org.fieldproof.connector.opcua.testing.Plant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// G20 and `UA-1`: nothing that changes a plant leaves, whoever asks for it.
class WriteGateTest {
    @TempDir Path folder;

    @Test
    void aWriteOrACallDoesNotReachTheSocket() {
        UaLoops loops = new UaLoops("gate");
        try {
            UaChannel channel =
                    new UaChannel(
                            loops.transport(Duration.ofSeconds(1)),
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 9));
            io.netty.channel.embedded.EmbeddedChannel socket =
                    new io.netty.channel.embedded.EmbeddedChannel();
            assertThatThrownBy(
                            () ->
                                    channel.sendRequestMessage(
                                                    new WriteRequest(null, new WriteValue[0]),
                                                    socket)
                                            .get(60, TimeUnit.SECONDS))
                    .hasMessageContaining("WriteRequest is not sent");
            assertThatThrownBy(
                            () ->
                                    channel.sendRequestMessage(
                                                    new CallRequest(null, new CallMethodRequest[0]),
                                                    socket)
                                            .get(60, TimeUnit.SECONDS))
                    .hasMessageContaining("CallRequest is not sent");
            Object sent = socket.readOutbound();
            assertThat(sent).isNull();
        } finally {
            loops.close();
        }
    }

    /// The witness of the other tests must see a write where there is one: here another client
    /// writes, as a fault that was planted in ours would.
    @Test
    void theServiceLogSeesAWriteWhereThereIsOne() throws Exception {
        try (Plant plant = new Plant(folder)) {
            SimulatorServer server = plant.simulator("unprotected", true).startSimulator();
            OpcUaClient other = OpcUaClient.create(server.url());
            try {
                other.connectAsync().get(60, TimeUnit.SECONDS);
                other.writeValuesAsync(
                                java.util.List.of(NodeId.parse("ns=2;s=Speed")),
                                java.util.List.of(new DataValue(Variant.of(1.0))))
                        .get(60, TimeUnit.SECONDS);
            } finally {
                other.disconnectAsync().get(60, TimeUnit.SECONDS);
            }
            assertThat(server.services().count("Write")).isEqualTo(1);
        }
    }
}
