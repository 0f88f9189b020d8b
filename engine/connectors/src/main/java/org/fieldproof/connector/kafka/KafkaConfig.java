package org.fieldproof.connector.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.connector.tls.TlsFields;

/// How to reach a Kafka cluster and which topic to fill.
///
/// @param servers some of the cluster's brokers; the others are found through them
record KafkaConfig(
        List<Endpoint> servers,
        String topic,
        String compression,
        int messageBytesMax,
        Optional<TlsFields> tls,
        Optional<Sasl> sasl,
        Duration answerTimeout) {
    private static final long SECOND = 1_000_000_000L;

    /// @param mechanism `PLAIN`, `SCRAM-SHA-256` or `SCRAM-SHA-512`
    /// @param password a `secret:` reference
    record Sasl(String mechanism, String user, String password) {}

    static final ConfigSchema SCHEMA =
            ConfigSchema.of(
                    Field.required(
                            "servers",
                            Kind.LIST_OF_TEXT,
                            "Some brokers as host:port; the others are found through them."),
                    Field.optional(
                            "topic", Kind.TEXT, "fieldproof", "Topic; the key is the device."),
                    Field.choice(
                            "compression",
                            "lz4",
                            "How batches are compressed.",
                            "none",
                            "gzip",
                            "lz4",
                            "snappy",
                            "zstd"),
                    Field.optional(
                                    "messageKiB",
                                    Kind.INTEGER,
                                    "1024",
                                    "Largest message; the broker has a limit of its own.")
                            .within(1, 65_536),
                    Field.optional(
                                    "answerTimeout",
                                    Kind.DURATION,
                                    "15s",
                                    "Longest wait for a batch's acknowledgement.")
                            .within(SECOND, 300 * SECOND),
                    Field.optional(
                            "allowPlainPasswords",
                            Kind.FLAG,
                            "false",
                            "Send a PLAIN password without TLS to another machine."),
                    TlsFields.group(),
                    Field.group(
                            "sasl",
                            false,
                            "Login by SASL.",
                            Field.choice(
                                    "mechanism",
                                    "PLAIN",
                                    "How the password is shown.",
                                    "PLAIN",
                                    "SCRAM-SHA-256",
                                    "SCRAM-SHA-512"),
                            Field.required("user", Kind.TEXT, "User."),
                            Field.required("password", Kind.SECRET, "Password, as secret:NAME.")));

    /// @throws IllegalArgumentException where a server cannot be read; [#check] says so first
    static KafkaConfig of(Config config) {
        return new KafkaConfig(
                servers(config),
                config.text("topic"),
                config.text("compression"),
                Math.toIntExact(config.integer("messageKiB")) << 10,
                TlsFields.ofGroup(config),
                config.group("sasl")
                        .map(
                                group ->
                                        new Sasl(
                                                group.text("mechanism"),
                                                group.text("user"),
                                                group.text("password"))),
                config.duration("answerTimeout"));
    }

    static List<Endpoint> servers(Config config) {
        return config.texts("servers").stream().map(KafkaConfig::server).toList();
    }

    private static Endpoint server(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? text : text.substring(0, colon);
        String port = colon < 0 ? "9092" : text.substring(colon + 1);
        if (!host.matches("\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+") || !port.matches("\\d{1,5}")) {
            throw new IllegalArgumentException("'" + text + "' is not host:port");
        }
        return new Endpoint(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                Integer.parseInt(port));
    }

    static List<Problem> check(Config config) {
        List<Problem> problems = new ArrayList<>();
        List<Endpoint> servers = List.of();
        try {
            servers = servers(config);
            if (servers.isEmpty()) {
                problems.add(
                        bad(config, "servers", "`servers` is empty.", "Name a broker host:port."));
            }
        } catch (IllegalArgumentException e) {
            problems.add(
                    bad(
                            config,
                            "servers",
                            "`servers` cannot be used: " + e.getMessage() + ".",
                            "Write entries such as broker-1:9092."));
        }
        String topic = config.text("topic");
        if (!topic.matches("[A-Za-z0-9._-]{1,249}") || topic.equals(".") || topic.equals("..")) {
            problems.add(
                    bad(
                            config,
                            "topic",
                            "`topic` cannot be a topic's name.",
                            "Use up to 249 letters, digits, dots, dashes and underscores."));
        }
        TlsFields.ofGroup(config)
                .ifPresent(tls -> problems.addAll(tls.check(config, "KAFK-0601", "destination")));
        boolean plain =
                config.group("sasl").isPresent()
                        && config.group("tls").isEmpty()
                        && !config.flag("allowPlainPasswords")
                        && config.group("sasl").get().text("mechanism").equals("PLAIN");
        if (plain && !servers.stream().allMatch(each -> Endpoint.isLoopback(each.host()))) {
            problems.add(
                    Problem.error(
                                    "KAFK-0604",
                                    "destination",
                                    "The password would cross the network in clear.",
                                    "Add the `tls` group, use SCRAM-SHA-512, or set"
                                            + " `allowPlainPasswords: true`.")
                            .at(config.placeOf("sasl")));
        }
        return problems;
    }

    private static Problem bad(Config config, String field, String message, String remedy) {
        return Problem.error("KAFK-0601", "destination", message, remedy).at(config.placeOf(field));
    }
}
