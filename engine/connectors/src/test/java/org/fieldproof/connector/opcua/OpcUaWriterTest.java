package org.fieldproof.connector.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteValue;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.TagWriter;
import org.fieldproof.api.spi.TagWriter.Answer;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.opcua.simulator.SimulatorServer;
import org.fieldproof.connector.opcua.testing.OpcHost;
import org.fieldproof.connector.opcua.testing.Plant;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// G20 at an OPC UA server: one value of one node, once. Harm if it breaks: something else than the
/// confirmed value is written, or the server's type is changed.
class OpcUaWriterTest {
    private static final Map<String, TypedValue> WANTED =
            Map.of(
                    "Boolean", new TypedValue.Bool(false),
                    "Int16", new TypedValue.Int(16, -2),
                    "UInt16", new TypedValue.UInt(16, 65_535),
                    "Int32", new TypedValue.Int(32, -70_000),
                    "UInt32", new TypedValue.UInt(32, 4_294_967_295L),
                    "Int64", new TypedValue.Int(64, Long.MIN_VALUE),
                    "Float", new TypedValue.Float32(123.456f),
                    "Double", new TypedValue.Float64(-1e-7),
                    "String", new TypedValue.Text("Öl Ω"));

    @TempDir Path folder;

    @Test
    void everyTypeIsWrittenReadBackAndStaysInTheSimulator() throws Exception {
        try (Plant plant = new Plant(folder)) {
            plant.simulator(
                    "variables",
                    WANTED.keySet().stream()
                            .map(
                                    type ->
                                            Map.of(
                                                    "name",
                                                    type,
                                                    "type",
                                                    type,
                                                    "shape",
                                                    "toggle",
                                                    "interval",
                                                    "20ms"))
                            .toList());
            SimulatorServer server = plant.startSimulator();
            OpcHost host = plant.makeSourceHost();
            for (Map.Entry<String, TypedValue> each : WANTED.entrySet()) {
                try (TagWriter writer = writer(host, each.getKey())) {
                    assertThat(writer.read()).isInstanceOf(each.getValue().getClass());
                    assertThat(writer.write(each.getValue()))
                            .as(each.getKey())
                            .isEqualTo(new Answer.Taken());
                }
            }
            assertThat(server.services().count("Write")).isEqualTo(WANTED.size());
            for (Map.Entry<String, TypedValue> each : WANTED.entrySet()) {
                try (TagWriter reader = writer(host, each.getKey())) {
                    assertThat(reader.read()).as(each.getKey()).isEqualTo(each.getValue());
                }
            }
            Await.until(Plant.LIMIT, () -> server.sessions() == 0, "the sessions to be closed");
        }
    }

    @Test
    void whatTheServerLetsOnlyBeReadIsRefusedBeforeAnythingIsWritten() throws Exception {
        try (Plant plant = new Plant(folder)) {
            SimulatorServer server = plant.startSimulator();
            OpcHost host = plant.makeSourceHost();
            // The server's own clock.
            assertThatThrownBy(() -> writerAt(host, "i=2258"))
                    .isInstanceOfSatisfying(
                            ConnectorException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("OPC-0314"));
            assertThatThrownBy(() -> writerAt(host, "nsu=urn:none;s=x"))
                    .hasMessageContaining("OPC-0313");
            try (TagWriter writer = writer(host, "None")) {
                assertThatThrownBy(writer::read).hasMessageContaining("Bad_NodeIdUnknown");
            }
            try (TagWriter writer = writer(host, "Speed")) {
                writer.read();
                assertThat(refusal(writer.write(new TypedValue.Text("7")))).isEqualTo("OPC-0313");
                assertThat(writer.write(new TypedValue.Float64(7)))
                        .isInstanceOf(Answer.Taken.class);
                assertThat(refusal(writer.write(new TypedValue.Float64(8))))
                        .as("once is once")
                        .isEqualTo("OPC-0313");
                assertThat(writer.read()).isEqualTo(new TypedValue.Float64(7));
            }
            assertThat(server.services().count("Write")).isEqualTo(1);
        }
    }

    @Test
    void anAnswerThatDoesNotComeIsUnknown() throws Exception {
        try (Plant plant = new Plant(folder)) {
            plant.startSimulator();
            OpcHost host = plant.makeSourceHost();
            try (TagWriter writer = writer(host, "Speed")) {
                writer.read();
                plant.stopSimulator();
                assertThat(writer.write(new TypedValue.Float64(7)))
                        .isInstanceOf(Answer.Unknown.class);
            }
        }
    }

    @Test
    void theGateOfAWriterLetsOnlyItsOwnNodeThroughAndOnce() throws Exception {
        NodeId own = NodeId.parse("ns=2;s=own");
        OneNodeGate gate = new OneNodeGate();
        assertShut(gate, write(value(own, AttributeId.Value, null)), "not permitted yet");
        gate.permit(own);
        NodeId other = NodeId.parse("ns=2;s=other");
        assertShut(gate, write(value(other, AttributeId.Value, null)), "another node");
        assertShut(gate, write(value(own, AttributeId.AccessLevel, null)), "another attribute");
        assertShut(gate, write(value(own, AttributeId.Value, "0:1")), "a part");
        assertShut(
                gate,
                write(value(own, AttributeId.Value, null), value(own, AttributeId.Value, null)),
                "two");
        assertShut(gate, write(), "none");
        assertThatThrownBy(() -> gate.check(new CallRequest(null, new CallMethodRequest[0])))
                .isInstanceOf(UaException.class);
        gate.check(write(value(own, AttributeId.Value, null)));
        assertShut(gate, write(value(own, AttributeId.Value, null)), "again");
    }

    private static void assertShut(OneNodeGate gate, WriteRequest request, String what) {
        assertThatThrownBy(() -> gate.check(request)).as(what).isInstanceOf(UaException.class);
    }

    private static WriteRequest write(WriteValue... values) {
        return new WriteRequest(null, values);
    }

    private static WriteValue value(
            NodeId node, AttributeId attribute, @org.jspecify.annotations.Nullable String range) {
        return new WriteValue(node, attribute.uid(), range, DataValue.valueOnly(Variant.of(1.0)));
    }

    private static String refusal(Answer answer) {
        return answer instanceof Answer.Refused(Problem why) ? why.code() : answer.toString();
    }

    private static TagWriter writer(OpcHost host, String name) throws ConnectorException {
        return writerAt(host, Plant.NODE + name);
    }

    private static TagWriter writerAt(OpcHost host, String node) throws ConnectorException {
        return new OpcUaSourceFactory()
                .writer(host, TagDefinition.of("tag", node, ""))
                .orElseThrow();
    }
}
