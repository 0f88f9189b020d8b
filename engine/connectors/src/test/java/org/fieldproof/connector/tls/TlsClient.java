package org.fieldproof.connector.tls;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.spi.SinkFactory;
import org.fieldproof.connector.influx.InfluxSinkFactory;
import org.fieldproof.connector.jdbc.PostgresSinkFactory;
import org.fieldproof.connector.kafka.KafkaSinkFactory;
import org.fieldproof.connector.mqtt.client.MqttSinkFactory;
import org.fieldproof.connector.s3.S3SinkFactory;

/// Every destination that speaks TLS.
enum TlsClient {
    MQTT,
    POSTGRESQL,
    INFLUXDB,
    S3,
    KAFKA;

    SinkFactory factory() {
        return switch (this) {
            case MQTT -> new MqttSinkFactory();
            case POSTGRESQL -> new PostgresSinkFactory();
            case INFLUXDB -> new InfluxSinkFactory();
            case S3 -> new S3SinkFactory();
            case KAFKA -> new KafkaSinkFactory();
        };
    }

    /// A configuration.
    ///
    /// @param tls the fields of the group `tls`
    Map<String, Object> fields(int port, Map<String, ?> tls) {
        Map<String, Object> fields = new HashMap<>();
        if (this == KAFKA) {
            fields.putAll(Map.of("servers", List.of("localhost:" + port), "topic", "plant"));
            fields.putAll(Map.of("answerTimeout", "3s", "tls", tls));
            return fields;
        }
        fields.putAll(Map.of("host", "localhost", "port", port, "connectTimeout", "5s"));
        switch (this) {
            case MQTT -> fields.put("tls", tls);
            case POSTGRESQL -> {
                fields.putAll(Map.of("database", "plant", "user", "writer"));
                fields.putAll(Map.of("password", "secret:password", "answerTimeout", "5s"));
                fields.put("tls", "verify-full");
                fields.putAll(tls);
            }
            case INFLUXDB -> {
                fields.putAll(Map.of("database", "plant", "user", "writer"));
                fields.putAll(Map.of("password", "secret:password", "answerTimeout", "5s"));
                fields.put("tls", tls);
            }
            default -> {
                fields.putAll(Map.of("bucket", "plant", "accessKey", "access"));
                fields.putAll(Map.of("secretKey", "secret:key", "answerTimeout", "5s"));
                fields.put("tls", tls);
            }
        }
        return fields;
    }
}
