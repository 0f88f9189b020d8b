package org.fieldproof.connector.mqtt.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.connector.tls.TlsFields;

/// How a project describes the way to a broker; the part that source and destination share.
///
/// @param host empty where `connectTo` names a connection of this project instead
/// @param clientId empty for one made by this installation
/// @param password a `secret:` reference; empty for none
record LineConfig(
        String host,
        int port,
        String connectTo,
        MqttVersionChoice version,
        String clientId,
        String user,
        String password,
        Duration keepAlive,
        Duration connectTimeout,
        Optional<TlsFields> tls) {

    static List<Field> fields() {
        return List.of(
                Field.optional("host", Kind.TEXT, "", "Name or address of the broker."),
                Field.optional(
                                "port",
                                Kind.INTEGER,
                                "0",
                                "Port of the broker; 0 for 8883 with TLS and 1883 without.")
                        .within(0, 65_535),
                Field.optional(
                        "connectTo",
                        Kind.TEXT,
                        "",
                        "Instead of host and port: id of a connection or stand-in of this project"
                                + " that listens."),
                Field.choice("version", "5", "MQTT protocol version.", "5", "3.1.1"),
                Field.optional(
                        "clientId",
                        Kind.TEXT,
                        "",
                        "Client id; empty for one that is unique to this installation."),
                Field.optional("user", Kind.TEXT, "", "User name; empty for none."),
                Field.optional("password", Kind.SECRET, "", "Password, as secret:NAME."),
                Field.optional(
                        "allowPlainPasswords",
                        Kind.FLAG,
                        "false",
                        "Send a password without TLS to another machine."),
                Field.optional(
                                "keepAlive",
                                Kind.DURATION,
                                "30s",
                                "A silent line is noticed after one and a half of this.")
                        .within(TimeUnit.SECONDS.toNanos(1), TimeUnit.HOURS.toNanos(1)),
                Field.optional(
                                "connectTimeout",
                                Kind.DURATION,
                                "10s",
                                "How long each step of connecting may take.")
                        .within(TimeUnit.MILLISECONDS.toNanos(100), TimeUnit.MINUTES.toNanos(2)),
                TlsFields.group());
    }

    static LineConfig of(Config config) {
        return new LineConfig(
                config.text("host").trim(),
                Math.toIntExact(config.integer("port")),
                config.text("connectTo").trim(),
                MqttVersionChoice.of(config.text("version")),
                config.text("clientId").trim(),
                config.text("user"),
                config.text("password"),
                config.duration("keepAlive"),
                config.duration("connectTimeout"),
                TlsFields.ofGroup(config));
    }

    /// The broker as configured; empty where it is one of this project's own connections.
    Optional<Endpoint> endpoint() {
        if (host.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Endpoint(host, port != 0 ? port : tls.isPresent() ? 8883 : 1883));
    }

    /// What the schema cannot say.
    static List<Problem> check(Config config) {
        LineConfig line = of(config);
        List<Problem> problems = new ArrayList<>();
        if (line.host.isEmpty() == line.connectTo.isEmpty()) {
            problems.add(
                    problem(
                            config,
                            "host",
                            "Exactly one of host and connectTo must be given.",
                            "Give the broker's host and port, or the id of a listening connection"
                                    + " in connectTo."));
        }
        if (line.user.isEmpty() && !line.password.isEmpty()) {
            problems.add(
                    problem(
                            config,
                            "password",
                            "There is a password but no user.",
                            "Add user, or remove password."));
        }
        // S23; connectTo leads to this machine in any case.
        if (!line.password.isEmpty()
                && line.tls.isEmpty()
                && !line.host.isEmpty()
                && !Endpoint.isLoopback(line.host)
                && !config.flag("allowPlainPasswords")) {
            problems.add(
                    Problem.error(
                                    MqttCodes.PASSWORD_IN_CLEAR,
                                    "field password",
                                    "The password would cross the network in clear.",
                                    "Add the `tls` group, or set `allowPlainPasswords: true`.")
                            .at(config.placeOf("password")));
        }
        line.tls.ifPresent(
                tls -> problems.addAll(tls.check(config, MqttCodes.CONFIGURATION, "field tls")));
        return problems;
    }

    private static Problem problem(Config config, String field, String message, String remedy) {
        return Problem.error(MqttCodes.CONFIGURATION, "field " + field, message, remedy)
                .at(config.placeOf(field));
    }
}
