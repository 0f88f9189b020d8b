package org.fieldproof.connector.simulator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;

/// What a project says about simulated devices.
///
/// @param target id of the listening connection; empty where `host` is given
/// @param counterPointer where the payload shows the counter, as a JSON pointer
record SimulatorConfig(
        String target,
        String host,
        int port,
        boolean tls,
        String trust,
        String counterPointer,
        List<Device> devices) {
    SimulatorConfig {
        devices = List.copyOf(devices);
    }

    /// One device.
    ///
    /// @param jitterPercent how far each interval may be off its mean, either way
    /// @param window most messages without an acknowledgement
    record Device(
            String id,
            String topic,
            double ratePerSecond,
            double jitterPercent,
            int qos,
            boolean retain,
            int window,
            String payload) {}

    static ConfigSchema schema() {
        return ConfigSchema.of(
                Field.optional(
                        "target", Kind.TEXT, "", "Id of the connection the devices publish to."),
                Field.optional("host", Kind.TEXT, "", "Instead of target: a broker's host."),
                Field.optional("port", Kind.INTEGER, "8883", "The broker's port, with host.")
                        .within(1, 65_535),
                Field.optional(
                        "tls",
                        Kind.FLAG,
                        "true",
                        "TLS; each device shows a certificate of its own."),
                Field.optional(
                        "trust",
                        Kind.TEXT,
                        "installation",
                        "Whom the devices trust: installation, default, or a PEM file."),
                Field.optional(
                        "counterPointer",
                        Kind.TEXT,
                        "/n",
                        "Where payloads show the counter, as a JSON pointer."),
                Field.groups("devices", true, "The devices.", deviceFields()));
    }

    private static Field[] deviceFields() {
        return new Field[] {
            Field.required("id", Kind.TEXT, "Client id, and CN of the certificate."),
            Field.required("topic", Kind.TEXT, "Topic it publishes to."),
            // Ranges of DECIMAL fields are in whole units.
            Field.optional("ratePerSecond", Kind.DECIMAL, "1", "Messages a second.")
                    .within(0, 100_000),
            Field.optional(
                            "jitterPercent",
                            Kind.DECIMAL,
                            "0",
                            "How far each interval may be off, either way.")
                    .within(0, 100),
            Field.optional("qos", Kind.INTEGER, "1", "Quality of service.").within(0, 2),
            Field.optional("retain", Kind.FLAG, "false", "Retain flag."),
            Field.optional(
                            "window",
                            Kind.INTEGER,
                            "200",
                            "Most messages it has on the line without an acknowledgement.")
                    .within(1, 10_000),
            Field.optional(
                    "payload",
                    Kind.TEXT,
                    "{\"n\":${n}}",
                    "Payload; ${n} counter, ${ts} time, ${device} id, ${walk(min,max,decimals)},"
                            + " ${sine(min,max,seconds)}.")
        };
    }

    static SimulatorConfig of(Config config) {
        return new SimulatorConfig(
                config.text("target").trim(),
                config.text("host").trim(),
                Math.toIntExact(config.integer("port")),
                config.flag("tls"),
                config.text("trust").trim(),
                config.text("counterPointer").trim(),
                config.groups("devices").stream().map(SimulatorConfig::device).toList());
    }

    private static Device device(Config config) {
        return new Device(
                config.text("id").trim(),
                config.text("topic").trim(),
                config.decimal("ratePerSecond"),
                config.decimal("jitterPercent"),
                Math.toIntExact(config.integer("qos")),
                config.flag("retain"),
                Math.toIntExact(config.integer("window")),
                config.text("payload"));
    }

    static List<Problem> check(Config config) {
        SimulatorConfig simulator = of(config);
        List<Problem> problems = new ArrayList<>();
        if (simulator.target.isEmpty() == simulator.host.isEmpty()) {
            problems.add(
                    problem(
                            config,
                            "target",
                            "Exactly one of target and host must be given.",
                            "Name the listening connection in target."));
        }
        Set<String> ids = new HashSet<>();
        for (Config group : config.groups("devices")) {
            checkDevice(group, device(group), ids, problems);
        }
        return problems;
    }

    private static void checkDevice(
            Config group, Device device, Set<String> ids, List<Problem> problems) {
        if (device.id.isEmpty() || !ids.add(device.id)) {
            problems.add(
                    problem(
                            group,
                            "id",
                            "The device id '" + device.id + "' is empty or used twice.",
                            "Give each device an id of its own."));
        }
        if (device.topic.isEmpty()
                || device.topic.indexOf('+') >= 0
                || device.topic.indexOf('#') >= 0) {
            problems.add(
                    problem(
                            group,
                            "topic",
                            "'" + device.topic + "' is not a topic that can be published to.",
                            "Write a topic without wildcards."));
        }
        if (!(device.ratePerSecond > 0)) {
            problems.add(
                    problem(
                            group,
                            "ratePerSecond",
                            "The rate must be above 0.",
                            "Write a number such as 100."));
        }
        try {
            PayloadTemplate.of(device.payload, device.id);
        } catch (IllegalArgumentException e) {
            problems.add(
                    problem(
                            group,
                            "payload",
                            "The payload cannot be used: " + e.getMessage() + ".",
                            "Use ${n}, ${ts}, ${device}, ${walk(min,max,decimals)} or"
                                    + " ${sine(min,max,seconds)}."));
        }
    }

    private static Problem problem(Config config, String field, String message, String remedy) {
        return Problem.error(SimulatorCodes.CONFIGURATION, "field " + field, message, remedy)
                .at(config.placeOf(field));
    }
}
