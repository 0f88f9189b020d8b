package org.fieldproof.connector.fieldbus.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.connector.fieldbus.modbus.ModbusSourceFactory;
import org.fieldproof.connector.fieldbus.s7.S7SourceFactory;
import org.fieldproof.connector.opcua.OpcUaSourceFactory;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.Test;

/// Which topics a project's tags have, as the checks between connections ask. Harm: a member of a
/// combination that is there is refused, or one that is not is let pass.
class TagTopicsTest {
    private static final List<TagDefinition> TAGS =
            List.of(
                    TagDefinition.of("boiler/pressure", "x", ""),
                    TagDefinition.of("boiler/level", "y", ""));

    @Test
    void theyStandBelowThePrefixOrTheId() {
        for (SourceFactory factory :
                List.of(
                        new ModbusSourceFactory(),
                        new S7SourceFactory(),
                        new OpcUaSourceFactory())) {
            Map<String, Object> tags = Map.of("tags", TagTable.of(TAGS));
            assertThat(factory.addresses("plc", new MapConfig(factory.schema(), tags)))
                    .as(factory.type())
                    .hasValueSatisfying(
                            topics ->
                                    assertThat(topics)
                                            .containsExactlyInAnyOrder(
                                                    "plc/boiler/pressure", "plc/boiler/level"));
            Map<String, Object> below = Map.of("tags", TagTable.of(TAGS), "prefix", "plant/east");
            assertThat(factory.addresses("plc", new MapConfig(factory.schema(), below)))
                    .hasValueSatisfying(
                            topics ->
                                    assertThat(topics)
                                            .containsExactlyInAnyOrder(
                                                    "plant/east/boiler/pressure",
                                                    "plant/east/boiler/level"));
        }
    }
}
