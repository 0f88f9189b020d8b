package org.fieldproof.connector.influx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.connector.tls.TlsFields;

/// How to reach a time-series server and how points look there.
///
/// @param user, password for 1.x and VictoriaMetrics; password is a `secret:` reference
/// @param token a `secret:` reference, for 2.x
/// @param holdBytesMax most bytes that wait in hold; beyond it the lane waits
/// @param dropBeyondRetention true where points too old for the server are dropped and counted
record InfluxConfig(
        ServerKind kind,
        Endpoint server,
        Optional<TlsFields> tls,
        Place place,
        String user,
        String password,
        String token,
        PointWriter.PointRules points,
        Duration hold,
        long holdBytesMax,
        boolean dropBeyondRetention,
        boolean gzip,
        Duration connectTimeout,
        Duration answerTimeout) {
    private static final long SECOND = 1_000_000_000L;

    /// Where points go on the server.
    ///
    /// @param database for 1.x and VictoriaMetrics
    /// @param organisation, bucket for 2.x
    record Place(String database, String retentionPolicy, String organisation, String bucket) {}

    static final ConfigSchema SCHEMA =
            ConfigSchema.of(
                    Field.choice(
                            "server",
                            "influxdb-1",
                            "Which server it is.",
                            "influxdb-1",
                            "influxdb-2",
                            "victoriametrics"),
                    Field.required("host", Kind.TEXT, "Name or address of the server."),
                    Field.optional(
                                    "port",
                                    Kind.INTEGER,
                                    "0",
                                    "Port; 0 for 8086, and 8428 for VictoriaMetrics.")
                            .within(0, 65_535),
                    Field.optional(
                            "database",
                            Kind.TEXT,
                            "",
                            "Database (InfluxDB 1.x); VictoriaMetrics keeps it as label db."),
                    Field.optional(
                            "retentionPolicy",
                            Kind.TEXT,
                            "",
                            "Retention policy (InfluxDB 1.x); the database's default if empty."),
                    Field.optional("organisation", Kind.TEXT, "", "Organisation (InfluxDB 2.x)."),
                    Field.optional("bucket", Kind.TEXT, "", "Bucket (InfluxDB 2.x)."),
                    Field.optional("user", Kind.TEXT, "", "User; empty for none."),
                    Field.optional("password", Kind.SECRET, "", "Password, as secret:NAME."),
                    Field.optional("token", Kind.SECRET, "", "Token (InfluxDB 2.x)."),
                    Field.optional(
                            "allowPlainPasswords",
                            Kind.FLAG,
                            "false",
                            "Send password or token without TLS to another machine."),
                    Field.optional(
                            "measurement",
                            Kind.TEXT,
                            "readings",
                            "Measurement; {connection}, {device}, {address} and {level:N} are"
                                    + " filled in."),
                    Field.optional(
                            "tags",
                            Kind.LIST_OF_TEXT,
                            "",
                            "More tags beside device and address, such as hall={level:2}."),
                    Field.choice(
                            "numbers",
                            "float",
                            "float keeps 1 and 1.5 of one field apart from conflicts; typed keeps"
                                    + " integers as integers.",
                            "float",
                            "typed"),
                    Field.choice(
                            "time",
                            "source",
                            "Timestamp: the device's own where it gave one, or when we took it"
                                    + " in.",
                            "source",
                            "accept"),
                    Field.optional(
                                    "hold",
                                    Kind.DURATION,
                                    "0s",
                                    "How long records are kept after the server's answer; 0 for"
                                            + " 10 s, and 60 s with VictoriaMetrics.")
                            .within(0, 600 * SECOND),
                    Field.optional(
                                    "holdMiB",
                                    Kind.INTEGER,
                                    "64",
                                    "Most payload in hold, in MiB; the lane waits beyond it.")
                            .within(1, 4_096),
                    Field.choice(
                            "beyondRetention",
                            "quarantine",
                            "What happens to points that the server finds too old.",
                            "quarantine",
                            "drop"),
                    Field.optional("gzip", Kind.FLAG, "true", "Compress what is sent."),
                    Field.optional(
                                    "connectTimeout",
                                    Kind.DURATION,
                                    "10s",
                                    "Longest wait for a connection.")
                            .within(SECOND / 10, 120 * SECOND),
                    Field.optional(
                                    "answerTimeout",
                                    Kind.DURATION,
                                    "20s",
                                    "Longest wait for an answer.")
                            .within(SECOND / 10, 600 * SECOND),
                    TlsFields.group());

    /// @throws IllegalArgumentException where a template cannot be used; [#check] says so first
    static InfluxConfig of(Config config) {
        ServerKind kind = ServerKind.of(config.text("server"));
        int port = Math.toIntExact(config.integer("port"));
        Duration hold = config.duration("hold");
        return new InfluxConfig(
                kind,
                new Endpoint(config.text("host"), port == 0 ? kind.port() : port),
                TlsFields.ofGroup(config),
                new Place(
                        config.text("database"),
                        config.text("retentionPolicy"),
                        config.text("organisation"),
                        config.text("bucket")),
                config.text("user"),
                config.text("password"),
                config.text("token"),
                new PointWriter.PointRules(
                        NameTemplate.of(config.text("measurement")),
                        tags(config.texts("tags")),
                        config.text("numbers").equals("typed"),
                        kind.texts(),
                        config.text("time").equals("source")),
                hold.isZero() ? kind.hold() : hold,
                config.integer("holdMiB") << 20,
                config.text("beyondRetention").equals("drop"),
                config.flag("gzip"),
                config.duration("connectTimeout"),
                config.duration("answerTimeout"));
    }

    /// The planted fault of the tests: whoever believes the answer loses records.
    InfluxConfig withoutHold() {
        return new InfluxConfig(
                kind,
                server,
                tls,
                place,
                user,
                password,
                token,
                points,
                Duration.ZERO,
                holdBytesMax,
                dropBeyondRetention,
                gzip,
                connectTimeout,
                answerTimeout);
    }

    private static Map<String, NameTemplate> tags(List<String> written) {
        Map<String, NameTemplate> tags = new LinkedHashMap<>();
        for (String each : written) {
            int equals = each.indexOf('=');
            String name = equals < 0 ? "" : each.substring(0, equals).trim();
            if (!name.matches("[A-Za-z][A-Za-z0-9_.-]{0,62}")) {
                throw new IllegalArgumentException(
                        "tag '" + each + "' has no usable name (expected: such as hall={level:2})");
            }
            if (name.equals("time")
                    || name.equals("device")
                    || name.equals("address")
                    || name.startsWith("fp_")) {
                throw new IllegalArgumentException("the tag name '" + name + "' is taken");
            }
            tags.put(name, NameTemplate.of(each.substring(equals + 1)));
        }
        return tags;
    }

    static List<Problem> check(Config config) {
        List<Problem> problems = new ArrayList<>();
        ServerKind kind = ServerKind.of(config.text("server"));
        if (!config.text("host").matches("[A-Za-z0-9._:%-]+")) {
            problems.add(
                    bad(
                            config,
                            "host",
                            "`host` is not one name or address.",
                            "Write one host without scheme, port or path."));
        }
        if (kind == ServerKind.INFLUXDB_1 && config.text("database").isBlank()) {
            problems.add(bad(config, "database", "`database` is missing.", "Name the database."));
        }
        if (kind == ServerKind.INFLUXDB_2
                && (config.text("organisation").isBlank() || config.text("bucket").isBlank())) {
            problems.add(
                    bad(
                            config,
                            "bucket",
                            "`organisation` or `bucket` is missing.",
                            "Name both, as the server shows them."));
        }
        templates(config, problems);
        secrets(config, problems);
        TlsFields.ofGroup(config)
                .ifPresent(tls -> problems.addAll(tls.check(config, "INFL-0601", "destination")));
        Duration hold = config.duration("hold");
        if (!hold.isZero() && hold.compareTo(kind.hold()) < 0) {
            problems.add(
                    Problem.warning(
                                    "INFL-0605",
                                    "destination",
                                    "`hold` is shorter than the "
                                            + kind.hold().toSeconds()
                                            + " s after which this server has records on disk: its"
                                            + " crash can lose them.",
                                    "Remove `hold`, or accept the loss.")
                            .at(config.placeOf("hold")));
        }
        return problems;
    }

    private static void templates(Config config, List<Problem> problems) {
        try {
            if (config.text("measurement").isBlank()) {
                throw new IllegalArgumentException("it is empty");
            }
            NameTemplate.of(config.text("measurement"));
        } catch (IllegalArgumentException e) {
            problems.add(
                    bad(
                            config,
                            "measurement",
                            "`measurement` cannot be used: " + e.getMessage() + ".",
                            "Write a name such as readings, or {level:2}."));
        }
        try {
            tags(config.texts("tags"));
        } catch (IllegalArgumentException e) {
            problems.add(
                    bad(
                            config,
                            "tags",
                            "`tags` cannot be used: " + e.getMessage() + ".",
                            "Write tags such as hall={level:2}."));
        }
    }

    private static void secrets(Config config, List<Problem> problems) {
        boolean secret = config.has("password") || config.has("token");
        if (secret
                && config.group("tls").isEmpty()
                && !Endpoint.isLoopback(config.text("host"))
                && !config.flag("allowPlainPasswords")) {
            problems.add(
                    Problem.error(
                                    "INFL-0604",
                                    "destination",
                                    "The password or token would cross the network in clear.",
                                    "Add the `tls` group, or set `allowPlainPasswords: true`.")
                            .at(config.placeOf("host")));
        }
    }

    private static Problem bad(Config config, String field, String message, String remedy) {
        return Problem.error("INFL-0601", "destination", message, remedy).at(config.placeOf(field));
    }
}
