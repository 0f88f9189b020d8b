package org.fieldproof.connector.mqtt.listener;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.connector.mqtt.listener.ListenerConfig.ClientCertificates;
import org.fieldproof.connector.mqtt.listener.ListenerConfig.Identity;
import org.fieldproof.connector.mqtt.listener.ListenerConfig.Tls;
import org.fieldproof.connector.mqtt.listener.ListenerConfig.User;
import org.fieldproof.connector.tls.TlsFields;

/// The fields of an endpoint, and the checks that a schema cannot express. Pure.
final class ListenerSchema {
    private static final long MIB = 1024L * 1024;

    /// Below what the log takes as one record (16 MiB), with room for topic and properties.
    private static final long PAYLOAD_BYTES_MAX = 15 * MIB;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private ListenerSchema() {}

    static ConfigSchema schema() {
        List<Field> fields = new ArrayList<>();
        fields.add(
                Field.optional(
                        "host",
                        Kind.TEXT,
                        "127.0.0.1",
                        "Address to listen on; 0.0.0.0 for every network of this machine."));
        fields.add(
                Field.optional(
                                "port",
                                Kind.INTEGER,
                                "0",
                                "Port: TLS where the tls group is given, plain TCP otherwise; 0"
                                        + " takes any free one.")
                        .within(0, 65_535));
        fields.add(
                Field.optional(
                                "plainPort",
                                Kind.INTEGER,
                                "",
                                "A plain TCP port beside the TLS one.")
                        .within(0, 65_535));
        fields.add(tls());
        fields.addAll(access());
        fields.addAll(limits());
        return new ConfigSchema(fields);
    }

    private static Field tls() {
        return Field.group(
                "tls",
                false,
                "TLS on the main port.",
                Field.choice(
                        "identity",
                        "installation",
                        "The listener's certificate: made by this installation, or from files.",
                        "installation",
                        "files"),
                Field.optional(
                        "certificate",
                        Kind.PATH,
                        "",
                        "PEM file with the certificate and its chain, for identity: files."),
                Field.optional(
                        "key", Kind.PATH, "", "PEM file with the PKCS#8 key, for identity: files."),
                Field.optional(
                        "keyPassword",
                        Kind.SECRET,
                        "",
                        "The password of that key, if it is encrypted."),
                Field.choice(
                        "clientCertificates",
                        "none",
                        "Whether clients show a certificate of their own.",
                        "none",
                        "optional",
                        "required"),
                Field.choice(
                        "trust",
                        "installation",
                        "Who may have signed client certificates.",
                        "installation",
                        "file"),
                Field.optional(
                        "trustFile",
                        Kind.PATH,
                        "",
                        "PEM file with trusted authorities, for trust: file."),
                TlsFields.revocation());
    }

    private static List<Field> access() {
        return List.of(
                Field.choice(
                        "identity",
                        "auto",
                        "What a device is known by; auto means the certificate where each client"
                                + " must show one, and the client id otherwise.",
                        "auto",
                        "certificate",
                        "client-id"),
                Field.optional(
                        "clientIdMatchesCertificate",
                        Kind.FLAG,
                        "false",
                        "Refuse a client whose id is not the CN of its certificate."),
                Field.optional(
                        "allowAnonymous",
                        Kind.FLAG,
                        "false",
                        "Let anyone on the network in without a password or a certificate."),
                Field.optional(
                        "allowPlainPasswords",
                        Kind.FLAG,
                        "false",
                        "Accept passwords over plain TCP from other machines."),
                Field.groups(
                        "users",
                        false,
                        "Who signs in with a password; without users, none is asked for.",
                        Field.required("name", Kind.TEXT, "User name."),
                        Field.required(
                                "password", Kind.SECRET, "Reference to the password: secret:NAME."),
                        Field.optional(
                                "publish",
                                Kind.LIST_OF_TEXT,
                                "",
                                "Topic filters this user may publish to; none means all."),
                        Field.optional(
                                "subscribe",
                                Kind.LIST_OF_TEXT,
                                "",
                                "Topic filters this user may subscribe to; none means all.")));
    }

    private static List<Field> limits() {
        return List.of(
                Field.optional("payloadLimit", Kind.BYTES, "1MiB", "Largest payload of a message.")
                        .within(1_024, PAYLOAD_BYTES_MAX),
                Field.optional(
                                "inFlight",
                                Kind.INTEGER,
                                "1024",
                                "Messages of one client that may wait for their acknowledgement"
                                        + " (Receive Maximum).")
                        .within(1, 65_535),
                Field.optional(
                                "connections",
                                Kind.INTEGER,
                                "10000",
                                "Clients that may be connected at once.")
                        .within(1, 1_000_000),
                Field.optional(
                                "sessionExpiry",
                                Kind.DURATION,
                                "1h",
                                "Longest time a session is kept for a client that is away.")
                        .within(0, 7 * 24 * 3_600 * SECOND_NANOS),
                Field.optional(
                                "queueRecords",
                                Kind.INTEGER,
                                "100000",
                                "Messages that may wait for one subscriber; more are dropped and"
                                        + " counted.")
                        .within(1, 10_000_000),
                Field.optional(
                                "queueBytes",
                                Kind.BYTES,
                                "64MiB",
                                "Bytes that may wait for one subscriber.")
                        .within(64 * 1_024, 4_096 * MIB),
                Field.optional(
                                "retainedRecords",
                                Kind.INTEGER,
                                "10000",
                                "Topics with a retained message.")
                        .within(0, 1_000_000),
                Field.optional(
                                "retainedBytes",
                                Kind.BYTES,
                                "16MiB",
                                "Bytes of all retained messages.")
                        .within(0, 1_024 * MIB));
    }

