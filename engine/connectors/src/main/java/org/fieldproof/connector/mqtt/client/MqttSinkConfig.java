package org.fieldproof.connector.mqtt.client;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;

/// What a project says about an MQTT destination.
///
/// @param connections how many to the one broker
/// @param window most messages on a connection that are not acknowledged
/// @param messagesPerSecond at most; 0 for no limit
record MqttSinkConfig(
        LineConfig line,
        TopicTemplate topic,
        int qos,
        boolean keepRetain,
        int connections,
        int window,
        int messagesPerSecond) {

    static ConfigSchema schema() {
        List<Field> fields = new ArrayList<>(LineConfig.fields());
        fields.add(
                Field.optional(
                        "topic",
                        Kind.TEXT,
                        "{topic}",
                        "Topic to publish to; {topic}, {device} and {connection} are filled in."));
        fields.add(
                Field.optional(
                                "qos",
                                Kind.INTEGER,
                                "1",
                                "Quality of service; with 0 nothing is known to have arrived.")
                        .within(0, 2));
        fields.add(
                Field.optional("retain", Kind.FLAG, "true", "Keep the retain flag of the device."));
        fields.add(
                Field.optional(
                                "connections",
                                Kind.INTEGER,
                                "1",
                                "Connections to the broker, the further ones with -2, -3 and so on"
                                        + " behind the client id; each topic keeps to one of them,"
                                        + " and so its order.")
                        .within(1, 8));
        fields.add(
                Field.optional(
                                "window",
                                Kind.INTEGER,
                                "256",
                                "Most messages on a connection that the broker has not acknowledged.")
                        .within(1, 65_000));
        fields.add(
                Field.optional(
                                "messagesPerSecond",
                                Kind.INTEGER,
                                "0",
                                "Most messages published in a second, live and replayed together; 0"
                                        + " for no limit. What comes faster waits in the buffer.")
                        .within(0, 1_000_000));
        return new ConfigSchema(fields);
    }

    static MqttSinkConfig of(Config config) {
        return new MqttSinkConfig(
                LineConfig.of(config),
                TopicTemplate.of(config.text("topic")),
                Math.toIntExact(config.integer("qos")),
                config.flag("retain"),
                Math.toIntExact(config.integer("connections")),
                Math.toIntExact(config.integer("window")),
                Math.toIntExact(config.integer("messagesPerSecond")));
    }

    static List<Problem> check(Config config) {
        List<Problem> problems = new ArrayList<>(LineConfig.check(config));
        try {
            TopicTemplate.of(config.text("topic"));
        } catch (IllegalArgumentException e) {
            problems.add(
                    Problem.error(
                                    MqttCodes.CONFIGURATION,
                                    "field topic",
                                    "The topic template cannot be used: " + e.getMessage() + ".",
                                    "Write a topic such as site-7/{topic}.")
                            .at(config.placeOf("topic")));
        }
        return problems;
    }
}
