package org.fieldproof.drill.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What a configuration says of the plant's machines. Harm if it breaks: evidence that is handed
/// to somebody else names them.
final class RedactionTest {
    private static final String PROJECT =
            """
            destinations:
              - id: stream
                type: kafka
                servers: ["mes-01:9092", "mes-02:9092"]
                topic: plant-raw   # of hall 2
              - id: stream-b
                type: kafka
                servers:
                  - mes-03:9092
                  - mes-04:9092
                lane: {linger: 5ms}
              - {id: archive, type: s3, url: "https://store.plant.example", bucket: hall-2}
              - {id: near, type: mqtt, host: 127.0.0.1, port: 1883}
            pipelines:
              - {id: all, from: [line], match: ["brewery/#", "bottling/+/out"], to: [stream]}
            connections:
              - id: line
                prefix: brewery/kettle
                subscriptions:
                  - filter: brewery/kettle/temperature
                    qos: 1
            """;

    @Test
    void noMachineIsNamedAndTheRestStandsAsItWas() {
        String shown = Redaction.of(List.of(), PROJECT).configuration(PROJECT);
        assertThat(shown)
                .doesNotContain("mes-0", "plant-raw", "plant.example", "hall-2", "brew", "bottling")
                .contains(
                        "to: [stream]}",
                        "qos: 1",
                        "from: [line]",
                        "id: stream\n",
                        "lane: {linger: 5ms}",
                        "type: s3",
                        "port: 1883}")
                .contains("host: 127.0.0.1");
        assertThat(PROJECT.lines().count() - shown.lines().count()).as("one list").isEqualTo(1);
    }

    @Test
    void equalThingsStayEqual() {
        Redaction redaction = Redaction.of(List.of());
        assertThat(redaction.configuration("host: plc-7\n"))
                .isEqualTo(redaction.configuration("host: plc-7\n"))
                .isNotEqualTo(redaction.configuration("host: plc-8\n"));
    }
}
