package org.fieldproof.connector.opcua;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.connector.opcua.trust.Thumbprint;
import org.fieldproof.connector.tls.OwnFiles;

/// What a project says about a connection to an OPC UA server.
///
/// @param path of the URL, with its slash; may be empty
record OpcUaSourceConfig(
        Optional<Endpoint> endpoint,
        String path,
        String connectTo,
        UaSecurity security,
        Trust trust,
        Own own,
        Login login,
        Duration connectTimeout,
        Timing timing,
        String prefix,
        String device,
        boolean keepServerTime,
        long valueBytesMax,
        List<TagDefinition> tags) {
    private static final int DEFAULT_PORT = 4_840;

    OpcUaSourceConfig {
        tags = List.copyOf(tags);
    }

    /// Whom to believe.
    record Trust(String pinnedSha256, boolean installation, boolean listsRequired) {}

    /// Who we are.
    ///
    /// @param kind `self-signed`, `installation` or `files`
    record Own(String kind, OwnFiles files, String applicationUri) {}

    /// How to log in: anonymous where everything is empty.
    ///
    /// @param files certificate and key to log in with instead of a name
    record Login(String user, String password, OwnFiles files) {
        boolean byName() {
            return !user.isEmpty();
        }

        boolean byCertificate() {
            return !files.certificate().isEmpty();
        }
    }

    /// How often, and how much the server keeps.
    record Timing(Duration publishing, Duration keepFor, int queueSize, boolean discardOldest) {}

    static ConfigSchema schema() {
        List<Field> fields = new ArrayList<>();
        fields.add(
                Field.optional(
                        "url",
                        Kind.TEXT,
                        "",
                        "Address of the server, such as opc.tcp://plc-07:4840/path. Its host is"
                                + " what the server's certificate must be for."));
        fields.add(
                Field.optional(
                        "connectTo",
                        Kind.TEXT,
                        "",
                        "Id of a simulator of this project, instead of url."));
        security(fields);
        own(fields);
        login(fields);
        timing(fields);
        fields.add(
                Field.optional(
                        "prefix",
                        Kind.TEXT,
                        "",
                        "First levels of every record's address; the connection's id if empty."));
        fields.add(
                Field.optional(
                        "device",
                        Kind.TEXT,
                        "",
                        "The device that the records are of; the connection's id if empty."));
        fields.add(
                Field.optional(
                        "serverTime",
                        Kind.FLAG,
                        "false",
                        "Keep the server's timestamp as well, as property serverTime."));
        fields.add(
                Field.optional(
                                "valueLimit",
                                Kind.BYTES,
                                "1MiB",
                                "A value that is longer than this in a record becomes a BAD one"
                                        + " with the reason.")
                        .within(1_024, 64L << 20));
        fields.add(
                Field.optional(
                        "capture",
                        Kind.FLAG,
                        "false",
                        "Whether values are recorded in capture.tsv of its data directory, for a"
                                + " simulator to replay."));
        fields.addAll(TagSchema.FIELDS);
        return new ConfigSchema(fields);
    }

    private static void security(List<Field> fields) {
        fields.add(
                Field.choice(
                        "policy",
                        UaSecurity.STRONGEST,
                        "Security policy. None protects nothing, and Basic256 and Basic128Rsa15"
                                + " are deprecated: they are used only when written here.",
                        UaSecurity.STRONGEST,
                        "Aes256_Sha256_RsaPss",
                        "Aes128_Sha256_RsaOaep",
                        "Basic256Sha256",
                        "Basic256",
                        "Basic128Rsa15",
                        "None"));
        fields.add(
                Field.choice(
                        "mode",
                        "SignAndEncrypt",
                        "Whether messages are encrypted, only signed, or neither.",
                        "SignAndEncrypt",
                        "Sign",
                        "None"));
        fields.add(
                Field.optional(
                        "serverThumbprint",
                        Kind.TEXT,
                        "",
                        "SHA-256 thumbprint of the one server certificate to believe, 64"
                                + " hexadecimal digits; the trust lists count if empty."));
        fields.add(
                Field.optional(
                        "trustInstallation",
                        Kind.FLAG,
                        "false",
                        "Also believe servers with a certificate of this installation's own"
                                + " authority, such as its simulators."));
        fields.add(
                Field.choice(
                        "revocation",
                        "required",
                        "Whether every authority must have a current revocation list among the"
                                + " trust lists, or lists count only where there are any.",
                        "required",
                        "whereListed"));
    }

    private static void own(List<Field> fields) {
        fields.add(
                Field.choice(
                        "certificate",
                        "self-signed",
                        "Our own application certificate: one that signed itself, one of this"
                                + " installation's authority, or files.",
                        "self-signed",
                        "installation",
                        "files"));
        fields.add(
                Field.optional(
                        "certificateFile", Kind.PATH, "", "PEM chain, for certificate: files."));
        fields.add(
                Field.optional(
                        "keyFile", Kind.PATH, "", "PEM key (PKCS#8), for certificate: files."));
        fields.add(
                Field.optional(
                        "keyPassword",
                        Kind.SECRET,
                        "",
                        "The password of that key, if it is encrypted."));
        fields.add(
                Field.optional(
                        "applicationUri",
                        Kind.TEXT,
                        "",
                        "What we call ourselves; must be in our certificate. Made from host and"
                                + " connection if empty."));
    }

    private static void login(List<Field> fields) {
        fields.add(
                Field.optional(
                        "user", Kind.TEXT, "", "User name; anonymous without user and file."));
        fields.add(Field.optional("password", Kind.SECRET, "", "The user's password."));
        fields.add(
                Field.optional(
                        "userCertificateFile",
                        Kind.PATH,
                        "",
                        "PEM certificate to log in with instead of a name."));
        fields.add(
                Field.optional(
                        "userKeyFile", Kind.PATH, "", "PEM key (PKCS#8) of that certificate."));
        fields.add(
                Field.optional(
                        "userKeyPassword",
                        Kind.SECRET,
                        "",
                        "The password of that key, if it is encrypted."));
    }

    private static void timing(List<Field> fields) {
        fields.add(
                Field.optional(
                                "connectTimeout",
                                Kind.DURATION,
                                "10s",
                                "How long each step of connecting may take.")
                        .within(TimeUnit.MILLISECONDS.toNanos(500), TimeUnit.MINUTES.toNanos(5)));
        fields.add(
                Field.optional(
                                "publishing",
                                Kind.DURATION,
                                "1s",
                                "How often the server sends what has changed.")
                        .within(TimeUnit.MILLISECONDS.toNanos(10), TimeUnit.HOURS.toNanos(1)));
        fields.add(
                Field.optional(
                                "keepFor",
                                Kind.DURATION,
                                "2min",
                                "How long the server keeps subscription and queues while we are"
                                        + " away.")
                        .within(TimeUnit.SECONDS.toNanos(10), TimeUnit.HOURS.toNanos(24)));
        fields.add(
                Field.optional(
                                "queueSize",
                                Kind.INTEGER,
                                "10",
                                "Values that the server keeps for each node between two sends.")
                        .within(10, 100_000));
        fields.add(
                Field.optional(
                        "discardOldest",
                        Kind.FLAG,
                        "true",
                        "Which value the server drops when its queue is full: the oldest, or the"
                                + " newest."));
    }

    static OpcUaSourceConfig of(Config config) {
        String url = config.text("url").trim();
        return new OpcUaSourceConfig(
                endpointOf(url),
                pathOf(url),
                config.text("connectTo").trim(),
                UaSecurity.of(config.text("policy"), config.text("mode")),
                new Trust(
                        Thumbprint.normal(config.text("serverThumbprint")),
                        config.flag("trustInstallation"),
                        config.text("revocation").equals("required")),
                new Own(
                        config.text("certificate"),
                        new OwnFiles(
                                config.text("certificateFile"),
                                config.text("keyFile"),
                                config.text("keyPassword")),
                        config.text("applicationUri").trim()),
                new Login(
                        config.text("user"),
                        config.text("password"),
                        new OwnFiles(
                                config.text("userCertificateFile"),
                                config.text("userKeyFile"),
                                config.text("userKeyPassword"))),
                config.duration("connectTimeout"),
                new Timing(
                        config.duration("publishing"),
                        config.duration("keepFor"),
                        Math.toIntExact(config.integer("queueSize")),
                        config.flag("discardOldest")),
                config.text("prefix").trim(),
                config.text("device").trim(),
                config.flag("serverTime"),
                config.bytes("valueLimit"),
                TagSchema.of(config).entries().stream().map(TagTable.Entry::tag).toList());
    }

    static Optional<Endpoint> endpointOf(String url) {
        try {
            URI uri = new URI(url);
            if (!"opc.tcp".equals(uri.getScheme()) || uri.getHost() == null) {
                return Optional.empty();
            }
            String host = uri.getHost().replaceAll("^\\[|]$", "");
            return Optional.of(
                    new Endpoint(host, uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort()));
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static String pathOf(String url) {
        try {
            String path = new URI(url).getRawPath();
            return path == null || path.equals("/") ? "" : path;
        } catch (URISyntaxException _) {
            return "";
        }
    }

    static List<Problem> check(Config config) {
        List<Problem> problems = new ArrayList<>();
        String url = config.text("url").trim();
        boolean simulated = !config.text("connectTo").isBlank();
        if (url.isEmpty() == !simulated) {
            problems.add(
                    wrong(
                            config,
                            "url",
                            "Exactly one of url and connectTo is needed.",
                            "Write url: opc.tcp://HOST:4840 for a real server."));
        } else if (!simulated && endpointOf(url).isEmpty()) {
            problems.add(
                    wrong(
                            config,
                            "url",
                            "'" + url + "' is no address of an OPC UA server.",
                            "Write such as opc.tcp://plc-07:4840/path."));
        }
        checkSecurity(config, problems);
        checkLogin(config, problems);
        TagSchema.Tags tags = TagSchema.of(config);
        problems.addAll(tags.problems());
        for (TagTable.Entry entry : tags.entries()) {
            NodeName.faultOf(entry.tag().address().trim())
                    .ifPresent(fault -> problems.add(wrongNode(entry, fault)));
        }
        return problems;
    }

    private static void checkSecurity(Config config, List<Problem> problems) {
        UaSecurity security = UaSecurity.of(config.text("policy"), config.text("mode"));
        boolean noMode = config.text("mode").equals("None");
        if (security.unprotected() != noMode) {
            problems.add(
                    wrong(
                            config,
                            "mode",
                            "Policy None goes with mode None, and only that.",
                            "Write both as None, or choose a policy and Sign or SignAndEncrypt."));
        } else if (security.unprotected()) {
            problems.add(
                    Problem.warning(
                                    OpcCodes.UNPROTECTED,
                                    "field policy",
                                    "Policy None protects nothing: whoever is on the network can"
                                            + " read and change values, and pose as the server.",
                                    "Use it only where the network itself is protected.")
                            .at(config.placeOf("policy")));
        } else if (security.deprecated()) {
            problems.add(
                    Problem.warning(
                                    OpcCodes.DEPRECATED,
                                    "field policy",
                                    "Policy "
                                            + config.text("policy")
                                            + " is deprecated: it rests on SHA-1.",
                                    "Update the server and use Basic256Sha256 or better.")
                            .at(config.placeOf("policy")));
        }
        String pin = Thumbprint.normal(config.text("serverThumbprint"));
        if (!pin.isEmpty() && !pin.matches("[0-9a-f]{64}")) {
            problems.add(
                    wrong(
                            config,
                            "serverThumbprint",
                            pin.matches("[0-9a-f]{40}")
                                    ? "This is a SHA-1 thumbprint, which can be forged."
                                    : "This is no SHA-256 thumbprint.",
                            "Write the 64 hexadecimal digits that the connection's problem"
                                    + " shows."));
        }
        if (config.text("certificate").equals("files")
                && (!config.has("certificateFile") || !config.has("keyFile"))) {
            problems.add(
                    wrong(
                            config,
                            "certificate",
                            "Certificate and key from files need both files.",
                            "Name certificateFile and keyFile."));
        }
    }

    private static void checkLogin(Config config, List<Problem> problems) {
        boolean user = !config.text("user").isBlank();
        boolean certificate = config.has("userCertificateFile");
        if (user && certificate) {
            problems.add(
                    wrong(
                            config,
                            "user",
                            "A user name and a user certificate exclude each other.",
                            "Keep one of the two."));
        }
        if (user != config.has("password")) {
            problems.add(
                    wrong(
                            config,
                            "password",
                            "A user name and its password belong together.",
                            "Write user: NAME and password: secret:NAME."));
        }
        if (certificate != config.has("userKeyFile")) {
            problems.add(
                    wrong(
                            config,
                            "userKeyFile",
                            "A user certificate and its key belong together.",
                            "Name userCertificateFile and userKeyFile."));
        }
    }

    private static Problem wrongNode(TagTable.Entry entry, String fault) {
        return Problem.error(
                        OpcCodes.CONFIGURATION,
                        "tag " + entry.tag().name(),
                        fault,
                        "Write the node id as the server's tools show it: with the namespace's URI"
                                + " (nsu=http://plant/;s=Line1.Speed), or with its index"
                                + " (ns=2;i=1001), which a server may change.")
                .at(entry.place());
    }

    private static Problem wrong(Config config, String field, String message, String remedy) {
        return Problem.error(OpcCodes.CONFIGURATION, "field " + field, message, remedy)
                .at(config.placeOf(field));
    }
}
