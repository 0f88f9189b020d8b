package org.fieldproof.connector.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.opcua.testing.OpcHost;
import org.fieldproof.connector.opcua.testing.Plant;
import org.fieldproof.connector.work.CaptureFile;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a server said is recorded, and a simulator says it again. Harm: a plant's trouble cannot be
/// had on the desk.
class OpcUaCaptureTest {
    @TempDir Path folder;

    @Test
    void aCaptureOfAServerIsPlayedBackByTheSimulator() throws Exception {
        Map<String, Variant> still =
                Map.of(
                        "Text", Variant.ofString("K\u00fchler"),
                        "Word", Variant.ofUInt16(Unsigned.ushort(65_534)),
                        "Row", new Variant(new Double[] {1.5, -2.5}),
                        "Flag", Variant.ofBoolean(true));
        List<Double> recorded;
        Path capture;
        try (Plant plant = new Plant(folder)) {
            plant.source("capture", true).tag("Speed").with("scale", 2).with("onChange", true);
            plant.startSimulator();
            still.forEach((name, value) -> plant.server().set(name, new DataValue(value)));
            still.keySet().forEach(plant::tag);
            plant.tag("Missing");
            OpcHost host = plant.startAndWaitUp();
            Await.until(
                    Plant.LIMIT,
                    () ->
                            numbers(host).size() > 10
                                    && still.keySet().stream()
                                            .noneMatch(each -> of(host, each).isEmpty()),
                    "values");
            plant.stopSource();
            capture = plant.sourceDirectory().resolve("capture.tsv");
            recorded =
                    CaptureFile.read(capture).stream()
                            .filter(each -> each.address().endsWith("s=Speed"))
                            .map(each -> each.value().number().orElseThrow())
                            .toList();
            assertThat(recorded).as("before any scaling").hasSizeGreaterThan(10);
        }
        try (Plant plant = new Plant(folder)) {
            Files.copy(capture, plant.simulatorDirectory().resolve("plant.tsv"));
            plant.simulator("variables", List.of()).simulator("replay", "plant.tsv");
            plant.source("queueSize", 100).source("publishing", "50ms").tag("Speed");
            still.keySet().forEach(plant::tag);
            plant.startSimulator();
            OpcHost host = plant.startAndWaitUp();
            Await.until(Plant.LIMIT, () -> numbers(host).size() > 10, "values again");

            assertThat(recorded).containsAll(numbers(host));
            assertThat(value(host, "Text")).isEqualTo(new TypedValue.Text("K\u00fchler"));
            assertThat(value(host, "Word")).isEqualTo(new TypedValue.UInt(16, 65_534));
            assertThat(value(host, "Flag")).isEqualTo(new TypedValue.Bool(true));
            assertThat(value(host, "Row"))
                    .isEqualTo(
                            new TypedValue.Array(
                                    List.of(
                                            new TypedValue.Float64(1.5),
                                            new TypedValue.Float64(-2.5))));
        }
    }

    @Test
    void aFileThatIsNoCaptureIsRefusedByName() throws Exception {
        try (Plant plant = new Plant(folder)) {
            plant.simulator("variables", List.of()).simulator("replay", "plant.tsv");
            Files.writeString(
                    plant.simulatorDirectory().resolve("plant.tsv"), "0\tDB1.DBD0\treal\t{}\n");
            assertThat(refused(plant)).isEqualTo("OPC-0407");
            Files.writeString(
                    plant.simulatorDirectory().resolve("plant.tsv"),
                    "0\tnsu=urn:a;s=x\t\t{\"type\":\"bool\",\"value\":true}\n"
                            + "0\tnsu=urn:b;s=x\t\t{\"type\":\"bool\",\"value\":true}\n");
            assertThat(refused(plant)).as("two nodes of one name").isEqualTo("OPC-0407");
        }
    }

    private static String refused(Plant plant) {
        try {
            plant.startSimulator();
            return "";
        } catch (IllegalStateException e) {
            return e.getCause() instanceof ConnectorException why ? why.problem().code() : "" + e;
        }
    }

    private static List<InboundRecord> of(OpcHost host, String tag) {
        return host.door().of("plc/" + tag).stream()
                .filter(each -> each.quality() != Quality.BAD)
                .toList();
    }

    private static TypedValue value(OpcHost host, String tag) {
        Await.until(Plant.LIMIT, () -> !of(host, tag).isEmpty(), tag);
        return TypedValue.decode(of(host, tag).getLast().payload());
    }

    private static List<Double> numbers(OpcHost host) {
        return of(host, "Speed").stream()
                .map(each -> TypedValue.decode(each.payload()).number().orElseThrow())
                .toList();
    }
}
