package org.fieldproof.connector.mqtt.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.connector.mqtt.client.BrokerLine.Subscription;
import org.fieldproof.connector.mqtt.payload.PayloadConfig;

/// What a project says about a subscription at a broker.
///
/// @param deviceSegment which level of the topic names the device, from 0; negative for none
/// @param payloadBytesMax of a larger message only length and hash are taken in
/// @param device the device of every message, where no level names it; empty for the connection
record MqttSourceConfig(
        LineConfig line,
        List<Subscription> subscriptions,
        boolean cleanStart,
        Duration sessionExpiry,
        int receiveMaximum,
        int deviceSegment,
        String device,
        Duration stallTimeout,
        int payloadBytesMax) {
    /// Below what the log takes as one record (16 MiB): names and properties need room as well.
    /// It is the default as well: only what cannot be held is replaced unless somebody asks for it.
    private static final int PAYLOAD_BYTES_MOST = (16 << 20) - (256 << 10);

    MqttSourceConfig {
        subscriptions = List.copyOf(subscriptions);
    }

    static ConfigSchema schema() {
        List<Field> fields = new ArrayList<>(LineConfig.fields());
        fields.add(
                Field.groups(
                        "subscriptions",
                        true,
                        "What to subscribe to.",
                        Field.required("filter", Kind.TEXT, "Topic filter, such as plant/+/out/#."),
                        Field.optional("qos", Kind.INTEGER, "1", "Quality of service.")
                                .within(0, 2),
                        Field.optional(
                                "share",
                                Kind.TEXT,
                                "",
                                "Group of a shared subscription: its members divide the"
                                        + " messages.")));
        fields.add(
                Field.optional(
                        "cleanStart",
                        Kind.FLAG,
                        "false",
                        "Begin with a new session: what the broker kept for us is given up."));
        fields.add(
                Field.optional(
                                "sessionExpiry",
                                Kind.DURATION,
                                "1h",
                                "How long the broker keeps messages for us while we are away.")
                        .within(0, TimeUnit.DAYS.toNanos(365)));
        fields.add(
                Field.optional(
                                "receiveMaximum",
                                Kind.INTEGER,
                                "65535",
                                "Most messages the broker sends ahead of our acknowledgements;"
                                        + " some brokers break the line where it is smaller than"
                                        + " what they have queued.")
                        .within(256, 65_535));
        fields.add(
                Field.optional(
                                "deviceSegment",
                                Kind.INTEGER,
                                "-1",
                                "Which level of the topic names the device, from 0; -1 for none.")
                        .within(-1, 100));
        fields.add(
                Field.optional("device", Kind.TEXT, "", "The device of messages that name none."));
        fields.add(
                Field.optional(
                                "stallTimeout",
                                Kind.DURATION,
                                "30s",
                                "Messages wait and none is acknowledged for so long: reconnect.")
                        .within(TimeUnit.MILLISECONDS.toNanos(100), TimeUnit.HOURS.toNanos(1)));
        fields.add(
                Field.optional(
                                "payloadLimit",
                                Kind.BYTES,
                                "16128KiB",
                                "Largest payload; in place of a larger message a BAD record with"
                                        + " its length and SHA-256 is taken in.")
                        .within(1_024, PAYLOAD_BYTES_MOST));
        fields.add(PayloadConfig.fieldWithSparkplug());
        return new ConfigSchema(fields);
    }

    static MqttSourceConfig of(Config config) {
        return new MqttSourceConfig(
                LineConfig.of(config),
                config.groups("subscriptions").stream()
                        .map(MqttSourceConfig::subscription)
                        .toList(),
                config.flag("cleanStart"),
                config.duration("sessionExpiry"),
                Math.toIntExact(config.integer("receiveMaximum")),
                Math.toIntExact(config.integer("deviceSegment")),
                config.text("device").trim(),
                config.duration("stallTimeout"),
                Math.toIntExact(config.bytes("payloadLimit")));
    }

    private static Subscription subscription(Config group) {
        return new Subscription(filter(group), Math.toIntExact(group.integer("qos")), true);
    }

    /// The filter of a subscription as it is sent, with its group if it is a shared one.
    static String filter(Config group) {
        String share = group.text("share").trim();
        String filter = group.text("filter").trim();
        return share.isEmpty() ? filter : "$share/" + share + "/" + filter;
    }

    static List<Problem> check(Config config) {
        List<Problem> problems = new ArrayList<>(LineConfig.check(config));
        problems.addAll(new PayloadConfig(MqttCodes.CONFIGURATION).check(config));
        for (Config group : config.groups("subscriptions")) {
            String filter = group.text("filter").trim();
            String fault = faultOf(filter);
            if (!fault.isEmpty()) {
                problems.add(
                        Problem.error(
                                        MqttCodes.CONFIGURATION,
                                        "field filter",
                                        "The topic filter '" + filter + "' " + fault + ".",
                                        "Write a filter such as plant/+/telemetry or plant/#.")
                                .at(group.placeOf("filter")));
            }
        }
        return problems;
    }

    /// Rules of MQTT 5 section 4.7.1; empty where they hold.
    private static String faultOf(String filter) {
        if (filter.isEmpty()) {
            return "is empty";
        }
        String[] levels = filter.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            boolean last = i == levels.length - 1;
            if (levels[i].indexOf('#') >= 0 && !(last && levels[i].equals("#"))) {
                return "has # elsewhere than as its last level";
            }
            if (levels[i].indexOf('+') >= 0 && !levels[i].equals("+")) {
                return "has + beside other characters of a level";
            }
        }
        return "";
    }

    /// The device that a topic names.
    String deviceOf(String topic, String connection) {
        String fallback = device.isEmpty() ? connection : device;
        if (deviceSegment < 0) {
            return fallback;
        }
        String[] levels = topic.split("/", deviceSegment + 2);
        return levels.length > deviceSegment && !levels[deviceSegment].isEmpty()
                ? levels[deviceSegment]
                : fallback;
    }
}
