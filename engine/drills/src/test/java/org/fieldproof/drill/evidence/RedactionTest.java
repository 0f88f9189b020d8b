package org.fieldproof.drill.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(shown.lines())
                .as("each value for itself")
                .hasSameSizeAs(PROJECT.lines().toList());
    }

    /// Every form in which YAML writes a value. `secret` stands only in what is hidden, `open` in
    /// what stays as it is.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "match: [\n  \"secret/#\", # open\n  'secret/+'\n  ]\nopen: 1\n",
                "subscribe:\n  # open\n  - secret\n  # open\n  - secret/b # open\nopen: 1\n",
                "payload: |\n  secret one\n\n  secret two\nopen: 1\n",
                "filter: >-  # secret\n  secret\n  secret\n\nopen: 1\n",
                "- {match: ['secret],secret', \"secret,\\\"secret\"], open: 1}\n",
                "topic: secret,secret\nopen: 1\n",
                "topic: secret secret\n  secret\nopen: [1, open]\n",
                "will: {open: {open: secret}, qos: secret}\nopen: 1\n",
                "will:\n  open:\n    - open: [secret]\n  Topic: 'it''s secret'\nopen: open\n",
                "{\"HOST\":\"secret\",\"open\":\"open\"}",
                "# öpen \uD83D\uDE00 open\nname: \"\uD83D\uDE00 open\"\r\nhost: secret\r\nopen: é\r\n",
                "a: open\n---\nhost: secret\n---\nopen: 1\nurl: secret\n",
                "host:\nopen: 1\nbucket: secret"
            })
    void aValueIsHiddenInEachOfItsForms(String yaml) {
        String shown = Redaction.of(List.of()).configuration(yaml);

        assertThat(shown).doesNotContain("secret").contains("'#");
        assertThat(shown.split("'#[0-9a-f]{12}'", -1))
                .as(shown)
                .allSatisfy(each -> assertThat(yaml).contains(each));
        assertThat(open(shown)).isEqualTo(open(yaml));
        assertThat(Redaction.of(List.of()).configuration(shown).replaceAll("[0-9a-f]{12}", ""))
                .as("it is YAML of the same shape")
                .isEqualTo(shown.replaceAll("[0-9a-f]{12}", ""));
    }

    private static long open(String text) {
        return Pattern.compile("open").matcher(text).results().count();
    }

    /// A long text, for the parser reads it in parts.
    @Test
    void everythingElseStandsByteForByte() {
        StringBuilder text = new StringBuilder();
        StringBuilder wanted = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            String rest = "  - id: \uD83D\uDE00-" + i + "   # é, [x] {y}: |\n    host: ";
            text.append(i == 0 ? "all:\n" : "").append(rest).append("plc-a \t# here\n");
            wanted.append(i == 0 ? "all:\n" : "").append(rest);
            wanted.append("'#").append(Redaction.digest("plc-a")).append("' \t# here\n");
        }
        assertThat(Redaction.of(List.of()).configuration(text.toString()))
                .isEqualTo(wanted.toString());
    }

    @Test
    void whatAListNamesIsHiddenInOtherTextsToo() {
        String yaml = "servers: [\n  \"mes-01:9092\", # a\n  mes-02:9092]\nname: brewery\n";
        assertThat(Redaction.of(List.of(), yaml).text("mes-02:9092 refused, mes-01:9092 too"))
                .doesNotContain("mes")
                .contains(" refused, ");
    }

    /// A text that no parser takes is hidden as far as a pattern can.
    @Test
    void whatIsNoYamlIsHiddenByPattern() {
        String shown = Redaction.of(List.of()).configuration("host: plc-7\n\t} name: [\n");
        assertThat(shown).isEqualTo("host: '#" + Redaction.digest("plc-7") + "'\n\t} name: [\n");
    }

    @Test
    void equalThingsStayEqual() {
        Redaction redaction = Redaction.of(List.of());
        assertThat(redaction.configuration("host: plc-7\n"))
                .isEqualTo(redaction.configuration("host: plc-7\n"))
                .isNotEqualTo(redaction.configuration("host: plc-8\n"));
    }
}
