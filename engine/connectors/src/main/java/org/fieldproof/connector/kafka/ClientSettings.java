package org.fieldproof.connector.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.connector.tls.TlsFields;

/// A project's words in those of Kafka's client. Keys and passwords stay in memory.
final class ClientSettings {
    private static final int BLOCK_MILLIS_MAX = 3_000;

    private final ConnectorContext host;
    private final KafkaConfig config;

    ClientSettings(ConnectorContext host, KafkaConfig config) {
        this.host = host;
        this.config = config;
    }

    Map<String, Object> producer() throws ConnectorException {
        Map<String, Object> settings = common();
        int answerMillis = Math.toIntExact(config.answerTimeout().toMillis());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A broker that does not know the producer yet takes a second request although it has
        // refused the first: what the first held would come behind (KAFK-L4).
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, config.compression());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 1 << 18);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, config.messageBytesMax());
        settings.put(
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                Math.max(32L << 20, 2L * config.messageBytesMax()));
        // The default of 60 s would hold the worker that long.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS_MAX);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, answerMillis);
        settings.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, SignOfLife.METADATA_MILLIS);
        // We give up first, and then on everything at once (KAFK-L3).
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10 * answerMillis);
        return settings;
    }

    Map<String, Object> consumer() throws ConnectorException {
        Map<String, Object> settings = common();
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("isolation.level", "read_uncommitted");
        settings.put("default.api.timeout.ms", Math.toIntExact(config.answerTimeout().toMillis()));
        return settings;
    }

    private Map<String, Object> common() throws ConnectorException {
        Map<String, Object> settings = new HashMap<>();
        settings.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                config.servers().stream().map(Endpoint::toString).collect(Collectors.joining(",")));
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "fieldproof-" + host.id());
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 100L);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000L);
        settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 5_000L);
        settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 10_000L);
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, List.of());
        boolean tls = config.tls().isPresent();
        boolean sasl = config.sasl().isPresent();
        settings.put(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                sasl ? (tls ? "SASL_SSL" : "SASL_PLAINTEXT") : (tls ? "SSL" : "PLAINTEXT"));
        if (tls) {
            secure(config.tls().get(), settings);
        }
        if (sasl) {
            login(config.sasl().get(), settings);
        }
        return settings;
    }

    private void login(KafkaConfig.Sasl sasl, Map<String, Object> settings)
            throws ConnectorException {
        String module =
                sasl.mechanism().equals("PLAIN")
                        ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                        : "org.apache.kafka.common.security.scram.ScramLoginModule";
        String password = new String(host.secrets().resolve(sasl.password()));
        settings.put(SaslConfigs.SASL_MECHANISM, sasl.mechanism());
        settings.put(
                SaslConfigs.SASL_JAAS_CONFIG,
                new Password(
                        module
                                + " required username="
                                + quoted(sasl.user())
                                + " password="
                                + quoted(password)
                                + ";"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void secure(TlsFields tls, Map<String, Object> settings) throws ConnectorException {
        settings.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, IdentityEngines.class);
        settings.put(IdentityEngines.IDENTITY, tls.identity(host));
    }
}
