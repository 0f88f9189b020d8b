package org.fieldproof.connector.s3;

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

/// How to reach an object store and where objects go.
///
/// @param folder the prefix with its slash; empty for none
/// @param secretKey a `secret:` reference
/// @param tls empty where the line is not encrypted
record S3Config(
        Endpoint server,
        Optional<TlsFields> tls,
        String region,
        String bucket,
        String folder,
        String accessKey,
        String secretKey,
        Duration connectTimeout,
        Duration answerTimeout) {
    private static final long SECOND = 1_000_000_000L;

    static final ConfigSchema SCHEMA =
            ConfigSchema.of(
                    Field.required(
                            "host",
                            Kind.TEXT,
                            "Name or address of the store; one object per batch."
                                    + " Set the lane to batchRecords: 10000, batchBytes: 4MiB,"
                                    + " linger: 10s or so."),
                    Field.optional(
                                    "port",
                                    Kind.INTEGER,
                                    "0",
                                    "Port; 0 for 443 with TLS and 9000 without.")
                            .within(0, 65_535),
                    Field.optional("region", Kind.TEXT, "us-east-1", "Region of the bucket."),
                    Field.required("bucket", Kind.TEXT, "Bucket; it must exist."),
                    Field.optional(
                            "prefix",
                            Kind.TEXT,
                            "",
                            "Begin of every name, such as site-7/raw; date, epoch and seqs"
                                    + " follow."),
                    Field.required("accessKey", Kind.TEXT, "Access key."),
                    Field.required("secretKey", Kind.SECRET, "Secret key, as secret:NAME."),
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
                                    "Longest silence of the store before it counts as hanging.")
                            .within(SECOND / 10, 600 * SECOND),
                    TlsFields.group());

    static S3Config of(Config config) {
        Optional<TlsFields> tls = TlsFields.ofGroup(config);
        int port = Math.toIntExact(config.integer("port"));
        String prefix = config.text("prefix");
        return new S3Config(
                new Endpoint(config.text("host"), port != 0 ? port : tls.isPresent() ? 443 : 9_000),
                tls,
                config.text("region"),
                config.text("bucket"),
                prefix.isEmpty() ? "" : prefix + "/",
                config.text("accessKey"),
                config.text("secretKey"),
                config.duration("connectTimeout"),
                config.duration("answerTimeout"));
    }

    static List<Problem> check(Config config) {
        List<Problem> problems = new ArrayList<>();
        TlsFields.ofGroup(config)
                .ifPresent(tls -> problems.addAll(tls.check(config, "S3-0601", "destination")));
        if (!config.text("host").matches("[A-Za-z0-9._:%-]+")) {
            problems.add(
                    bad(
                            config,
                            "host",
                            "`host` is not one name or address.",
                            "Write one host without scheme, port or path."));
        }
        if (!config.text("bucket").matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
            problems.add(
                    bad(
                            config,
                            "bucket",
                            "`bucket` cannot be a bucket's name.",
                            "Use 3 to 63 lower-case letters, digits, dots and dashes."));
        }
        if (!config.text("prefix").matches("([A-Za-z0-9!_.*'()=-]+(/[A-Za-z0-9!_.*'()=-]+)*)?")
                || List.of(config.text("prefix").split("/")).contains("..")
                || config.text("prefix").length() > 200) {
            problems.add(
                    bad(
                            config,
                            "prefix",
                            "`prefix` cannot begin a name.",
                            "Use folders of letters, digits, dots and dashes, without slashes at"
                                    + " the ends."));
        }
        return problems;
    }

    private static Problem bad(Config config, String field, String message, String remedy) {
        return Problem.error("S3-0601", "destination", message, remedy).at(config.placeOf(field));
    }
}
