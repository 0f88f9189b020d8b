package org.fieldproof.connector.mqtt.payload;

import static org.fieldproof.connector.mqtt.payload.EclipseTahu.payload;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.connector.mqtt.testing.TestHost;
import org.fieldproof.testkit.MapConfig;

/// Hands messages of an edge node to a decoder, and says in words what they became.
final class EdgeNodeProbe {
    static final String NODE = "spBv1.0/Plant/%s/Edge-1";
    static final String DEVICE = "spBv1.0/Plant/%s/Edge-1/Press";

    final TestHost host = TestHost.offline(new ConfigSchema(List.of()));
    final MessageDecoder decoder;

    EdgeNodeProbe() {
        this(List.of());
    }

    /// @param values how metrics are shaped
    EdgeNodeProbe(List<Map<String, ?>> values) {
        decoder =
                PayloadConfig.decoder(
                        new MapConfig(
                                ConfigSchema.of(PayloadConfig.fieldWithSparkplug()),
                                Map.of("payload", Map.of("codec", "sparkplug", "values", values))),
                        new MessageDecoder.Codes("MQTT-0242", "MQTT-0241"));
    }

    List<String> lines(String topic, String type, byte[] payload) {
        return records(topic, type, payload).stream().skip(1).map(EdgeNodeProbe::line).toList();
    }

    List<InboundRecord> records(String topic, String type, byte[] payload) {
        return decode(topic, type, payload, 0).records();
    }

    MessageRecords decode(String topic, String type, byte[] payload, int qos) {
        String at = topic.formatted(type);
        String device = decoder.deviceOf(at);
        return decoder.decode(
                host,
                new InboundRecord(
                        host.device(device.isEmpty() ? "plant" : device),
                        at,
                        payload,
                        PayloadEncoding.BYTES,
                        Quality.GOOD,
                        0,
                        qos,
                        false,
                        false,
                        List.of()));
    }

    static String line(InboundRecord record) {
        String payload = new String(record.payload(), StandardCharsets.UTF_8);
        String status =
                record.properties().stream()
                        .filter(each -> each.name().equals("status"))
                        .map(each -> " " + each.value())
                        .findFirst()
                        .orElse("");
        return record.address().substring("spBv1.0/Plant/Edge-1".length())
                + payload.replaceFirst("(?s)\\{\"type\":\"(.*?)\",\"value\":(.*)}", " $1 $2")
                + " "
                + record.quality()
                + status;
    }
}
