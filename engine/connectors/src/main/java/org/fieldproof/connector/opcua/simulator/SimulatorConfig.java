package org.fieldproof.connector.opcua.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.connector.opcua.trust.Thumbprint;

/// What a project says about a simulated OPC UA server.
///
/// @param host what its endpoints call themselves
/// @param port 0 for a free one
/// @param namespaces URIs that have the indexes before the simulator's own
/// @param replay path of a capture; empty for none
record SimulatorConfig(
        String bind,
        String host,
        int port,
        String path,
        List<SecurityPolicy> policies,
        boolean unprotected,
        boolean selfSigned,
        boolean trustInstallation,
        Set<String> trustedSha256,
        boolean anonymous,
        List<User> users,
        List<Variable> variables,
        List<String> namespaces,
        String replay) {
    static final List<SecurityPolicy> SECURE =
            List.of(
                    SecurityPolicy.Basic256Sha256,
                    SecurityPolicy.Aes128_Sha256_RsaOaep,
                    SecurityPolicy.Aes256_Sha256_RsaPss);
    private static final int VARIABLES_MAX = 100_000;

    SimulatorConfig {
        policies = List.copyOf(policies);
        trustedSha256 = Set.copyOf(trustedSha256);
        users = List.copyOf(users);
        variables = List.copyOf(variables);
        namespaces = List.copyOf(namespaces);
    }

    /// @param password a reference to a secret
    record User(String name, String password) {}

    /// Variables that behave alike.
    ///
    /// @param count more than one gives `name-1`, `name-2`, ...
    record Variable(
            String name,
            int count,
            ValueKind type,
            Generator.Shape shape,
            Duration interval,
            Duration period,
            double min,
            double max) {}

    static ConfigSchema schema() {
        List<Field> fields = new ArrayList<>();
        fields.add(
                Field.optional(
                        "bind",
                        Kind.TEXT,
                        "127.0.0.1",
                        "Address to listen on; others than this machine reach it only through"
                                + " another one."));
        fields.add(
                Field.optional(
                        "host",
                        Kind.TEXT,
                        "",
                        "Name that its endpoints tell clients; the address it listens on if"
                                + " empty."));
        fields.add(
                Field.optional("port", Kind.INTEGER, "4840", "Port; 0 for a free one.")
                        .within(0, 65_535));
        fields.add(
                Field.optional(
                        "path", Kind.TEXT, "/fieldproof", "Path of its address, with a slash."));
        fields.add(
                Field.optional(
                        "policies",
                        Kind.LIST_OF_TEXT,
                        "",
                        "Security policies to offer; the three that are not deprecated if empty."));
        fields.add(
                Field.optional(
                        "unprotected",
                        Kind.FLAG,
                        "false",
                        "Also offer policy None, by which anybody may read."));
        fields.add(
                Field.choice(
                        "certificate",
                        "installation",
                        "Its certificate: of this installation's authority, or signed by itself.",
                        "installation",
                        "self-signed"));
        fields.add(
                Field.optional(
                        "trustInstallation",
                        Kind.FLAG,
                        "true",
                        "Let in clients with a certificate of this installation's authority."));
        fields.add(
                Field.optional(
                        "trustedThumbprints",
                        Kind.LIST_OF_TEXT,
                        "",
                        "SHA-256 thumbprints of further client certificates to let in."));
        fields.add(Field.optional("anonymous", Kind.FLAG, "true", "Let in without a user name."));
        fields.add(usersField());
        fields.add(variablesField());
        fields.add(
                Field.optional(
                        "namespaces",
                        Kind.LIST_OF_TEXT,
                        "",
                        "URIs of namespaces that come before its own, so that its nodes have"
                                + " another index, as at a server that numbers them anew."));
        fields.add(replayField());
        return new ConfigSchema(fields);
    }

    private static Field usersField() {
        return Field.groups(
                "users",
                false,
                "Who may log in by name.",
                Field.required("user", Kind.TEXT, "User name."),
                Field.required("password", Kind.SECRET, "The user's password."));
    }

    private static Field replayField() {
        return Field.optional(
                "replay",
                Kind.PATH,
                "",
                "A capture of a real server to play, from its beginning again at its end; each of"
                        + " its nodes stands under its own identifier in the simulator's"
                        + " namespace.");
    }

    private static Field variablesField() {
        return Field.groups(
                "variables",
                false,
                "What it has; node ids are nsu=urn:fieldproof:simulator;s=NAME.",
                Field.required("name", Kind.TEXT, "Name, such as Line1.Speed."),
                Field.optional(
                                "count",
                                Kind.INTEGER,
                                "1",
                                "How many alike; more than one are called NAME-1, NAME-2, ...")
                        .within(1, VARIABLES_MAX),
                Field.choice("type", "Double", "Type of the value.", ValueKind.names()),
                Field.choice(
                        "shape",
                        "sine",
                        "How the value moves: a counter by one each interval, the others between"
                                + " min and max.",
                        "counter",
                        "ramp",
                        "sine",
                        "random",
                        "toggle",
                        "constant"),
                Field.optional("interval", Kind.DURATION, "1s", "How often the value changes.")
                        .within(TimeUnit.MILLISECONDS.toNanos(10), TimeUnit.HOURS.toNanos(1)),
                Field.optional("period", Kind.DURATION, "60s", "Time for one ramp or sine.")
                        .within(TimeUnit.MILLISECONDS.toNanos(100), TimeUnit.HOURS.toNanos(24)),
                Field.optional("min", Kind.DECIMAL, "0", "Smallest value."),
                Field.optional("max", Kind.DECIMAL, "100", "Largest value."));
    }

    static SimulatorConfig of(Config config) {
        List<SecurityPolicy> policies =
                config.texts("policies").stream()
                        .filter(each -> !each.isBlank())
                        .map(each -> SecurityPolicy.valueOf(each.trim()))
                        .toList();
        String bind = config.text("bind").trim();
        String host = config.text("host").trim();
        Set<String> trusted = new HashSet<>();
        config.texts("trustedThumbprints").forEach(each -> trusted.add(Thumbprint.normal(each)));
        return new SimulatorConfig(
                bind,
                host.isEmpty() ? bind : host,
                Math.toIntExact(config.integer("port")),
                config.text("path").trim(),
                policies.isEmpty() ? SECURE : policies,
                config.flag("unprotected"),
                config.text("certificate").equals("self-signed"),
                config.flag("trustInstallation"),
                trusted,
                config.flag("anonymous"),
                config.groups("users").stream()
                        .map(group -> new User(group.text("user"), group.text("password")))
                        .toList(),
                config.groups("variables").stream().map(SimulatorConfig::variable).toList(),
                config.texts("namespaces").stream()
                        .map(String::trim)
                        .filter(each -> !each.isEmpty())
                        .toList(),
                config.text("replay").trim());
    }

    private static Variable variable(Config group) {
        return new Variable(
                group.text("name").trim(),
                Math.toIntExact(group.integer("count")),
                ValueKind.of(group.text("type")),
                Generator.Shape.valueOf(group.text("shape").toUpperCase(Locale.ROOT)),
                group.duration("interval"),
                group.duration("period"),
                group.decimal("min"),
                group.decimal("max"));
    }

    static List<Problem> check(Config config) {
        List<Problem> problems = new ArrayList<>();
        for (String policy : config.texts("policies")) {
            boolean known =
                    SECURE.stream().anyMatch(each -> each.name().equals(policy.trim()))
                            || policy.trim().equals("Basic256")
                            || policy.trim().equals("Basic128Rsa15");
            if (!policy.isBlank() && !known) {
                problems.add(
                        wrong(
                                config,
                                "policies",
                                "There is no security policy " + policy + ".",
                                "Write such as Basic256Sha256; for None, unprotected: true."));
            }
        }
        if (!config.text("path").trim().matches("(/[A-Za-z0-9._-]+)+")) {
            problems.add(
                    wrong(
                            config,
                            "path",
                            "'" + config.text("path") + "' is no path.",
                            "Write such as /plant."));
        }
        if (!config.flag("anonymous") && config.groups("users").isEmpty()) {
            problems.add(
                    wrong(
                            config,
                            "anonymous",
                            "Nobody could log in.",
                            "Name users, or allow anonymous."));
        }
        if (config.groups("variables").isEmpty() && config.text("replay").isBlank()) {
            problems.add(
                    wrong(
                            config,
                            "variables",
                            "It has nothing to show.",
                            "Name variables, or a capture in replay."));
        }
        long count = 0;
        Set<String> names = new HashSet<>();
        for (Config group : config.groups("variables")) {
            count += group.integer("count");
            if (!names.add(group.text("name").trim()) || group.text("name").isBlank()) {
                problems.add(
                        wrong(
                                group,
                                "name",
                                "The name is empty or stands twice.",
                                "Give each variable a name of its own."));
            }
            if (!(group.decimal("min") < group.decimal("max"))) {
                problems.add(wrong(group, "min", "min is not below max.", "Write a smaller min."));
            }
        }
        if (count > VARIABLES_MAX) {
            problems.add(
                    wrong(
                            config,
                            "variables",
                            "There are " + count + " variables, more than " + VARIABLES_MAX + ".",
                            "Write smaller counts."));
        }
        return problems;
    }

    private static Problem wrong(Config config, String field, String message, String remedy) {
        return Problem.error(SimulatorCodes.CONFIGURATION, "field " + field, message, remedy)
                .at(config.placeOf(field));
    }
}