    static List<Endpoint> endpoints(Config config) {
        ListenerConfig listener = ListenerConfig.of(config);
        List<Endpoint> endpoints = new ArrayList<>();
        endpoints.add(new Endpoint(listener.host(), listener.port()));
        if (listener.plainPort() >= 0) {
            endpoints.add(new Endpoint(listener.host(), listener.plainPort()));
        }
        return endpoints;
    }

    static List<Problem> check(Config config) {
        ListenerConfig listener = ListenerConfig.of(config);
        List<Problem> problems = new ArrayList<>();
        checkExposure(config, listener, problems);
        checkIdentity(config, listener, problems);
        checkUsers(config, listener, problems);
        return problems;
    }

    private static void checkExposure(
            Config config, ListenerConfig listener, List<Problem> problems) {
        boolean certificates = demandsCertificates(listener) && listener.plainPort() < 0;
        if (listener.plainPort() >= 0 && listener.tls().isEmpty()) {
            problems.add(
                    error(
                            "MQTT-0109",
                            "plainPort is given although the main port is plain already.",
                            "Add a tls group, or remove plainPort.",
                            config.placeOf("plainPort")));
        }
        if (listener.plainPort() > 0 && listener.plainPort() == listener.port()) {
            problems.add(
                    error(
                            "MQTT-0109",
                            "port and plainPort are both " + listener.port() + ".",
                            "Give plainPort another number.",
                            config.placeOf("plainPort")));
        }
        if (listener.onLoopback()) {
            return;
        }
        if (!listener.users().isEmpty()
                && listener.speaksPlain()
                && !listener.allowPlainPasswords()) {
            problems.add(
                    error(
                            "MQTT-0105",
                            "Passwords would cross the network in clear: host "
                                    + listener.host()
                                    + " speaks plain TCP and users sign in with passwords.",
                            "Use tls without plainPort, listen on 127.0.0.1, or set"
                                    + " allowPlainPasswords: true to accept that.",
                            config.placeOf("users")));
        }
        if (listener.users().isEmpty() && !certificates && !listener.allowAnonymous()) {
            problems.add(
                    error(
                            "MQTT-0106",
                            "Anyone who reaches host "
                                    + listener.host()
                                    + " could publish: no users, and no client certificates"
                                    + " required on every port.",
                            "Set tls.clientCertificates: required, add users, or set"
                                    + " allowAnonymous: true to accept that.",
                            config.placeOf("host")));
        }
    }

    private static boolean demandsCertificates(ListenerConfig listener) {
        return listener.tls().map(Tls::clientCertificates).orElse(ClientCertificates.NONE)
                == ClientCertificates.REQUIRED;
    }

    private static void checkIdentity(
            Config config, ListenerConfig listener, List<Problem> problems) {
        ClientCertificates shown =
                listener.tls().map(Tls::clientCertificates).orElse(ClientCertificates.NONE);
        boolean wanted =
                listener.identity() == Identity.CERTIFICATE
                        || listener.clientIdMatchesCertificate();
        if (wanted && shown == ClientCertificates.NONE) {
            problems.add(
                    error(
                            "MQTT-0107",
                            "Devices are to be known by their certificate, but clients are not"
                                    + " asked for one.",
                            "Set tls.clientCertificates to required or optional, or identity to"
                                    + " client-id.",
                            config.placeOf("identity")));
        }
        listener.tls().ifPresent(tls -> checkFiles(config, tls, problems));
    }

    private static void checkFiles(Config config, Tls tls, List<Problem> problems) {
        if (tls.ownFiles() && !tls.files().named()) {
            problems.add(
                    error(
                            "MQTT-0104",
                            "tls.identity is files, but certificate or key is not given.",
                            "Name both PEM files, or set identity: installation.",
                            config.placeOf("tls")));
        }
        if (!tls.crl().isEmpty() && tls.clientCertificates() == ClientCertificates.NONE) {
            problems.add(
                    error(
                            "MQTT-0104",
                            "tls.crl is given, but clients show no certificate that could be"
                                    + " revoked.",
                            "Set tls.clientCertificates to required or optional, or remove crl.",
                            config.placeOf("tls")));
        }
        boolean trustsFile =
                config.group("tls").map(group -> group.text("trust").equals("file")).orElse(false);
        if (trustsFile && tls.trustFile().isEmpty()) {
            problems.add(
                    error(
                            "MQTT-0104",
                            "tls.trust is file, but trustFile is not given.",
                            "Name the PEM file with the trusted authorities.",
                            config.placeOf("tls")));
        }
    }

    private static void checkUsers(Config config, ListenerConfig listener, List<Problem> problems) {
        Set<String> names = new HashSet<>();
        for (User user : listener.users()) {
            if (!names.add(user.name())) {
                problems.add(
                        error(
                                "MQTT-0108",
                                "User " + user.name() + " is listed twice.",
                                "Remove one of them.",
                                config.placeOf("users")));
            }
            List<String> filters = new ArrayList<>(user.publish());
            filters.addAll(user.subscribe());
            for (String filter : filters) {
                String fault = TopicRules.faultOfFilter(filter);
                if (!fault.isEmpty()) {
                    problems.add(
                            error(
                                    "MQTT-0108",
                                    "User "
                                            + user.name()
                                            + ", filter '"
                                            + filter
                                            + "': "
                                            + fault
                                            + ".",
                                    "Write a topic filter such as plant/+/telemetry or plant/#.",
                                    config.placeOf("users")));
                }
            }
        }
    }

    private static Problem error(String code, String message, String remedy, Problem.Place place) {
        return Problem.error(code, "MQTT listener", message, remedy).at(place);
    }
}
