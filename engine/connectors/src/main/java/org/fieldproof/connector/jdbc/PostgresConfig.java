package org.fieldproof.connector.jdbc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.connector.tls.TlsFields;

/// How to reach a PostgreSQL server and which table to fill.
///
/// @param schema empty for the first of the search path
/// @param document whether payloads that are JSON stand in a `jsonb` column as well
/// @param partitioning how the table is cut by time
/// @param passwordReference a `secret:` reference; empty where the server asks for none
/// @param tls the driver's sslmode
/// @param sides whom to believe and what to show, where the mode is a `verify-` one
record PostgresConfig(
        Endpoint server,
        String database,
        String schema,
        TableName table,
        boolean document,
        Partitioning partitioning,
        String user,
        String passwordReference,
        String tls,
        TlsFields sides,
        Duration connectTimeout,
        Duration answerTimeout) {

    private static final List<Field> SHOWN = TlsFields.shown();

    static final ConfigSchema SCHEMA =
            ConfigSchema.of(
                    Field.required("host", Kind.TEXT, "Name or address of the server."),
                    Field.optional("port", Kind.INTEGER, "5432", "TCP port of the server.")
                            .within(1, 65_535),
                    Field.required("database", Kind.TEXT, "Name of the database."),
                    Field.optional(
                            "schema", Kind.TEXT, "", "Schema; the first of the search path."),
                    Field.optional("table", Kind.TEXT, "readings", "Table; created when missing."),
                    Field.optional(
                            "document",
                            Kind.FLAG,
                            "false",
                            "Keep payloads that are JSON in a jsonb column `document` as well; it"
                                    + " is null for others."),
                    Field.choice(
                            "partition",
                            "none",
                            "Make the table in partitions by accept_time, in UTC; they are made"
                                    + " ahead and when a record needs one, and never dropped.",
                            "none",
                            "day",
                            "month"),
                    Field.required("user", Kind.TEXT, "Role to log in as."),
                    Field.optional("password", Kind.SECRET, "", "The role's password."),
                    Field.choice(
                            "tls",
                            "auto",
                            "How strictly the server is checked; auto is verify-full, and prefer"
                                    + " for this machine itself.",
                            "auto",
                            "verify-full",
                            "verify-ca",
                            "require",
                            "prefer",
                            "disable"),
                    Field.optional(
                            "trust",
                            Kind.TEXT,
                            "",
                            "PEM file of trusted authorities, or `installation`; the JDK's own"
                                    + " trust if empty."),
                    TlsFields.revocation(),
                    SHOWN.get(0),
                    SHOWN.get(1),
                    SHOWN.get(2),
                    SHOWN.get(3),
                    Field.optional(
                                    "connectTimeout",
                                    Kind.DURATION,
                                    "10s",
                                    "Longest wait for a connection.")
                            .within(1_000_000_000L, 120_000_000_000L),
                    Field.optional(
                                    "answerTimeout",
                                    Kind.DURATION,
                                    "30s",
                                    "Longest silence of the server before it counts as hanging.")
                            .within(1_000_000_000L, 600_000_000_000L));

    static PostgresConfig of(Config config) {
        Endpoint server = new Endpoint(config.text("host"), (int) config.integer("port"));
        TlsFields sides = TlsFields.of(config);
        return new PostgresConfig(
                server,
                config.text("database"),
                config.text("schema"),
                TableName.of(config.text("table")),
                config.flag("document"),
                Partitioning.of(config.text("partition")),
                config.text("user"),
                config.text("password"),
                mode(config.text("tls"), server, sides),
                sides,
                config.duration("connectTimeout"),
                config.duration("answerTimeout"));
    }

    private static String mode(String tls, Endpoint server, TlsFields sides) {
        boolean loose =
                Endpoint.isLoopback(server.host()) && sides.showsNothing() && sides.crl().isEmpty();
        return tls.equals("auto") ? (loose ? "prefer" : "verify-full") : tls;
    }

    static List<Problem> check(Config config) {
        List<Problem> problems = new ArrayList<>();
        TlsFields sides = TlsFields.of(config);
        problems.addAll(sides.check(config, "identity", "JDBC-0606", "destination"));
        if (!sides.showsNothing()
                && !config.text("tls").equals("auto")
                && !config.text("tls").startsWith("verify-")) {
            problems.add(
                    Problem.error(
                                    "JDBC-0606",
                                    "destination",
                                    "With `tls: "
                                            + config.text("tls")
                                            + "` our certificate would be shown to anybody.",
                                    "Use `tls: verify-full`, or `identity: none`.")
                            .at(config.placeOf("identity")));
        }
        checkRevocation(config, sides, problems);
        String host = config.text("host");
        if (!host.matches("[A-Za-z0-9._:%-]+")) {
            problems.add(
                    Problem.error(
                                    "JDBC-0603",
                                    "destination",
                                    "`host` is not one name or address.",
                                    "Write one host without port, user or path.")
                            .at(config.placeOf("host")));
        }
        String fault = TableName.faultOf(config.text("table"));
        if (!fault.isEmpty()) {
            problems.add(
                    JdbcProblems.badTableName("postgresql", fault).at(config.placeOf("table")));
        } else {
            String identifier = TableName.of(config.text("table")).identifier();
            if (!identifier.equals(config.text("table"))) {
                problems.add(
                        JdbcProblems.hashedTableName("postgresql", identifier)
                                .at(config.placeOf("table")));
            }
        }
        String schema = config.text("schema");
        if (!schema.isEmpty() && !isName(schema)) {
            problems.add(
                    Problem.error(
                                    "JDBC-0604",
                                    "destination",
                                    "`schema` cannot be a schema's name.",
                                    "Choose a name of at most 63 bytes without control"
                                            + " characters.")
                            .at(config.placeOf("schema")));
        }
        boolean checked =
                config.text("tls").equals("auto") || config.text("tls").equals("verify-full");
        if (!checked && !Endpoint.isLoopback(host)) {
            problems.add(
                    Problem.warning(
                                    "JDBC-0605",
                                    "destination",
                                    "With `tls: "
                                            + config.text("tls")
                                            + "` another machine can pose as "
                                            + host
                                            + ".",
                                    "Use `tls: verify-full` and name the authority in `trust`.")
                            .at(config.placeOf("tls")));
        }
        return problems;
    }

    /// A list that nobody looks into must not be taken for protection.
    private static void checkRevocation(Config config, TlsFields sides, List<Problem> problems) {
        String mode = config.text("tls");
        if (!sides.crl().isEmpty() && !mode.equals("auto") && !mode.startsWith("verify-")) {
            problems.add(
                    Problem.error(
                                    "JDBC-0607",
                                    "destination",
                                    "With `tls: "
                                            + mode
                                            + "` the server's certificate is not checked, and nobody"
                                            + " would look into `crl`.",
                                    "Use `tls: verify-full`, or remove `crl`.")
                            .at(config.placeOf("crl")));
        }
    }

    private static boolean isName(String name) {
        return TableName.faultOf(name).isEmpty() && TableName.of(name).identifier().equals(name);
    }
}
